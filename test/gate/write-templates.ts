/**
 * `node test/gate/write-templates.ts FOLDER`: the templates of every county file, and of files with every option on and off, in both
 * partitions, for tools that look at templates; `FOLDER/<region>/<case>.template.json`. Code is left out.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { COUNTY_CASES } from '../infra/county-cases.ts';
import { synthesise } from '../infra/synthesised.ts';

const [, , folder] = process.argv;
if (folder === undefined) throw new Error('name a folder');
for (const [name, settings] of COUNTY_CASES) {
  const { county, edge } = synthesise(settings);
  for (const { stack, template } of edge === null ? [county] : [county, edge]) {
    const place = join(folder, stack.region);
    mkdirSync(place, { recursive: true });
    writeFileSync(
      join(place, `${name.replaceAll(' ', '-')}.template.json`),
      JSON.stringify(template.toJSON(), null, 1),
    );
  }
}

import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { App } from 'aws-cdk-lib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { readCounties } from '../../infra/county-files.ts';
import { CountyStack } from '../../infra/county-stack.ts';
import { LAYER_FOLDER, LAYERED_LIBRARIES } from '../../infra/function-bundling.ts';
import { layerFolder } from '../../infra/layer/library-files.ts';
import { grantsOf, isScheduled, ROLE_NAMES, type RoleName } from '../../infra/permissions.ts';

const run = promisify(execFile);

let outdir: string;
/** The file of each function's code, by the function's name. */
let bundles: ReadonlyMap<RoleName, string>;

const template = z.object({
  Resources: z.record(
    z.string(),
    z.object({
      Type: z.string(),
      Properties: z.looseObject({ Layers: z.array(z.unknown()).optional() }).optional(),
      Metadata: z.looseObject({ 'aws:asset:path': z.string().optional() }).optional(),
    }),
  ),
});

const bundleOf = (start: string): string => {
  const { Resources } = template.parse(JSON.parse(readFileSync(join(outdir, 'County.template.json'), 'utf8')));
  const [folder] = Object.entries(Resources).flatMap(([id, { Type, Metadata }]) =>
    Type === 'AWS::Lambda::Function' && id.startsWith(start) ? (Metadata?.['aws:asset:path'] ?? []) : [],
  );
  if (folder === undefined) throw new Error(`no bundle of ${start}`);
  return join(outdir, folder, 'index.mjs');
};

beforeAll(() => {
  outdir = mkdtempSync(join(tmpdir(), 'shuangshu-synth-'));
  const app = new App({ outdir, context: { 'aws:cdk:enable-asset-metadata': true } });
  const [settings] = readCounties(new URL('../../infra/counties/', import.meta.url));
  if (settings === undefined) throw new Error('no county file');
  new CountyStack(app, 'County', { ...settings, staff: { kind: 'cognito', domainPrefix: 'tuanfeng' } });
  app.synth();
  // What Lambda’s runtime brings along, here of the lock file’s version.
  symlinkSync(join(ROOT, 'node_modules'), join(outdir, 'node_modules'));
  bundles = new Map(ROLE_NAMES.map((name) => [name, bundleOf(`Function${name}Handler`)] as const));
});

afterAll(() => rmSync(outdir, { recursive: true, force: true }));

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const KB = 1_024;

const MOST_BYTES = 400 * KB;
const MOST_BYTES_OF_CASTING = 250 * KB;

const urlOf = (name: RoleName): string => pathToFileURL(bundles.get(name) ?? '').href;

describe('the bundles that are deployed', () => {
  it('are one a function', () => {
    expect(new Set(bundles.values()).size).toBe(ROLE_NAMES.length);
  });

  it('load as they are, and refuse an address that is none, without a single environment variable', async () => {
    // A process of its own, with an empty environment: what a first cold start sees.
    const script = `const answers = [];
      for (const url of process.argv.slice(1)) {
        const { handler } = await import(url);
        const { statusCode, body } = await handler({ routeKey: 'GET /nowhere', headers: {} }, {});
        answers.push([statusCode, JSON.parse(body).type]);
      }
      process.stdout.write(JSON.stringify(answers));`;
    const urls = ROLE_NAMES.filter((name) => !isScheduled(name)).map(urlOf);
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script, '--', ...urls], { env: {} });
    expect(JSON.parse(stdout)).toEqual(urls.map(() => [404, 'urn:shuangshu:problem:route-unknown']));
  });

  it('load as they are where the clock starts them', async () => {
    const script = `const kinds = [];
      for (const url of process.argv.slice(1)) kinds.push(typeof (await import(url)).handler);
      process.stdout.write(JSON.stringify(kinds));`;
    const urls = ROLE_NAMES.filter(isScheduled).map(urlOf);
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script, '--', ...urls], { env: {} });
    expect(JSON.parse(stdout)).toEqual(urls.map(() => 'function'));
  });

  it('load as they are where Cognito asks for claims, which needs next to nothing', async () => {
    const bundle = bundleOf('StaffClaimsHandler');
    const script = `const { handler } = await import(process.argv[1]);
      const request = { userAttributes: { name: 'A' }, groupConfiguration: { groupsToOverride: ['auditor'] } };
      process.stdout.write(JSON.stringify((await handler({ request })).response));`;
    const { stdout } = await run(
      process.execPath,
      ['--input-type=module', '-e', script, '--', pathToFileURL(bundle).href],
      { env: { COUNTY: 'tuanfeng' } },
    );
    const claims = { county: 'tuanfeng', role: 'auditor', name: 'A' };
    expect(JSON.parse(stdout)).toEqual({
      claimsAndScopeOverrideDetails: { accessTokenGeneration: { claimsToAddOrOverride: claims } },
    });
    expect(readFileSync(bundle).length).toBeLessThan(10_000);
  });

  it('name no folder of the machine that made them', () => {
    for (const bundle of bundles.values()) {
      const { sources } = z
        .object({ sources: z.array(z.string()) })
        .parse(JSON.parse(readFileSync(`${bundle}.map`, 'utf8')));
      expect(sources.length).toBeGreaterThan(0);
      // Two folders up from a bundle is the repository: higher up, or from the root, would be this machine's.
      expect(sources.filter((source) => /^(\/|(\.\.\/){3})/.test(source))).toEqual([]);
    }
  });

  it('are minified and carry a source map', () => {
    for (const bundle of bundles.values()) {
      const code = readFileSync(bundle, 'utf8');
      expect(code.trimEnd().split('\n').at(-1)).toMatch(/^\/\/# sourceMappingURL=index\.mjs\.map$/);
    }
  });

  it('are within 400 KB, casting within 250 KB', () => {
    for (const [name, bundle] of bundles)
      expect(readFileSync(bundle).length, name).toBeLessThanOrEqual(
        name === 'cast' ? MOST_BYTES_OF_CASTING : MOST_BYTES,
      );
  });

  it('ask nothing of the platform but the AWS SDK, and the layer where they load a library from it', () => {
    const { Resources } = template.parse(JSON.parse(readFileSync(join(outdir, 'County.template.json'), 'utf8')));
    const layered = Object.entries(Resources).flatMap(([id, { Properties }]) => (Properties?.Layers ? [id] : []));
    const asking = ROLE_NAMES.filter((name) => {
      const code = readFileSync(bundles.get(name) ?? '', 'utf8');
      const asked = [...code.matchAll(/(?:from|import\(|require\()\s?"([\w@.:/-]+)"/g)].map(
        ([, module = '']) => module,
      );
      const others = asked.filter((module) => !isBuiltin(module) && !/^@(aws-sdk|smithy)\//.test(module));
      expect(
        others.filter((module) => !module.startsWith(LAYER_FOLDER)),
        name,
      ).toEqual([]);
      return others.length > 0;
    });
    expect(asking.toSorted()).toEqual(['delegates', 'outcomes', 'rounds', 'tally']);
    expect(layered.flatMap((id) => /^Function(.*)Handler/.exec(id)?.[1] ?? []).sort()).toEqual(asking.toSorted());
  });

  it('find in the layer what they load from it: workbooks written and read, and a document', async () => {
    const folder = join(layerFolder(), basename(LAYER_FOLDER));
    expect(readdirSync(folder).sort()).toEqual(LAYERED_LIBRARIES.map((name) => `${name}.mjs`).sort());
    const script = `const [exceljs, docx] = await Promise.all(process.argv.slice(1).map((url) => import(url)));
      const written = new exceljs.default.Workbook();
      written.addWorksheet('一').addRow(['团风', 33]);
      const read = new exceljs.default.Workbook();
      await read.xlsx.load(await written.xlsx.writeBuffer());
      const { Document, Packer, Paragraph } = docx;
      const document = await Packer.toBuffer(new Document({ sections: [{ children: [new Paragraph('述职述廉')] }] }));
      process.stdout.write(JSON.stringify([read.worksheets[0].getRow(1).values, document.subarray(0, 2).toString()]));`;
    const urls = ['exceljs', 'docx'].map((name) => pathToFileURL(join(folder, `${name}.mjs`)).href);
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script, '--', ...urls], { env: {} });
    expect(JSON.parse(stdout)).toEqual([[null, '团风', 33], 'PK']);
  });

  it('hold no table that their role may not reach: casting has no code that speaks to the table of people', () => {
    const sources = z.object({ sources: z.array(z.string()) });
    const storesIn = (name: RoleName) =>
      sources
        .parse(JSON.parse(readFileSync(`${bundles.get(name) ?? ''}.map`, 'utf8')))
        .sources.flatMap((path) => /functions\/store\/(registry|ballot-box|opinions)\.ts$/.exec(path)?.[1] ?? []);
    const TABLES = { registry: 'registry', 'ballot-box': 'ballotBox', opinions: 'opinions' } as const;
    for (const name of ROLE_NAMES) {
      const granted = Object.entries(TABLES).filter(([, table]) => grantsOf(name)[table].length > 0);
      expect(storesIn(name).sort(), name).toEqual(granted.map(([file]) => file).sort());
    }
  });
});

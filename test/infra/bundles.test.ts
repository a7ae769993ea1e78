import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { App } from 'aws-cdk-lib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCounties } from '../../infra/county-settings.ts';
import { CountyStack } from '../../infra/county-stack.ts';
import { FUNCTION_NAMES } from '../../shared/contract/operation.ts';

const run = promisify(execFile);

let outdir: string;
let bundles: readonly string[];

beforeAll(() => {
  outdir = mkdtempSync(join(tmpdir(), 'shuangshu-synth-'));
  const app = new App({ outdir });
  const [settings] = readCounties(new URL('../../infra/counties/', import.meta.url));
  if (settings === undefined) throw new Error('no county file');
  new CountyStack(app, 'County', settings, { env: { region: settings.region } });
  app.synth();
  bundles = readdirSync(outdir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && readdirSync(join(outdir, entry.name)).includes('index.mjs'))
    .map((entry) => join(outdir, entry.name, 'index.mjs'));
});

afterAll(() => rmSync(outdir, { recursive: true, force: true }));

describe('the bundles that are deployed', () => {
  it('are one a function', () => {
    expect(bundles).toHaveLength(FUNCTION_NAMES.length);
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
    const urls = bundles.map((bundle) => pathToFileURL(bundle).href);
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script, '--', ...urls], { env: {} });
    expect(JSON.parse(stdout)).toEqual(urls.map(() => [404, 'urn:shuangshu:problem:route-unknown']));
  });

  it('are minified and carry a source map', () => {
    for (const bundle of bundles) {
      const code = readFileSync(bundle, 'utf8');
      expect(code.trimEnd().split('\n').at(-1)).toMatch(/^\/\/# sourceMappingURL=index\.mjs\.map$/);
      expect(code.length).toBeLessThan(3_000_000);
    }
  });
});

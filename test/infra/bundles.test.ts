import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { App } from 'aws-cdk-lib';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { readCounties } from '../../infra/county-files.ts';
import { CountyStack } from '../../infra/county-stack.ts';
import { BUNDLE_SETTINGS } from '../../infra/function-bundling.ts';
import { grantsOf, isScheduled, ROLE_NAMES, type RoleName } from '../../infra/permissions.ts';

const run = promisify(execFile);

let outdir: string;
/** The file of each function's code, by the function's name. */
let bundles: ReadonlyMap<RoleName, string>;

const template = z.object({
  Resources: z.record(
    z.string(),
    z.object({ Type: z.string(), Metadata: z.looseObject({ 'aws:asset:path': z.string().optional() }).optional() }),
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
  bundles = new Map(ROLE_NAMES.map((name) => [name, bundleOf(`Function${name}Handler`)] as const));
});

afterAll(() => rmSync(outdir, { recursive: true, force: true }));

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const KB = 1_024;

/** The AWS SDK and what it alone brings along: the version of the lock file, in every bundle. */
const OF_THE_SDK = /node_modules\/(@aws-sdk|@smithy|@aws|mnemonist|obliterator)\//;

/** How many bytes of a function's bundle are the SDK's, by esbuild's own account of the very same bundle. */
async function sdkBytes(name: RoleName): Promise<{ readonly whole: number; readonly sdk: number }> {
  const { outputs } = (
    await build({
      ...BUNDLE_SETTINGS,
      mainFields: [...BUNDLE_SETTINGS.mainFields],
      banner: { js: BUNDLE_SETTINGS.banner },
      absWorkingDir: ROOT,
      entryPoints: [`functions/${name}/handler.ts`],
      outfile: 'index.mjs',
      write: false,
      metafile: true,
      logLevel: 'silent',
    })
  ).metafile;
  const { bytes = 0, inputs = {} } = outputs['index.mjs'] ?? {};
  const ofSdk = Object.entries(inputs).filter(([path]) => OF_THE_SDK.test(path));
  return { whole: bytes, sdk: ofSdk.reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0) };
}

/** Of a function without the SDK. */
const MOST_BYTES = 400 * KB;
const MOST_BYTES_OF = new Map<RoleName, number>([
  ['cast', 250 * KB],
  // They read or write workbooks: the library for them, with its zip and XML, is 370 KB.
  ['rounds', 680 * KB],
  ['delegates', 680 * KB],
  ['tally', 600 * KB],
  // And a Word document: 290 KB more.
  ['outcomes', 940 * KB],
]);
/** With the SDK (the client of tables and the one of keys) and the metrics that every function carries. */
const MOST_BYTES_OF_CASTING_WITH_SDK = 450 * KB;

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

  it('are within 400 KB without the AWS SDK, casting within 250 KB; what handles workbooks has a limit of its own', async () => {
    for (const [name, bundle] of bundles) {
      const { whole, sdk } = await sdkBytes(name);
      expect(readFileSync(bundle).length, `${name}: not the bundle that was measured`).toBe(whole);
      expect(whole - sdk, name).toBeLessThanOrEqual(MOST_BYTES_OF.get(name) ?? MOST_BYTES);
    }
    expect(readFileSync(bundles.get('cast') ?? '').length).toBeLessThanOrEqual(MOST_BYTES_OF_CASTING_WITH_SDK);
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

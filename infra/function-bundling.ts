/** How a function's code becomes one file: minified ESM with a source map, the AWS SDK of the lock file inside. */
import { fileURLToPath } from 'node:url';
import { type BundlingOptions, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Modules that a function never needs whole, and what stands for them. */
const STAND_INS: Readonly<Record<string, string>> = {
  '@aws-sdk/credential-provider-node': `${root}functions/http/role-credentials.ts`,
  // Workbooks alone, in memory: without CSV streams, unzipping to disk and their three sets of polyfilled streams.
  exceljs: 'exceljs/lib/exceljs.bare.js',
  'readable-stream': 'node:stream',
  'fast-csv': `${root}functions/http/no-csv.ts`,
};

/** As esbuild names them; `bundling` below says the same to CDK, and a test that both give the same bytes. */
export const BUNDLE_SETTINGS = {
  format: 'esm',
  platform: 'node',
  target: 'node24',
  bundle: true,
  minify: true,
  sourcemap: true,
  charset: 'utf8',
  mainFields: ['module', 'main'],
  alias: STAND_INS,
  // Some CommonJS packages inside still ask for `require`; the name is one that no minifier gives.
  banner: "import{createRequire as shuangshuRequire}from'node:module';const require=shuangshuRequire(import.meta.url);",
} as const;

export const functionBundling: BundlingOptions = {
  format: OutputFormat.ESM,
  target: BUNDLE_SETTINGS.target,
  minify: BUNDLE_SETTINGS.minify,
  sourceMap: BUNDLE_SETTINGS.sourcemap,
  externalModules: [],
  mainFields: [...BUNDLE_SETTINGS.mainFields],
  banner: BUNDLE_SETTINGS.banner,
  esbuildArgs: {
    // CDK's own option of this name does not reach esbuild.
    '--charset': BUNDLE_SETTINGS.charset,
    ...Object.fromEntries(Object.entries(STAND_INS).map(([name, path]) => [`--alias:${name}`, path])),
  },
};

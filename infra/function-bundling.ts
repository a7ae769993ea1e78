/** How a function's code becomes one file: minified ESM with a source map, the AWS SDK of the lock file inside. */
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Modules that a function never needs whole, and what stands for them. */
const STAND_INS: Readonly<Record<string, string>> = {
  '@aws-sdk/credential-provider-node': `${root}functions/http/role-credentials.ts`,
  // Workbooks alone, in memory: without CSV streams, unzipping to disk and their three sets of polyfilled streams.
  exceljs: 'exceljs/lib/exceljs.bare.js',
  'readable-stream': 'node:stream',
  'fast-csv': `${root}functions/http/no-csv.ts`,
};

/** As esbuild names them. */
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

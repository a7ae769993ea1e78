/** How a function's code becomes one file: minified ESM with a source map, without the AWS SDK, which Lambda brings along. */
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Where a layer's folder `shuangshu` lies in a running function. */
export const LAYER_FOLDER = '/opt/shuangshu';

/** Libraries that few functions use, and those only for some of their answers: in a layer, each a file. */
export const LAYERED_LIBRARIES = ['exceljs', 'docx'] as const;

const COMMON = {
  format: 'esm',
  platform: 'node',
  target: 'node24',
  bundle: true,
  minify: true,
  sourcemap: true,
  charset: 'utf8',
  mainFields: ['module', 'main'],
  // Some CommonJS packages inside still ask for `require`; the name is one that no minifier gives.
  banner: "import{createRequire as shuangshuRequire}from'node:module';const require=shuangshuRequire(import.meta.url);",
} as const;

/** As esbuild names them. */
export const BUNDLE_SETTINGS = {
  ...COMMON,
  alias: Object.fromEntries(LAYERED_LIBRARIES.map((name) => [name, `${LAYER_FOLDER}/${name}.mjs`])),
  external: ['@aws-sdk/*', '@smithy/*', `${LAYER_FOLDER}/*`],
} as const;

/** For the libraries of the layer themselves. */
export const LIBRARY_SETTINGS = {
  ...COMMON,
  sourcemap: false,
  alias: {
    // Workbooks alone, in memory: without CSV streams, unzipping to disk and their three sets of polyfilled streams.
    exceljs: 'exceljs/lib/exceljs.bare.js',
    'readable-stream': 'node:stream',
    'fast-csv': `${root}infra/layer/no-csv.ts`,
  },
} as const;

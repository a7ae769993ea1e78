import { pathToFileURL } from 'node:url';
import { App } from 'aws-cdk-lib';
import { addCounties } from './county-app.ts';
import { CountyFileError } from './county-files.ts';

const app = new App();
/** Another folder of county files: `-c counties=PATH`. */
const named: unknown = app.node.tryGetContext('counties');
const folder = typeof named === 'string' ? pathToFileURL(`${named}/`) : new URL('./counties/', import.meta.url);
try {
  addCounties(app, { folder, nowMs: Date.now() });
  app.synth();
} catch (error) {
  if (!(error instanceof CountyFileError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

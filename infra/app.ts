import { App } from 'aws-cdk-lib';
import { addCounties } from './county-app.ts';
import { CountyFileError } from './county-files.ts';

const app = new App();
try {
  addCounties(app, { folder: new URL('./counties/', import.meta.url), nowMs: Date.now() });
  app.synth();
} catch (error) {
  if (!(error instanceof CountyFileError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

import { pathToFileURL } from 'node:url';
import { App } from 'aws-cdk-lib';
import { readCounties } from './county-files.ts';
import { CountyStack } from './county-stack.ts';

const app = new App();
/** Another folder of county files: `-c counties=PATH`. */
const named: unknown = app.node.tryGetContext('counties');
const folder = typeof named === 'string' ? pathToFileURL(`${named}/`) : new URL('./counties/', import.meta.url);
for (const settings of readCounties(folder)) {
  new CountyStack(app, `Shuangshu-${settings.county}`, settings, { env: { region: settings.region } });
}
app.synth();

import { App } from 'aws-cdk-lib';
import { readCounties } from './county-files.ts';
import { CountyStack } from './county-stack.ts';

const app = new App();
for (const settings of readCounties(new URL('./counties/', import.meta.url))) {
  new CountyStack(app, `Shuangshu-${settings.county}`, settings, { env: { region: settings.region } });
}
app.synth();

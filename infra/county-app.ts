import type { App } from 'aws-cdk-lib';
import { readCounties, readCounty } from './county-files.ts';
import { CountyStack } from './county-stack.ts';
import { addTemplateRules } from './rules/template-rules.ts';

/** A county's stack in CloudFormation; what lies at the edge is in `<name>-edge`. */
export const stackNameOf = (county: string): string => `Shuangshu-${county}`;

/**
 * The stacks of the county files in a folder, held to the rules on templates: of one with `-c county=<id>`, of all without.
 *
 * @throws CountyFileError when a file cannot be taken, or there is none for the id
 */
export function addCounties(app: App, { folder, nowMs }: { readonly folder: URL; readonly nowMs: number }): void {
  addTemplateRules(app);
  const chosen: unknown = app.node.tryGetContext('county');
  const counties = typeof chosen === 'string' ? [readCounty(folder, chosen)] : readCounties(folder);
  for (const settings of counties) new CountyStack(app, stackNameOf(settings.county), settings, { nowMs });
}

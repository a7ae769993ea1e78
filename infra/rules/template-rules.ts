import { readFileSync } from 'node:fs';
import {
  type App,
  type IPolicyValidationContext,
  type IPolicyValidationPlugin,
  type PolicyValidationPluginReport,
  type PolicyViolation,
  Stack,
  Validations,
} from 'aws-cdk-lib';
import type { CountySettings } from '../county-settings.ts';
import { partitionOf } from '../county-settings.ts';
import { CountyStack } from '../county-stack.ts';
import { ACKNOWLEDGED, answers } from './acknowledged.ts';
import type { Finding } from './finding.ts';
import { guardFindings, guardRuns } from './guard-findings.ts';
import { nagFindings } from './nag-findings.ts';
import { partitionFaults } from './partition-faults.ts';
import { readPartitionServices } from './partition-services.ts';
import { cfnTemplate } from './template.ts';

/** What AWS's rules find in a county's stack and nobody answers for. */
export const unanswered = (findings: readonly Finding[], settings: CountySettings): readonly Finding[] =>
  findings.filter((finding) => !ACKNOWLEDGED.some((each) => answers(each, finding, settings)));

const violation = (
  { rule, detail, description }: Finding,
  resource: PolicyViolation['violatingResources'][number],
): PolicyViolation => ({
  ruleName: detail === '' ? rule : `${rule}[${detail}]`,
  description,
  violatingResources: [resource],
});

/** A county's stack at the edge has the same settings as the county. */
function ofAwsRules({ appConstruct }: IPolicyValidationContext): readonly PolicyViolation[] {
  const stacks = appConstruct.node.findAll().filter((each) => each instanceof Stack);
  const counties = stacks.filter((each) => each instanceof CountyStack);
  return stacks.flatMap((stack) => {
    const county = counties.find(({ node }) => stack.node.id === node.id || stack.node.id === `${node.id}-edge`);
    const findings = nagFindings(stack);
    const left = county === undefined ? findings : unanswered(findings, county.settings);
    return left.map((finding) => violation(finding, { constructPath: finding.where, locations: [] }));
  });
}

const ofOurRules = ({ templatePaths }: IPolicyValidationContext): readonly PolicyViolation[] =>
  guardFindings(templatePaths).map((finding) =>
    violation(finding, { resourceLogicalId: finding.where, templatePath: finding.templatePath, locations: [] }),
  );

function ofPartition({ appConstruct, stackTemplates }: IPolicyValidationContext): readonly PolicyViolation[] {
  const services = readPartitionServices();
  const stacks = appConstruct.node.findAll().filter((each) => each instanceof Stack);
  return stackTemplates.flatMap(({ templatePath, stackConstructPath }) => {
    const region = stacks.find(({ node }) => node.path === stackConstructPath)?.region ?? '';
    const template = cfnTemplate.parse(JSON.parse(readFileSync(templatePath, 'utf8')));
    return partitionFaults(template, { partition: partitionOf(region), region, services }).map((description) =>
      violation({ rule: 'partition', detail: '', where: '', description }, { templatePath, locations: [] }),
    );
  });
}

/** Every rule on the templates of an app: a finding that nobody answers for fails the synthesis. */
class TemplateRules implements IPolicyValidationPlugin {
  readonly name = 'shuangshu';

  validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    const violations = [...ofAwsRules(context), ...ofPartition(context), ...(guardRuns() ? ofOurRules(context) : [])];
    return { success: violations.length === 0, violations };
  }
}

/** Holds the templates of an app to the rules when it is synthesised. */
export const addTemplateRules = (app: App): void => Validations.of(app).addPlugins(new TemplateRules());

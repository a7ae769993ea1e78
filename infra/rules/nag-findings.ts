import { AwsSolutionsChecks } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import type { Finding } from './finding.ts';

/** `AwsSolutions-IAM5[Resource::*]` in its two parts. */
function partsOf(ruleName: string): Pick<Finding, 'rule' | 'detail'> {
  const [, rule = ruleName, detail = ''] = /^([^[]*)\[(.*)\]$/s.exec(ruleName) ?? [];
  return { rule, detail };
}

/** What AWS's own rules for solutions (cdk-nag) find in an app or a part of it. */
export const nagFindings = (scope: IConstruct): readonly Finding[] =>
  new AwsSolutionsChecks(scope)
    .validateScope(scope)
    .violations.flatMap(({ ruleName, description, violatingResources }) =>
      violatingResources.map(({ constructPath = '' }) => ({ ...partsOf(ruleName), where: constructPath, description })),
    );

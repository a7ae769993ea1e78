import type { Stack } from 'aws-cdk-lib';
import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import { DEFAULT_MAX_BODY_BYTES } from '../shared/contract/operation.ts';
import { OPERATION_IDS, specOf } from '../shared/contract/operations.ts';
import { problemDocument } from '../shared/contract/problems.ts';
import { ROUTES } from '../shared/contract/routes.ts';
import { POLL_INTERVALS_MS } from './cost/polling.ts';
import { EDGE_REGION, stackIn } from './edge-stack.ts';

const HALL_PHONES = 1_000;
/** In five minutes, of a phone that waits: the most of all it does. */
const POLLS_PER_PHONE = 300_000 / POLL_INTERVALS_MS.phoneWaiting;
/** The page and its files, opened twice; drawing, casting, the board and the result, each tried again and again on a bad line. */
const OTHERS_PER_PHONE = 25;
/** Between a hall whose clocks happen to agree, and a screen, a desk and a console beside it. */
const MARGIN = 2;

/** Requests of one address in five minutes: a whole hall behind one router, with margin. What is more is no hall. */
export const RATE_LIMIT_PER_FIVE_MINUTES = HALL_PHONES * (POLLS_PER_PHONE + OTHERS_PER_PHONE) * MARGIN;

/** Metrics count; a sample would keep addresses, agents and times of single requests for three hours. */
const countsAs = (metricName: string): CfnWebACL.VisibilityConfigProperty => ({
  cloudWatchMetricsEnabled: true,
  metricName,
  sampledRequestsEnabled: false,
});

/**
 * Rules of the common set that look for an attack in a body: counted and not blocked. A sealed ballot or a workbook is letters of
 * chance, an opinion is whatever people write; the contract holds every field to its form, and no page shows one as markup.
 */
const BODY_RULES = [
  'SizeRestrictions_BODY',
  'CrossSiteScripting_BODY',
  'GenericLFI_BODY',
  'GenericRFI_BODY',
  'EC2MetaDataSSRF_BODY',
];

const managed = (name: string, counted: readonly string[] = []): Omit<CfnWebACL.RuleProperty, 'priority'> => ({
  name,
  overrideAction: { none: {} },
  statement: {
    managedRuleGroupStatement: {
      vendorName: 'AWS',
      name: `AWSManagedRules${name}`,
      ruleActionOverrides: counted.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
    },
  },
  visibilityConfig: countsAs(name),
});

/** A refusal of the contract, as far as a rule can give one: in Chinese, with the contract's own status. */
const answers = {
  busy: problemDocument('busy', 'zh'),
  'body-too-large': problemDocument('body-too-large', 'zh', { limitBytes: DEFAULT_MAX_BODY_BYTES }),
};

const refuseWith = (problem: keyof typeof answers): CfnWebACL.RuleActionProperty => ({
  block: { customResponse: { responseCode: answers[problem].status, customResponseBodyKey: problem } },
});

const rate: Omit<CfnWebACL.RuleProperty, 'priority'> = {
  name: 'Rate',
  action: refuseWith('busy'),
  statement: {
    rateBasedStatement: {
      aggregateKeyType: 'IP',
      limit: RATE_LIMIT_PER_FIVE_MINUTES,
      evaluationWindowSec: 300,
    },
  },
  visibilityConfig: countsAs('Rate'),
};

const WITHOUT_CHANGE = [{ priority: 0, type: 'NONE' }];

/** Paths whose bodies the contract lets be larger than others: workbooks, lists, plans, reports, pages of ballots. */
export const largeBodyPaths = (): readonly string[] => [
  ...new Set(
    OPERATION_IDS.filter((id) => (specOf(id).maxBodyBytes ?? 0) > DEFAULT_MAX_BODY_BYTES).map((id) => ROUTES[id].path),
  ),
];

const patternOf = (path: string): string => `^${path.replace(/\{\w+\}/g, '[^/]+')}$`;

const anyOf = (statements: CfnWebACL.StatementProperty[]): CfnWebACL.StatementProperty => ({
  orStatement: { statements },
});

/** WAF reads the first 16 KiB of a body, as much as most routes take; what is longer counts as over the limit. */
const bodySize: Omit<CfnWebACL.RuleProperty, 'priority'> = {
  name: 'BodySize',
  action: refuseWith('body-too-large'),
  statement: {
    andStatement: {
      statements: [
        {
          sizeConstraintStatement: {
            fieldToMatch: { body: { oversizeHandling: 'MATCH' } },
            comparisonOperator: 'GT',
            size: DEFAULT_MAX_BODY_BYTES,
            textTransformations: WITHOUT_CHANGE,
          },
        },
        {
          notStatement: {
            statement: anyOf(
              largeBodyPaths().map((path) => ({
                regexMatchStatement: {
                  fieldToMatch: { uriPath: {} },
                  regexString: patternOf(path),
                  textTransformations: WITHOUT_CHANGE,
                },
              })),
            ),
          },
        },
      ],
    },
  },
  visibilityConfig: countsAs('BodySize'),
};

/** Before pages and API: AWS's managed rules, a limit of one address and of bodies. It counts; it logs and samples nothing. */
export class CountyFirewall extends Construct {
  readonly arn: string;

  /** `CLOUDFRONT` in us-east-1; `REGIONAL` beside the API that it stands before. */
  constructor(scope: Construct, id: string, reach: 'CLOUDFRONT' | 'REGIONAL') {
    super(scope, id);
    const rules = [
      rate,
      managed('AmazonIpReputationList'),
      managed('KnownBadInputsRuleSet'),
      managed('CommonRuleSet', BODY_RULES),
      bodySize,
    ];
    const acl = new CfnWebACL(this, 'Acl', {
      scope: reach,
      defaultAction: { allow: {} },
      visibilityConfig: countsAs('All'),
      customResponseBodies: Object.fromEntries(
        Object.entries(answers).map(([problem, document]) => [
          problem,
          { contentType: 'APPLICATION_JSON', content: JSON.stringify(document) },
        ]),
      ),
      rules: rules.map((rule, priority) => ({ ...rule, priority })),
    });
    this.arn = acl.attrArn;
  }
}

/**
 * The firewall of a stack, in the one region where CloudFront looks for it: in the stack itself where it lies there, otherwise in
 * a second stack `<stack>-edge`, whose ARN the first reads across regions when it is deployed.
 */
export const edgeFirewall = (stack: Stack, { account }: { readonly account: string | null }): CountyFirewall =>
  new CountyFirewall(stackIn(EDGE_REGION, stack, account), 'Firewall', 'CLOUDFRONT');

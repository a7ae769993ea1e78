import type { CountySettings } from '../county-settings.ts';
import type { Finding } from './finding.ts';

/** A finding of AWS's rules that is as it should be. */
export interface Acknowledgement {
  readonly rule: string;
  /** The end of the construct's path. */
  readonly where: RegExp;
  /** What of the construct; without it, all of it. */
  readonly detail?: RegExp;
  /** Only in a county whose file says so. */
  readonly only?: { readonly says: string; readonly of: (settings: CountySettings) => boolean };
  readonly reason: string;
}

const NO_LOG =
  'A line with its time for a check-in and one for a ballot could be joined. Counts are those that AWS keeps anyway (docs/threat-model.md).';
const SECOND_STATE =
  'Two states of the table would give the order in which ballots or opinions came. A session’s sealed bundle is exported after the close instead.';
const CDK_OWN =
  'CDK’s own function, which puts the pages in place when the stack is deployed. Code, runtime and rights are CDK’s; it reaches the pages’ bucket and CDK’s own assets, and no request reaches it.';
const PREFIX =
  'Objects have names of chance, so the narrowest right is one on those of a prefix; which function reaches which prefix is tested against the contract.';
const SETTINGS_SAY = 'The county’s file says so; the limits of single routes and of the whole API stay.';

const STAGES = /\/(Api\/Http\/DefaultStage|Front\/Rest\/DeploymentStage\.live)\/Resource$/;
const CDK_DEPLOYMENT = /\/Custom::CDKBucketDeployment[0-9A-F]+(\/ServiceRole(\/DefaultPolicy)?)?\/Resource$/;
const WITHOUT_FIREWALL = { says: '"waf": false', of: ({ waf }: CountySettings) => !waf };
const WITHOUT_DOMAIN = { says: '"domain": null', of: ({ domain }: CountySettings) => domain === null };

/** Findings of cdk-nag's AwsSolutions that are answered for, each with its reason; docs/security-exceptions.md is made of them. */
export const ACKNOWLEDGED: readonly Acknowledgement[] = [
  { rule: 'AwsSolutions-APIG1', where: STAGES, reason: NO_LOG },
  { rule: 'AwsSolutions-APIG6', where: /\/Front\/Rest\/DeploymentStage\.live\/Resource$/, reason: NO_LOG },
  { rule: 'AwsSolutions-CFR3', where: /\/Pages\/Distribution\/Resource$/, reason: NO_LOG },
  {
    rule: 'AwsSolutions-S1',
    where: /\/(Photos|Uploads|Results|Pages\/Bucket|Front\/Bucket)\/Resource$/,
    reason: 'An access log would tell when a photo came and who looked at what, and lie beside it.',
  },
  { rule: 'AwsSolutions-DDB3', where: /\/Tables\/(BallotBox|Opinions)\/Resource$/, reason: SECOND_STATE },
  {
    rule: 'AwsSolutions-APIG4',
    where: /\/Api\/Http\/(GET|POST)--api--[\w{}-]+\/Resource$/,
    reason:
      'Who may call is in the contract, and each function asks: a staff token, a teller’s signature, a code, or nobody. Delegates and authors have no account that an authorizer could know.',
  },
  {
    rule: 'AwsSolutions-APIG2',
    where: /\/Front\/Rest\/Resource$/,
    reason:
      'Each function holds a request to the contract’s own schema and names the field that is wrong, in both languages.',
  },
  {
    rule: 'AwsSolutions-CFR1',
    where: /\/Pages\/Distribution\/Resource$/,
    reason: 'A delegate’s phone may be anywhere, behind any network; where it is must be of no account.',
  },
  {
    rule: 'AwsSolutions-CFR2',
    where: /\/Pages\/Distribution\/Resource$/,
    only: WITHOUT_FIREWALL,
    reason: SETTINGS_SAY,
  },
  {
    rule: 'AwsSolutions-APIG3',
    where: /\/Front\/Rest\/DeploymentStage\.live\/Resource$/,
    only: WITHOUT_FIREWALL,
    reason: SETTINGS_SAY,
  },
  {
    rule: 'AwsSolutions-CFR4',
    where: /\/Pages\/Distribution\/Resource$/,
    only: WITHOUT_DOMAIN,
    reason: 'CloudFront’s own certificate takes no minimum of TLS; a county without a domain is for trials.',
  },
  {
    rule: 'AwsSolutions-COG1',
    where: /\/Staff\/Pool\/Resource$/,
    reason:
      'Passwords have fifteen characters of any kind: rules of composition make people choose worse ones (NIST SP 800-63B, OWASP ASVS 6.2.5), and the second factor is required.',
  },
  {
    rule: 'AwsSolutions-COG8',
    where: /\/Staff\/Pool\/Resource$/,
    reason:
      'Accounts are made by an administrator, with a second factor that is required and passwords of fifteen characters; the plan above would judge sign-ins by address and device, and keep them.',
  },
  {
    rule: 'AwsSolutions-IAM5',
    where: /\/Function-(tally|documents|outcomes)\/Role\/Resource$/,
    detail: /^Resource::<Results[0-9A-F]{8}\.Arn>\/\*$/,
    reason: PREFIX,
  },
  {
    rule: 'AwsSolutions-IAM5',
    where: /\/Function-(collation|shuffle)\/Role\/Resource$/,
    detail: /^Resource::<Photos[0-9A-F]{8}\.Arn>\/\*$/,
    reason: PREFIX,
  },
  {
    rule: 'AwsSolutions-IAM5',
    where: /\/Function-opinions\/Role\/Resource$/,
    detail: /^Resource::<Photos[0-9A-F]{8}\.Arn>\/incoming\/\*$/,
    reason: PREFIX,
  },
  {
    rule: 'AwsSolutions-IAM5',
    where: /\/Function-(floor|reading|rectification)\/Role\/Resource$/,
    detail: /^Resource::<Uploads[0-9A-F]{8}\.Arn>\/(incoming\/)?(statement|evidence)\/\*$/,
    reason: PREFIX,
  },
  {
    rule: 'AwsSolutions-IAM5',
    where: /\/Front\/Reader\/Resource$/,
    detail: /^Resource::<FrontBucket[0-9A-F]{8}\.Arn>\/\*$/,
    reason: 'API Gateway reads any page, which is what everybody may read, and may list none.',
  },
  { rule: 'AwsSolutions-IAM4', where: CDK_DEPLOYMENT, reason: CDK_OWN },
  { rule: 'AwsSolutions-IAM5', where: CDK_DEPLOYMENT, reason: CDK_OWN },
  { rule: 'AwsSolutions-L1', where: CDK_DEPLOYMENT, reason: CDK_OWN },
];

/** Functions and roles that our own rules (secrecy.guard) leave to CDK, by the start of their ids there. */
export const LEFT_TO_CDK: Readonly<Record<string, string>> = {
  CustomCDKBucketDeployment: CDK_OWN,
  CustomCrossRegionExportReader:
    'CDK’s own function, which reads in us-east-1 the ARN of the firewall when the stack is deployed, and reaches nothing else.',
  CustomCrossRegionExportWriter:
    'CDK’s own function, which hands the ARN of the firewall on to the county’s region when the stack is deployed, and reaches nothing else.',
};

/** Whether a finding is answered for in a county of these settings. */
export const answers = (
  { rule, where, detail, only }: Acknowledgement,
  finding: Finding,
  settings: CountySettings,
): boolean =>
  rule === finding.rule &&
  where.test(finding.where) &&
  (detail === undefined || detail.test(finding.detail)) &&
  (only === undefined || only.of(settings));

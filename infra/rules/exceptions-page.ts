import { ACKNOWLEDGED, type Acknowledgement, LEFT_TO_CDK } from './acknowledged.ts';
import { readPartitionServices } from './partition-services.ts';

/** A pattern as people read it: what CDK generates as an ellipsis. */
const readable = (pattern: RegExp): string =>
  pattern.source
    .replace(/\[[^\]]*\](\{8\}|\+)/g, '…')
    .replace(/\\([/.*])/g, '$1')
    .replace(/^\^?\/?|\$$/g, '')
    .replaceAll('|', ' or ');

const row = ({ rule, where, detail, only, reason }: Acknowledgement): string => {
  const what = detail === undefined ? '' : `, \`${readable(detail)}\``;
  const condition = only === undefined ? '' : ` Only where the county’s file has \`${only.says}\`.`;
  return `| ${rule} | \`${readable(where)}\`${what} | ${reason}${condition} |`;
};

function features(): readonly string[] {
  const { asOf, features: known, sources } = readPartitionServices();
  const lines = known.map(({ what, available, source }) => {
    const from = source === null ? '*unverified*' : (sources[source]?.says ?? '');
    return `| ${what} | ${available ? 'yes' : 'no'} | ${from} |`;
  });
  return [`As of ${asOf}.`, '', '| in aws-cn | there | source |', '| --- | --- | --- |', ...lines];
}

/** `docs/security-exceptions.md`. */
export const exceptionsPage = (): string =>
  [
    '# Findings that are answered for',
    '',
    'Made by `npm run docs` from `infra/rules`. Each synthesis holds the templates against AWS’s rules for solutions (cdk-nag), against our own',
    '(`infra/rules/secrecy.guard`, by cfn-guard) and against what the partition has, and fails on a finding that is not in this list. A test fails on',
    'an entry that answers for nothing.',
    '',
    '## Of AWS’s rules',
    '',
    '| rule | where | why it is as it should be |',
    '| --- | --- | --- |',
    ...ACKNOWLEDGED.map(row),
    '',
    '## Of our own rules',
    '',
    'No finding is excepted. Three things that CDK adds are left to it: they run while the stack is deployed.',
    '',
    '| ids that begin with | why |',
    '| --- | --- |',
    ...Object.entries(LEFT_TO_CDK).map(([start, reason]) => `| \`${start}\` | ${reason} |`),
    '',
    '## What aws-cn has beside resource types',
    '',
    ...features(),
    '',
  ].join('\n');

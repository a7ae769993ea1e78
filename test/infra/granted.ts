import * as z from 'zod';
import { grantsOf, ROLE_NAMES, type RoleName } from '../../infra/permissions.ts';
import { type PolicyLine, statementsIn } from '../../infra/rules/template.ts';
import type { Synthesised } from './synthesised.ts';

const HELD = [
  ['registry', 'dynamodb', 'AWS::DynamoDB::Table', 'TablesRegistry'],
  ['meetings', 'dynamodb', 'AWS::DynamoDB::Table', 'TablesMeetings'],
  ['ballotBox', 'dynamodb', 'AWS::DynamoDB::Table', 'TablesBallotBox'],
  ['opinions', 'dynamodb', 'AWS::DynamoDB::Table', 'TablesOpinions'],
  ['results', 's3', 'AWS::S3::Bucket', 'Results'],
  ['uploads', 's3', 'AWS::S3::Bucket', 'Uploads'],
  ['photos', 's3', 'AWS::S3::Bucket', 'Photos'],
  ['wrapping', 'kms', 'AWS::KMS::Key', 'WrappingKey'],
] as const;
type Held = (typeof HELD)[number][0];

const actionsOf = (name: RoleName, held: Held): readonly string[] => {
  const grants = grantsOf(name);
  return held === 'wrapping' ? [...new Set([...grants.tokenKey, ...grants.boxKey])] : grants[held];
};

const attached = z.object({ Roles: z.array(z.unknown()).default([]), PolicyDocument: z.unknown() });
const mentions = (value: unknown, id: string): boolean => (JSON.stringify(value) ?? '').includes(`"${id}"`);

/** All that a role may do: inside it, by a policy beside it. */
function rights(county: Synthesised, roleId: string): readonly PolicyLine[] {
  const beside = [...county.of('AWS::IAM::Policy'), ...county.of('AWS::IAM::ManagedPolicy')].flatMap(([, resource]) => {
    const { Roles, PolicyDocument } = attached.parse(resource.Properties);
    return mentions(Roles, roleId) ? statementsIn(PolicyDocument) : [];
  });
  return [...statementsIn(county.all[roleId]?.Properties['Policies']), ...beside].filter(
    ({ effect }) => effect === 'Allow',
  );
}

const RESOURCE_POLICIES = [
  'AWS::S3::BucketPolicy',
  'AWS::KMS::Key',
  'AWS::DynamoDB::Table',
  'AWS::SNS::TopicPolicy',
  'AWS::Lambda::Permission',
];

function ofRole(county: Synthesised, name: RoleName): readonly string[] {
  const [roleId, role] = county.one('AWS::IAM::Role', `Function${name}Role`);
  const allowed = rights(county, roleId);
  const different = HELD.flatMap(([held, service, type, start]) => {
    const [id] = county.one(type, start);
    const found = allowed
      .filter(({ resource }) => mentions(resource, id))
      .flatMap(({ actions }) => actions.filter((action) => action.startsWith(`${service}:`)))
      .map((action) => action.slice(service.length + 1));
    const [has, should] = [[...new Set(found)].sort().join(), [...actionsOf(name, held)].sort().join()];
    return has === should ? [] : [`${name}: ${held} [${has}], the contract says [${should}]`];
  });
  const wide = allowed.filter(({ resource }) => resource === '*').map(() => `${name}: any resource`);
  const [wrapping] = county.one('AWS::KMS::Key', 'WrappingKey');
  const unbound = allowed
    .filter(
      ({ resource, condition }) =>
        mentions(resource, wrapping) && !mentions(condition, 'kms:EncryptionContext:purpose'),
    )
    .map(() => `${name}: wrapping without a purpose`);
  const managed = role.Properties['ManagedPolicyArns'] === undefined ? [] : [`${name}: a managed policy`];
  const byOthers = RESOURCE_POLICIES.flatMap((type) => county.of(type))
    .filter(([, { Properties }]) => mentions(Properties, roleId))
    .map(([id]) => `${name}: named in ${id}`);
  return [...different, ...wide, ...unbound, ...managed, ...byOthers];
}

/** Where what the roles of a template may do is not what the contract says, a line each. */
export const grantFaults = (county: Synthesised): readonly string[] =>
  ROLE_NAMES.flatMap((name) => ofRole(county, name));

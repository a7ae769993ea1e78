import { Match, type Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { CLAIM_MS } from '../../functions/store/notices.ts';
import { type HeldTable, leadingKeysOf, matchesOne } from '../../infra/leading-keys.ts';
import { grantsOf, type RoleName } from '../../infra/permissions.ts';
import { type Statement, type Synthesised, synthesise } from './synthesised.ts';

let county: Synthesised;
let template: Template;

beforeAll(() => {
  ({ county } = synthesise());
  ({ template } = county);
});

/** The statements of a role about a table, by action. */
const onTable = (name: RoleName, table: string): ReadonlyMap<string, Statement> =>
  new Map(
    county
      .rightsOf(name)
      .filter(({ Resource }) => JSON.stringify(Resource).includes(`"Tables${table}`))
      .flatMap((statement) => [statement.Action].flat().map((action) => [String(action), statement] as const)),
  );

const keysOf = (statement: Statement | undefined): readonly string[] =>
  [statement?.Condition?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys']].flat().map(String);

const secondsOf = (name: RoleName): number =>
  Object.entries(template.findResources('AWS::Lambda::Function'))
    .filter(([id]) => id.startsWith(`Function${name}Handler`))
    .map(([, { Properties }]) => z.object({ Timeout: z.number() }).parse(Properties).Timeout)
    .reduce((sum, seconds) => sum + seconds, 0);

describe('the way of an opinion, as it is deployed', () => {
  it('gives the night time for all photos of a day, and escalation its time before another run takes over', () => {
    expect(secondsOf('shuffle')).toBe(900);
    expect(secondsOf('escalation')).toBeGreaterThanOrEqual(300);
    expect(secondsOf('escalation') * 1_000).toBeLessThan(CLAIM_MS);
  });

  it('lets leaving put opinions, proofs and waiting photos, and read nothing of the table', () => {
    const granted = onTable('opinions', 'Opinions');
    expect([...granted.keys()]).toEqual(['dynamodb:PutItem']);
    expect(keysOf(granted.get('dynamodb:PutItem'))).toEqual(['*#opinions', '*#spent', 'photos#waiting']);
  });

  it('lets an author put another receipt, let a word wait, and put no opinion', () => {
    const granted = onTable('authors', 'Opinions');
    expect(keysOf(granted.get('dynamodb:PutItem'))).toEqual(['*#receipts', 'ratings#waiting']);
    expect(keysOf(granted.get('dynamodb:GetItem'))).toEqual(['*#opinions', '*#receipts']);
    expect(keysOf(granted.get('dynamodb:UpdateItem'))).toEqual(['*#opinions']);
    expect(keysOf(granted.get('dynamodb:ConditionCheckItem'))).toEqual(['*#opinions']);
  });

  it('holds collation to the log, its places and its figures in the Registry', () => {
    const granted = onTable('collation', 'Registry');
    expect([...granted.keys()].sort()).toEqual(['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem']);
    expect(keysOf(granted.get('dynamodb:GetItem'))).toEqual(['AUDIT', 'ROUNDS', 'PLACE#*']);
    expect(keysOf(granted.get('dynamodb:PutItem'))).toEqual(['AUDIT', 'PROGRESS#*']);
    expect(keysOf(granted.get('dynamodb:UpdateItem'))).toEqual(['AUDIT', 'PROGRESS#*']);
  });

  it('lets an author’s word wait and the night count it, neither of them with the right of the other', () => {
    const rating = onTable('authors', 'Opinions');
    for (const action of ['GetItem', 'UpdateItem'])
      expect(keysOf(rating.get(`dynamodb:${action}`)), action).not.toContain('ratings#waiting');
    expect([...onTable('authors', 'Meetings').keys()].sort()).toEqual(['dynamodb:GetItem', 'dynamodb:Query']);
    const counting = onTable('ratings', 'Opinions');
    expect([...counting.keys()].sort()).toEqual(['dynamodb:DeleteItem', 'dynamodb:Query']);
    for (const [action, statement] of counting) expect(keysOf(statement), action).toEqual(['ratings#waiting']);
  });

  it('lets retention leave a mark in Meetings, and forgetting reach nothing of it but the marks', () => {
    const marking = onTable('retention', 'Meetings').get('dynamodb:PutItem');
    expect(keysOf(marking)).toEqual(['forget#waiting']);
    const forgetting = onTable('forgetting', 'Meetings');
    expect([...forgetting.keys()].sort()).toEqual(['dynamodb:DeleteItem', 'dynamodb:Query']);
    for (const [action, statement] of [...forgetting, ['PutItem', marking] as const]) {
      expect(keysOf(statement), action).toEqual(['forget#waiting']);
      expect(statement?.Condition?.['Null'], action).toEqual({ 'dynamodb:LeadingKeys': 'false' });
    }
  });

  it.each(['opinions', 'collation', 'authors', 'shuffle', 'ratings', 'forgetting'] as const)(
    'lets %s do nothing to the table without a leading key',
    (name) => {
      const granted = onTable(name, 'Opinions');
      for (const action of grantsOf(name).opinions) {
        const statement = granted.get(`dynamodb:${action}`);
        expect(keysOf(statement).length, action).toBeGreaterThan(0);
        expect(statement?.Condition?.['Null'], action).toEqual({ 'dynamodb:LeadingKeys': 'false' });
      }
    },
  );

  it('throttles what anybody may do below the limit of all routes together', () => {
    template.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      DefaultRouteSettings: Match.objectLike({ ThrottlingRateLimit: 1_000 }),
      RouteSettings: {
        'POST /api/opinions': { ThrottlingBurstLimit: 40, ThrottlingRateLimit: 10 },
        'POST /api/opinions/photos': { ThrottlingBurstLimit: 80, ThrottlingRateLimit: 20 },
      },
    });
  });

  it('keeps no second version of a photo', () => {
    const buckets = Object.entries(template.findResources('AWS::S3::Bucket'));
    const [, photos] = buckets.find(([id]) => id.startsWith('Photos')) ?? [];
    expect(photos?.['Properties']).not.toHaveProperty('VersioningConfiguration');
  });
});

describe('a leading key', () => {
  const held: readonly (readonly [RoleName, HeldTable, string])[] = [
    ['collation', 'registry', 'LISTS#tuanfeng-2008-huilongshan#1'],
    ['collation', 'registry', 'CODES#tuanfeng-2008-huilongshan'],
    ['collation', 'registry', 'AUDITED'],
    ['collation', 'opinions', 'tuanfeng-2008-huilongshan#spent'],
    ['opinions', 'opinions', 'tuanfeng-2008-huilongshan#collated'],
    ['authors', 'opinions', 'photos#waiting'],
    ['collation', 'opinions', 'tuanfeng-2008-huilongshan#receipts'],
    ['opinions', 'opinions', 'tuanfeng-2008-huilongshan#receipts'],
    ['shuffle', 'opinions', 'tuanfeng-2008-huilongshan#receipts'],
    ['shuffle', 'opinions', 'ratings#waiting'],
    ['ratings', 'opinions', 'tuanfeng-2008-huilongshan#opinions'],
    ['ratings', 'opinions', 'photos#waiting'],
    ['forgetting', 'opinions', 'ratings#waiting'],
    ['forgetting', 'meetings', 'tuanfeng-2008-huilongshan'],
  ];
  it.each(held)('keeps %s from %s %s', (name, table, key) => {
    for (const action of ['GetItem', 'PutItem', 'UpdateItem', 'Query'] as const)
      expect(matchesOne(key, leadingKeysOf(name, { table, action }) ?? ['*']), action).toBe(false);
  });

  it('matches as IAM does: a star any characters, a question mark one', () => {
    expect(matchesOne('a-1#f', ['*#?'])).toBe(true);
    expect(matchesOne('a-1#ff', ['*#?'])).toBe(false);
    expect(matchesOne('SESSION.x', ['SESSION#*'])).toBe(false);
  });
});

import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import { TABLES } from '../../../functions/store/tables.ts';
import { CountyTables } from '../../../infra/county-tables.ts';
import { FATES, isVoter, peopleOf, votersOf } from '../../insider/hall-people.ts';
import { RECOVERED } from '../../insider/past-states.ts';
import { playHall } from '../../insider/played-hall.ts';
import { sealedPool } from '../../insider/sealed-pool.ts';

test('the insider has every past state of the tables that are recovered to any second, and of no other', () => {
  const stack = new Stack(new App(), 'Insider');
  new CountyTables(stack, 'Tables', { key: null });
  const found = Template.fromStack(stack).findResources('AWS::DynamoDB::Table', {
    Properties: { PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } },
  });
  const recovered = Object.keys(found).map((id) => TABLES.find((table) => id.includes(table)));
  expect(recovered.toSorted()).toEqual(RECOVERED.toSorted());
});

test('a hall of 60 has some of every fate, the same number in each; who they are is chance', async () => {
  const pool = await sealedPool({ size: 78, seed: 2008, delegates: 60 });
  const halls = [1, 2].map((seed) => peopleOf(pool, 60, seed));
  for (const people of halls) {
    expect(new Set(people.map(({ fate }) => fate))).toEqual(new Set(FATES));
    expect(people.filter(isVoter)).toHaveLength(votersOf(60));
    expect(new Set(people.map(({ ballot }) => ballot.id)).size).toBe(60);
  }
  const [first, second] = halls.map((people) => people.map(({ fate }) => fate));
  expect(first).not.toEqual(second);

  const { evidence, truth } = await playHall({ pool, delegates: 60, seed: 1 });
  expect(evidence.delegates).toHaveLength(votersOf(60));
  expect(evidence.ballots).toHaveLength(votersOf(60));
  expect(truth.toSorted((left, right) => left - right)).toEqual(evidence.ballots.map((_, place) => place));
  const again = evidence.delegates.filter((traces) => traces.get('Registry CODES#S/H times') === 2);
  expect(again).toHaveLength(halls[0]?.filter(({ fate }) => fate === 'votes-again').length ?? 0);
});

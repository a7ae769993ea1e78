import { expect, it } from 'vitest';
import { startApi } from '../../../infra/local/start-api.ts';
import { OPERATION_IDS } from '../../../shared/contract/operations.ts';
import { ROUTES } from '../../../shared/contract/routes.ts';
import { throughRestApi } from '../../gateway/through-rest-api.ts';
import { rehearseRound } from '../../rehearsal/round/rehearse-round.ts';
import { askEach } from '../logs/remaining.ts';

it('a whole round, and every operation of the contract, are answered the same behind a REST API as behind an HTTP API', async () => {
  const statuses = new Map<string, Set<number>>();
  const { complaints } = await rehearseRound({
    ...{ units: 1, delegates: 30, papers: 1, seed: 7, drop: 0 },
    progress: () => undefined,
    count: () => undefined,
    startApi: (services) =>
      startApi(services, undefined, (handler) => {
        const asked = throughRestApi(handler);
        return async (event, context) => {
          const answer = await asked(event, context);
          const seen = statuses.get(event.routeKey) ?? new Set();
          statuses.set(event.routeKey, seen.add(answer.statusCode ?? 0));
          return answer;
        };
      }),
    afterwards: async (deployment) => {
      const remaining = OPERATION_IDS.filter((id) => !statuses.has(`${ROUTES[id].method} ${ROUTES[id].path}`));
      await askEach(remaining, deployment);
    },
  });
  expect(complaints).toEqual([]);
  expect([...statuses.keys()].sort()).toEqual(
    OPERATION_IDS.map((id) => `${ROUTES[id].method} ${ROUTES[id].path}`).sort(),
  );
  expect([...statuses].filter(([, seen]) => [...seen].some((status) => status >= 500))).toEqual([]);
});

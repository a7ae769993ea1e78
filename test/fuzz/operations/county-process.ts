/**
 * A county in a process of its own, with a meeting in every state: what it holds in memory is then its own alone. It counts its answers
 * at the gateway, so that it does not matter who asks.
 */
import { startApi } from '../../../infra/local/start-api.ts';
import { type County, startCounty } from '../../integration/bad-input/county.ts';
import { threadMs } from '../parsers/thread-time.ts';
import type { CountyFigures, ServedCounty } from './served-county.ts';

/** By route, then by status. */
const answers: Record<string, Record<string, number>> = {};

const counting: typeof startApi = (services, furnish) =>
  startApi(services, furnish, (handler) => async (event, context) => {
    const answer = await handler(event, context);
    const status = String(answer.statusCode);
    const ofRoute = answers[event.routeKey] ?? {};
    answers[event.routeKey] = { ...ofRoute, [status]: (ofRoute[status] ?? 0) + 1 };
    return answer;
  });

function figures(): CountyFigures {
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { answers, heldBytes: heapUsed + external, rssBytes: rss, computedMs: threadMs() };
}

const served = ({ origin, bearers, sessions, opinionDoor, halls }: County): ServedCounty => ({
  ...{ origin, bearers, sessions: [...sessions] },
  readingKey: opinionDoor.key,
  codes: [halls.armed.codeOf(10), halls.voting.codeOf(11)],
  manifestHash: halls.voting.hashHex,
});

const county = await startCounty({ startApi: (services) => counting(services) });
process.on('message', async (asked) => {
  if (asked === 'figures') process.send?.(figures());
  if (asked !== 'close') return;
  await county.close();
  process.disconnect();
});
process.send?.(served(county));

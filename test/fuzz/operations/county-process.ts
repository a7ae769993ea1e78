/**
 * A county in a process of its own, with a meeting in every state: what it holds in memory is then its own alone. It counts its answers
 * at the gateway, so that it does not matter who asks.
 */
import { makeSampleRound } from '../../../infra/local/sample/sample-round.ts';
import { isSlot } from '../../../shared/protocol/slots.ts';
import { type County, startCounty } from '../../integration/bad-input/county.ts';
import { prepareNomination } from '../../integration/bad-input/delegates-rows.ts';
import { prepareItems } from '../../integration/bad-input/rectification-rows.ts';
import { threadMs } from '../parsers/thread-time.ts';
import { type Furnished, furnishCounty } from './furnish-county.ts';
import { goodExamples } from './good-examples.ts';
import type { CountyFigures, ServedCounty } from './served-county.ts';
import { type Signing, WatchedGateway } from './watched-gateway.ts';

const gateway = new WatchedGateway();

function figures(): CountyFigures {
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { answers: gateway.answers, heldBytes: heapUsed + external, rssBytes: rss, computedMs: threadMs() };
}

const signingOf =
  ({ halls }: County): Signing =>
  async (id, { session, slot, payload }) => {
    const hall = Object.values(halls).find((each) => each.session === session);
    if (hall === undefined || !isSlot(slot) || !hall.hasTeller(slot)) return undefined;
    return (await hall.signed(slot, id, payload)).signature;
  };

/** A fuzzing takes minutes. */
const TOKEN_SECONDS = 7_200;

function clerksOf({ forger }: County): Record<string, string> {
  const claims = forger.claims();
  const exp = Math.floor(Date.now() / 1_000) + TOKEN_SECONDS;
  return Object.fromEntries(
    makeSampleRound().units.map(({ code }) => [
      code,
      forger.signed({ ...claims, exp, sub: `clerk-${code}`, role: 'unit-clerk', unit: code }),
    ]),
  );
}

/** Meetings that may come to an end, by what ends them or their voting: the others are needed as they stand. */
const expendableOf = ({ halls }: County): Record<string, string[]> => ({
  voidMeeting: [halls.voided, halls.twoSigned, halls.bare].map(({ session }) => session),
  voidByTellers: [halls.closed.session],
  setClosingTime: [halls.countingDown.session, halls.armed.session],
});

async function served(county: County, furnished: Furnished): Promise<ServedCounty> {
  const { sessions, ofSessions } = furnished;
  const recorded = gateway.begin(signingOf(county));
  return {
    ...{ origin: county.origin, bearers: county.bearers, clerks: clerksOf(county), sessions, ofSessions },
    examples: await goodExamples(county, recorded, furnished),
    expendable: expendableOf(county),
    manifestHash: county.halls.voting.hashHex,
  };
}

const county = await startCounty({ startApi: (services) => gateway.startApi(services) });
await prepareItems(county);
await prepareNomination(county);
const furnished = await furnishCounty(county);
process.on('message', async (asked) => {
  if (asked === 'figures') process.send?.(figures());
  if (asked !== 'close') return;
  await county.close();
  process.disconnect();
});
process.send?.(await served(county, furnished));

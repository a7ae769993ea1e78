import { onTestFinished } from 'vitest';
import { CLOCK_MARGIN_MS } from '../../../functions/http/clock-margin.ts';
import { startEmbedded } from '../../../infra/local/embedded.ts';
import { LOCAL_CAST_TIME_LIMIT_MS } from '../../../infra/local/local-dependencies.ts';
import { clerkOf } from '../../../infra/local/sample/ask.ts';
import type { TallyResult } from '../../../shared/protocol/result.ts';
import { movableClock } from '../../rehearsal/clock.ts';
import { type Deployment, importRound, logIn, staffAccounts } from '../../rehearsal/deployment.ts';
import { type LineCall, makeLine } from '../../rehearsal/line.ts';
import { type Office, sessionOf } from '../../rehearsal/office.ts';
import { Phone } from '../../rehearsal/phone.ts';
import { makeScores } from '../../rehearsal/plan.ts';
import { seededChance } from '../../rehearsal/seeded.ts';
import { askAsStaff, passGates } from '../../rehearsal/staff.ts';
import { Teller } from '../../rehearsal/teller.ts';
import { temporaryFolder } from '../local/temporary-folder.ts';

const UNIT = 'huilongshan';
const DELEGATES = 30;
const PATIENCE_MS = 60_000;
const CLOSING_NOTICE_MS = 15_000;
const AFTER_CLOSING_MS = LOCAL_CAST_TIME_LIMIT_MS + CLOCK_MARGIN_MS + 50;

type Three = readonly [Teller, Teller, Teller];

/** A hall with an armed meeting of 30 delegates, on a deployment of its own whose clock is moved instead of waited for. */
export interface DrillHall {
  readonly inspection: Office;
  readonly session: ReturnType<typeof sessionOf>;
  readonly tellers: Three;
  /** Ids of the delegates, in their order. */
  readonly delegates: readonly string[];
  /** A delegate's phone, whose line may be another than the hall's. */
  phoneOf(delegate: string, call?: LineCall): Phone;
  readonly call: LineCall;
  /** Lets these phones score, and waits until their ballots are in the box. */
  cast(phones: readonly Phone[]): Promise<void>;
  draw(phones: readonly Phone[]): Promise<void>;
  /** Sets the closing time, goes there, closes the box, by this teller. */
  close(by: Teller): Promise<void>;
  /** These tellers open the box, recompute and sign. */
  openAndSign(tellers: readonly Teller[]): Promise<TallyResult>;
  /** Takes the functions away, lets something happen without them, and puts others in their place. */
  replaceFunctions(meanwhile: () => Promise<void>): Promise<void>;
  /** A paper ballot of made-up scores, as it is typed. */
  paperBallot(): number[];
}

/** A deployment whose functions can be replaced while its tables stay, as a deployment in the cloud does. */
async function replaceable(now: () => Date) {
  const dataDirectory = await temporaryFolder();
  const own = { county: 'tuanfeng', pages: 'none', accounts: staffAccounts(), now, dataDirectory } as const;
  let running = await startEmbedded(own);
  onTestFinished(() => running.close());
  const { origin, port, accounts } = running;
  const deployment: Deployment = { origin, county: own.county, accounts, close: () => running.close() };
  const replace = async (meanwhile: () => Promise<void>) => {
    await running.close();
    await meanwhile();
    running = await startEmbedded({ ...own, port });
  };
  return { deployment, replace };
}

export async function drillHall(): Promise<DrillHall> {
  const clock = movableClock(Date.now());
  const { deployment, replace } = await replaceable(() => new Date(clock.nowMs()));
  const call = makeLine({ origin: deployment.origin, drop: 0, chance: () => 1, count: () => undefined });
  const ask = askAsStaff(deployment, call);
  const inspection = await logIn(deployment, 'inspection');
  await importRound(inspection, { round: 'drill', units: [UNIT], delegates: DELEGATES });
  const session = sessionOf(`${deployment.county}-drill-${UNIT}`);
  await passGates(ask, { session, unit: UNIT, nowMs: clock.nowMs() });
  const cards = await inspection.makeCards(session);
  const enrolments = await inspection.makeEnrolments(session);
  const enrolled = await Promise.all(enrolments.map((each) => Teller.enrol(call, each, clock.nowMs)));
  await inspection.ask('freeze', { session });
  for (const teller of enrolled) await teller.arm();
  const [first, second, third] = enrolled;
  if (first === undefined || second === undefined || third === undefined) throw new Error('a teller is missing');
  const hallCode = await first.checkCode();
  const { manifest } = await first.checkedManifest();
  const chance = seededChance(11);
  const until = (phones: readonly Phone[], standings: Parameters<Phone['until']>[0]) =>
    Promise.all(phones.map((phone) => phone.until(standings, PATIENCE_MS)));
  return {
    inspection,
    session,
    call,
    tellers: [first, second, third],
    delegates: [...cards.keys()],
    phoneOf: (delegate, line = call) =>
      new Phone({
        call: line,
        card: cards.get(delegate) ?? '',
        hallCode,
        scores: makeScores(manifest.subjects, chance),
      }),
    draw: async (phones) => void (await until(phones, ['drawn'])),
    cast: async (phones) => {
      for (const phone of phones) phone.score();
      await until(phones, ['in-box', 'found']);
    },
    close: async (by) => {
      const closesAt = await by.setClosingTime(CLOSING_NOTICE_MS);
      await clock.until(closesAt + AFTER_CLOSING_MS);
      await by.closeBox();
      await ask(clerkOf(UNIT), 'recordAttendance', { session, delegates: DELEGATES, observers: 0 });
    },
    openAndSign: async (tellers) => {
      const opened = [];
      for (const teller of tellers) opened.push({ teller, ...(await teller.open()) });
      const results = [];
      for (const { teller, box, shares } of opened) results.push(await teller.compareAndSign({ box, shares }));
      const [result] = results;
      if (result === undefined) throw new Error('nobody signed');
      return result;
    },
    replaceFunctions: replace,
    paperBallot: () => makeScores(manifest.subjects, chance).map((score) => score ?? 255),
  };
}

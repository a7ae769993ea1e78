import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Embedded, type EmbeddedOptions, startEmbedded } from '../../../infra/local/embedded.ts';
import { startEngine } from '../../../infra/local/engine.ts';
import { type Ask, INSPECTION } from '../../../infra/local/sample/ask.ts';
import { signIn } from '../../../infra/local/sign-in.ts';
import { STAFF_ROLES, type StaffRole } from '../../../shared/contract/operation.ts';
import { type OpinionDoor, parseOpinionFragment } from '../../../shared/protocol/opinion-receipt.ts';
import { parseSealedBallot } from '../../../shared/protocol/sealed-ballot.ts';
import { SLOTS } from '../../../shared/protocol/slots.ts';
import { compareResult } from '../../../web/teller/actions/compare-result.ts';
import { importRound, staffAccounts } from '../../rehearsal/deployment.ts';
import { type LineCall, makeLine } from '../../rehearsal/line.ts';
import { Office, sessionOf } from '../../rehearsal/office.ts';
import { askAsStaff } from '../../rehearsal/staff.ts';
import { insist } from '../../rehearsal/teller.ts';
import { countWrites } from './counting-engine.ts';
import { Forger } from './forged-token.ts';
import { LOGINS } from './knock.ts';
import { insistOn, MeetingHall, random } from './meeting-hall.ts';
import { TableDump } from './table-dump.ts';

export const COUNTY = 'tuanfeng';
export const ROUNDS = ['r-2031', 'r-2032', 'r-2033'] as const;
const UNITS = ['chengguan', 'huilongshan', 'zongluzui', 'macaomiao', 'shangbahe', 'linshanhe'] as const;

/** The meetings by the state that each is brought to and left in. */
export const STANDINGS = [
  'bare',
  'ready',
  'twoSigned',
  'armed',
  'voting',
  'countingDown',
  'over',
  'closed',
  'opened',
  'counted',
  'announced',
  'voided',
  'complete',
  'nominating',
  'oneShort',
] as const;
export type StandingName = (typeof STANDINGS)[number];

/** One deployment with a meeting in every state. */
export interface County {
  readonly origin: string;
  readonly embedded: Embedded;
  readonly call: LineCall;
  readonly bearers: Readonly<Record<StaffRole, string>>;
  readonly forger: Forger;
  readonly halls: Readonly<Record<StandingName, MeetingHall>>;
  readonly sessions: readonly string[];
  /** What the poster of the meeting `ready` leads to. */
  readonly opinionDoor: OpinionDoor;
  readonly tables: TableDump;
  readonly nowMs: () => number;
  /** Does something while the clock shows nine in the morning of a day (`YYYY-MM-DD`) in the county's own zone. */
  readonly onDay: <Value>(day: string, act: () => Promise<Value>) => Promise<Value>;
  close(): Promise<void>;
}

/** Prints a meeting's poster. */
async function openOpinions(ask: Ask, { session }: { readonly session: string }): Promise<OpinionDoor> {
  const { url } = await ask(INSPECTION, 'openOpinionPage', { session });
  return insistOn(parseOpinionFragment(new URL(url).hash), 'poster');
}

/** The least notice is 10 s; the rest is for the way on a slow machine. Nobody waits for it: the clock leaps. */
const CLOSING_NOTICE_MS = 70_000;
/** Past the closing time, the time limit of casting, and the margin. */
const LEAP_MS = 80_000;

/** A county's clock, which the test moves instead of waiting. */
class Clock {
  #leptMs = 0;
  readonly nowMs = (): number => Date.now() + this.#leptMs;
  leap(byMs: number): void {
    this.#leptMs += byMs;
  }
  readonly on = async <Value>(day: string, act: () => Promise<Value>): Promise<Value> => {
    const leptMs = this.#leptMs;
    this.#leptMs = Date.parse(`${day}T09:00:00+08:00`) - Date.now();
    try {
      return await act();
    } finally {
      this.#leptMs = leptMs;
    }
  };
}

/** @param own in the place of what a county on this machine has otherwise */
export async function startCounty(own: Pick<EmbeddedOptions, 'startApi'> = {}): Promise<County> {
  const clock = new Clock();
  const dataDirectory = await mkdtemp(join(tmpdir(), 'shuangshu-bad-input-'));
  const engine = await startEngine({});
  const counting = await countWrites(engine.endpoint);
  const now = () => new Date(clock.nowMs());
  const options = {
    ...({ county: COUNTY, pages: 'none', dataDirectory, dynamodbEndpoint: counting.endpoint, now } as const),
    accounts: staffAccounts(),
    ...own,
  };
  const embedded = await startEmbedded(options);
  const tables = new TableDump(embedded.services, counting.written);
  const close = async () => {
    await embedded.close();
    await counting.close();
    await engine.stop();
    await rm(dataDirectory, { recursive: true, force: true });
  };
  try {
    const { origin, services } = embedded;
    const call = makeLine({ origin, drop: 0, chance: () => 1, count: () => undefined });
    const bearers = await signInEverybody(embedded);
    const inspection = new Office(call, bearers['inspection-office']);
    for (const round of ROUNDS) await importRound(inspection, { round, units: [] });
    const ask = askAsStaff({ origin, county: COUNTY, accounts: embedded.accounts, close }, call);
    const halls = await bringAbout({ call, ask, inspection, clock });
    const opinionDoor = await openOpinions(ask, halls.ready);
    const forger = await Forger.withKeysOf(dataDirectory, services);
    const sessions = Object.values(halls).map(({ session }) => session);
    const time = { nowMs: clock.nowMs, onDay: clock.on };
    return { origin, embedded, call, bearers, forger, halls, sessions, opinionDoor, tables, ...time, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function signInEverybody({ origin, accounts, services }: Embedded): Promise<Record<StaffRole, string>> {
  const client = { origin, ...services.staff };
  const pairs = STAFF_ROLES.map(async (role) => {
    const account = accounts.find(({ login }) => login === LOGINS[role]);
    if (account === undefined) throw new Error(`no account for ${role}`);
    return [role, (await signIn(client, account)).access_token] as const;
  });
  return Object.fromEntries(await Promise.all(pairs)) as Record<StaffRole, string>;
}

type Ground = { readonly call: LineCall; readonly ask: Ask; readonly inspection: Office; readonly clock: Clock };

async function bringAbout({ clock, ...people }: Ground): Promise<Record<StandingName, MeetingHall>> {
  const halls = Object.fromEntries(
    STANDINGS.map((name, place) => {
      const round = ROUNDS[Math.floor(place / UNITS.length)];
      const unit = insistOn(UNITS[place % UNITS.length], 'unit');
      const session = sessionOf(`${COUNTY}-${round}-${unit}`);
      return [name, new MeetingHall({ session, unit, ...people, nowMs: clock.nowMs })] as const;
    }),
  ) as Record<StandingName, MeetingHall>;
  const { ready, twoSigned, armed, voting, countingDown, over, closed, opened, counted, announced, voided } = halls;
  const { inspection } = people;
  await ready.prepare();
  await halls.complete.makeReady();
  await twoSigned.arm(['discipline', 'delegates']);
  const inVoting = [voting, countingDown, over, closed, opened, counted, announced];
  for (const hall of [armed, voided, ...inVoting]) await hall.arm(SLOTS);
  await serveDesks(halls);
  for (const hall of inVoting) await hall.teller('discipline').openVoting();
  for (const hall of [voting, closed, opened, counted, announced]) await castSome(hall);
  await castSpoilt(counted);
  await countingDown.teller('discipline').setClosingTime(3_600_000);
  for (const hall of [over, closed, opened, counted, announced])
    await hall.teller('discipline').setClosingTime(CLOSING_NOTICE_MS);
  await inspection.ask('voidMeeting', { session: voided.session, reason: '会场停电，改期再开' });
  clock.leap(LEAP_MS);
  await closeBoxes(halls);
  await count(halls);
  return halls;
}

/**
 * Delegate 1 draws and does nothing more; delegate 2 takes paper. What delegates 3, 4 and 5 do is `castSome`.
 */
async function serveDesks(halls: Record<StandingName, MeetingHall>): Promise<void> {
  const { armed, voting, countingDown, over, closed, opened, voided } = halls;
  for (const hall of [armed, voting, countingDown, over, closed, voided]) await hall.drawToken(1);
  for (const hall of [armed, voting, closed, opened]) await hall.handPaper(2);
}

async function castSome(hall: MeetingHall): Promise<void> {
  for (const number of [3, 4, 5]) await hall.cast(await hall.seal(await hall.drawToken(number)));
}

/** A ballot with a good token whose shares nobody can open. */
async function castSpoilt(hall: MeetingHall): Promise<void> {
  const token = await hall.drawToken(6);
  const ballot = await hall.seal(token);
  const { length } = ballot;
  const indicators = hall.checked.manifest.subjects.flatMap((subject) => subject.indicators).length;
  if (parseSealedBallot(ballot, indicators) === null) throw new Error('not a ballot');
  const tail = random(3 * (65 + 49));
  ballot.set(tail, length - tail.length);
  await hall.cast(ballot);
}

async function closeBoxes({ closed, opened, counted, announced }: Record<StandingName, MeetingHall>): Promise<void> {
  for (const hall of [closed, opened, counted, announced]) await hall.teller('delegates').closeBox();
  await closed.teller('discipline').signBoard(10);
  for (const hall of [opened, counted, announced]) for (const slot of SLOTS) await hall.teller(slot).signBoard(10);
}

async function count({ opened, counted, announced }: Record<StandingName, MeetingHall>): Promise<void> {
  const indicators = opened.checked.manifest.subjects.flatMap((subject) => subject.indicators);
  await opened.teller('discipline').enterPaper([indicators.map(() => 9)]);
  await opened.teller('delegates').enterPaper([indicators.map(() => 8)]);
  await countWithoutSigning(counted);
  const box = await announced.teller('discipline').open();
  const other = await announced.teller('delegates').open();
  await announced.teller('discipline').compareAndSign(box);
  await announced.teller('delegates').compareAndSign(other);
}

async function countWithoutSigning(hall: MeetingHall): Promise<void> {
  const teller = hall.teller('delegates');
  const { box, shares: ownShares } = await teller.open();
  await hall.teller('discipline').open();
  const face = await teller.face();
  const comparison = { face, checked: hall.checked, box, ownShares, progress: () => undefined };
  await insist('compareResult', () => compareResult(teller.context, comparison));
}

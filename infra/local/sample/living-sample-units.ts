import { randomBytes } from 'node:crypto';
import { addDays, workingDayFrom } from '../../../shared/process/working-days.ts';
import { toB64u } from '../../../shared/protocol/bytes.ts';
import { type Ask, clerkOf, INSPECTION } from './ask.ts';
import { authorsOf, type HeardEntry, leaveOpinion, openDoor, playOpinions, rateAs } from './living-sample-authors.ts';
import { playSampleMeeting } from './living-sample-hall.ts';
import type { SampleScene, SampleStep } from './living-sample-scene.ts';
import { MEASURE, REPLY, STATEMENT, voicesOf } from './living-sample-words.ts';
import { seededRandom } from './made-up-people.ts';
import {
  type DelegatesPlan,
  nominationOf,
  playDelegates,
  playNomination,
  playScreening,
  playSubmission,
} from './play-delegates.ts';
import { type PlayedQuestion, playExchange, playStatement } from './play-floor.ts';
import { playGates } from './play-gates.ts';
import { playReplies, playSending, playVenue } from './play-invitations.ts';
import { playUses } from './play-outcomes.ts';
import { type Fate, type PlayedItem, playRectification } from './play-rectification.ts';
import { playReports } from './play-reports.ts';

const random = (length: number) => new Uint8Array(randomBytes(length));
const QUESTION_ID_BYTES = 16;

type Unit = Pick<SampleScene, 'ask' | 'session' | 'unit' | 'place'>;

/** Whom the unit nominates: its delegates of the sample, and as many others. */
export const delegatesOf = ({ session, unit, place }: Omit<Unit, 'ask'>): DelegatesPlan => ({
  session,
  unit: unit.code,
  ...nominationOf(unit.delegates, { town: unit.name, seed: 3_000 + place }),
});

async function collect({ ask, session, unit, place }: Unit): Promise<readonly HeardEntry[]> {
  const door = await openDoor(ask, { session, unit: unit.code });
  return playOpinions(ask, door, { entries: voicesOf(place).entries, random });
}

export type TrialGates = Unit & Pick<SampleScene, 'heldOn'>;

/** The list, letters to everybody, and all that the freeze asks for; played again it changes nothing. */
export async function passTrialGates({ ask, session, unit, place, heldOn }: TrialGates): Promise<void> {
  const plan = { session, unit: unit.code, onDay: heldOn };
  await playDelegates(ask, delegatesOf({ session, unit, place }));
  await playVenue(ask, plan);
  await playSending(ask, plan);
  await playGates(ask, plan);
}

const step = (day: string, play: () => Promise<unknown>): SampleStep => ({
  day,
  play: async () => {
    await play();
  },
});

/** Opinions are there and the unit's nomination is half written. */
export function playCollecting(scene: SampleScene): readonly SampleStep[] {
  const { ask, session, unit, place, today } = scene;
  const plan = delegatesOf(scene);
  const [first, ...others] = voicesOf(place).entries;
  return [
    step(addDays(today, -4), async () => {
      const door = await openDoor(ask, { session, unit: unit.code });
      await playOpinions(ask, door, { entries: first === undefined ? [] : [first], random });
      // What came since waits for the inspection office.
      for (const { kind, voices } of others)
        for (const voice of voices) await leaveOpinion(ask, door, { kind, ...voice, random });
    }),
    step(addDays(today, -2), () => playNomination(ask, { ...plan, reserves: plan.reserves.slice(0, 20) })),
  ];
}

/** The nomination is handed in, the inspection office has screened it, the discipline commission has not. */
export function playScreened(scene: SampleScene): readonly SampleStep[] {
  const { ask, today } = scene;
  const plan = delegatesOf(scene);
  return [
    step(addDays(today, -9), () => collect(scene)),
    step(addDays(today, -6), async () => {
      await playNomination(ask, plan);
      await playSubmission(ask, plan);
    }),
    step(addDays(today, -3), () => playScreening(ask, INSPECTION, plan)),
  ];
}

const LETTERS_SENT = 15;

async function sendSome(ask: Ask, { session, unit }: Unit): Promise<void> {
  const clerk = clerkOf(unit.code);
  const { letters } = await ask(clerk, 'getInvitations', { session, page: 0 });
  const delegates = letters.slice(0, LETTERS_SENT).map(({ delegate }) => delegate);
  await ask(clerk, 'markSent', { session, channel: 'by-hand', delegates });
}

/** The list is frozen, letters are on their way, reports are being written. */
export function playInviting(scene: SampleScene): readonly SampleStep[] {
  const { ask, session, unit, heldOn, today } = scene;
  return [
    step(addDays(today, -18), () => collect(scene)),
    step(addDays(today, -12), () => playDelegates(ask, delegatesOf(scene))),
    step(addDays(today, -1), async () => {
      await playVenue(ask, { session, unit: unit.code, onDay: heldOn });
      await sendSome(ask, scene);
      await playReplies(ask, { session, unit: unit.code, howMany: 4 });
      await playReports(ask, { session, unit: unit.code, submitted: 2, drafts: 1 });
    }),
  ];
}

/** Everything is ready for tomorrow's meeting. */
export function playReady(scene: SampleScene): readonly SampleStep[] {
  return [
    step(addDays(scene.today, -24), () => collect(scene)),
    step(addDays(scene.today, -20), () => playDelegates(scene.ask, delegatesOf(scene))),
    step(addDays(scene.today, -8), () => passTrialGates(scene)),
  ];
}

/** Post and name of the unit's head. */
export const headOf = ({ unit }: Pick<Unit, 'unit'>): string => `${unit.officers[0]?.post ?? ''} ${unit.head}`;

/** What is asked at the meeting: the question that came by phone before it, and one that is spoken. */
export function questionsOf({ place }: Pick<Unit, 'place'>, heard: readonly HeardEntry[]): readonly PlayedQuestion[] {
  const { entries, spoken } = voicesOf(place);
  const id = () => toB64u(random(QUESTION_ID_BYTES));
  const byPhone = heard.flatMap(({ kind, number }, at): readonly PlayedQuestion[] => {
    const wording = entries[at]?.wording;
    if (kind !== 'question' || wording === undefined) return [];
    return [{ id: id(), wording, collated: number, answer: '已列入整改，会后五个工作日内答复。（样例）' }];
  });
  return [...byPhone, { id: id(), wording: spoken.wording, collated: null, answer: spoken.answer }];
}

async function holdMeeting(scene: SampleScene, heard: readonly HeardEntry[]): Promise<void> {
  const { ask, county, session, unit, place, clock } = scene;
  const of = { session, unit: unit.code, head: headOf(scene) };
  const exchange = () => playExchange(ask, { ...of, questions: questionsOf(scene, heard) });
  const chance = seededRandom(9_000 + place);
  await playSampleMeeting({ ask, county, session, unit: unit.code, clock, random, chance, exchange });
  await playStatement(ask, { ...of, text: STATEMENT });
}

/** How far a unit is after its announcement. */
export type Afterwards = 'finished' | 'rectifying';

/** In the order in which items are proposed; further ones are fixed. */
const FATES: Readonly<Record<Afterwards, readonly Fate[]>> = {
  finished: ['disputed'],
  rectifying: ['fixed', 'open', 'waiting', 'fixed', 'closed'],
};

async function itemsOf({ ask, session }: Unit, heard: readonly HeardEntry[], how: Afterwards) {
  const { proposals } = await ask(INSPECTION, 'proposeItems', { session });
  return proposals.map(({ sources, kind, wording }, at): PlayedItem => {
    const authors = authorsOf(sources, heard);
    // Of the first item of a unit at work the authors have not spoken yet.
    const secrets = how === 'rectifying' && at === 0 ? [] : authors.map(({ secret }) => secret);
    return { sources, kind, wording, measure: MEASURE, reply: REPLY, secrets, fate: FATES[how][at] ?? 'fixed' };
  });
}

async function putRight(scene: SampleScene, heard: readonly HeardEntry[], how: Afterwards): Promise<void> {
  const { ask, session, unit, countRatings } = scene;
  const responsible = `${unit.officers[1]?.post ?? ''} ${unit.officers[1]?.name ?? ''}`;
  const items = await itemsOf(scene, heard, how);
  await playRectification(ask, { session, unit: unit.code, responsible, items, countRatings, time: null });
}

/** An author is not content with what was accepted: the night opens the first item again. */
async function reopen({ ask }: Unit, heard: readonly HeardEntry[]): Promise<void> {
  const [author] = heard.find(({ kind }) => kind === 'question')?.authors ?? [];
  if (author === undefined) throw new Error('the sample: a question without an author');
  await rateAs(ask, author, { item: 1, reply: 1, rating: 'dissatisfied' });
}

/** What follows an announcement: every item at its end and the results used, or an item reopened and one overdue. */
function afterwards(scene: SampleScene, heard: () => readonly HeardEntry[], how: Afterwards): readonly SampleStep[] {
  const { ask, session, heldOn, today, escalate, countRatings } = scene;
  const collated = step(addDays(heldOn, 1), async () => {
    await ask(INSPECTION, 'finishCollation', { session });
  });
  const rectified = step(workingDayFrom(addDays(heldOn, 1)), () => putRight(scene, heard(), how));
  if (how === 'finished') return [collated, rectified, step(addDays(heldOn, 28), () => playUses(ask, session))];
  const night = async () => {
    await countRatings();
    await escalate();
  };
  const nights = Array.from({ length: 12 }, (_, place) => step(addDays(today, place - 12), night));
  return [collated, rectified, ...nights, step(addDays(today, -2), () => reopen(scene, heard()))];
}

/** A unit whose result is announced. */
export function playAnnounced(scene: SampleScene, how: Afterwards): readonly SampleStep[] {
  const { ask, session, unit, heldOn } = scene;
  let heard: readonly HeardEntry[] = [];
  const plan = { session, unit: unit.code, onDay: heldOn };
  return [
    step(addDays(heldOn, -40), async () => {
      heard = await collect(scene);
    }),
    step(addDays(heldOn, -30), () => playDelegates(ask, delegatesOf(scene))),
    step(addDays(heldOn, -12), async () => {
      await playVenue(ask, plan);
      await playSending(ask, plan);
    }),
    step(addDays(heldOn, -8), () => playGates(ask, plan)),
    step(heldOn, () => holdMeeting(scene, heard)),
    ...afterwards(scene, () => heard, how),
  ];
}

import type { RequestOf, ResponseOf } from '../../../shared/contract/operations.ts';
import { REOPENINGS_TO_COMMISSION } from '../../../shared/process/rectification.ts';
import { DEFAULT_ROUND_CONFIG, ESCALATION_LEVELS } from '../../../shared/process/round-config.ts';
import { addDays, workingDaysAfter } from '../../../shared/process/working-days.ts';
import { ANYONE, type Ask, clerkOf, DISCIPLINE, INSPECTION } from './ask.ts';

/**
 * What becomes of an item: `fixed` accepted and its authors satisfied; `disputed` 不满意 three times, then fixed under the
 * discipline commission; `late` no reply until every level was told, then fixed; `closed` ended without a fix; `waiting` replied,
 * nobody has decided; `open` a measure and no reply yet.
 */
export const FATES = ['fixed', 'disputed', 'late', 'closed', 'waiting', 'open'] as const;
export type Fate = (typeof FATES)[number];

export interface PlayedItem {
  readonly sources: RequestOf<'confirmItem'>['sources'];
  readonly kind: RequestOf<'confirmItem'>['kind'];
  readonly wording: string;
  /** What the unit does about it, and says that it did. */
  readonly measure: string;
  readonly reply: string;
  /** Receipts of its authors, b64u; a disputed item needs one. */
  readonly secrets: readonly string[];
  readonly fate: Fate;
}

/** The clock of the deployment and what it starts; made up days pass at once. */
export interface PlayedTime {
  goTo(day: string): Promise<void> | void;
  /** Runs the scheduled escalation. */
  escalate(): Promise<void>;
}

export interface PlayedRectification {
  readonly session: string;
  readonly unit: string;
  /** Name and post of whoever puts things right. */
  readonly responsible: string;
  readonly items: readonly PlayedItem[];
  /** Runs the night's counting of ratings. */
  readonly countRatings: () => Promise<void>;
  /** `null` where the clock cannot be moved: nothing is late then. */
  readonly time: PlayedTime | null;
}

interface Scene extends Omit<PlayedRectification, 'items'> {
  readonly ask: Ask;
  readonly number: number;
  readonly played: PlayedItem;
}

const itemOf = ({ ask, session, number }: Scene): Promise<ResponseOf<'getItem'>> =>
  ask(INSPECTION, 'getItem', { session, item: String(number) });

async function setMeasure(scene: Scene): Promise<void> {
  const { ask, session, unit, number, responsible, played } = scene;
  const { version, ruleDueOn, withCommission } = await itemOf(scene);
  const set = { session, item: String(number), expectedVersion: version, responsible, dueOn: ruleDueOn };
  await ask(withCommission ? DISCIPLINE : clerkOf(unit), 'setMeasure', { ...set, measure: played.measure });
}

async function reply(scene: Scene): Promise<number> {
  const { ask, session, unit, number, played } = scene;
  const after = (await itemOf(scene)).replies.length;
  const text = after === 0 ? played.reply : `${played.reply}（第 ${after + 1} 次答复：已补充办理。）`;
  await ask(clerkOf(unit), 'replyToItem', { session, item: String(number), after, text, evidence: [] });
  return after + 1;
}

const accept = async ({ ask, session, number }: Scene, replied: number): Promise<void> => {
  await ask(DISCIPLINE, 'acceptItem', { session, item: String(number), reply: replied });
};

/** Every author says the same of a reply, and the night counts it. */
async function rate(scene: Scene, replied: number, rating: RequestOf<'rateReply'>['rating']): Promise<void> {
  const { ask, session, number, played, countRatings } = scene;
  for (const secret of played.secrets)
    await ask(ANYONE, 'rateReply', { session, secret, item: number, reply: replied, rating });
  await countRatings();
}

/** Every author is dissatisfied with each of three replies; then the commission sets the measure, and the item is fixed. */
async function dispute(scene: Scene): Promise<void> {
  for (let turn = 1; turn <= REOPENINGS_TO_COMMISSION; turn += 1) {
    await setMeasure(scene);
    await rate(scene, await reply(scene), 'dissatisfied');
  }
  await setMeasure(scene);
  const last = await reply(scene);
  await accept(scene, last);
  await rate(scene, last, 'mostly-satisfied');
}

/** Nobody replies until each level was told on its own day; then it is put right. */
async function beLate(scene: Scene): Promise<void> {
  const { time, responsible } = scene;
  const { dueOn } = await itemOf(scene);
  if (time !== null)
    for (const level of ESCALATION_LEVELS) {
      const days = DEFAULT_ROUND_CONFIG.escalationWorkingDays[level];
      await time.goTo(days === 0 ? addDays(dueOn, 1) : workingDaysAfter(dueOn, days).day);
      await time.escalate();
    }
  const { ask, session, number, played } = scene;
  // The deadline has passed: whoever sets a later one is the discipline commission, with a reason.
  const { version } = await itemOf(scene);
  const later =
    time === null
      ? dueOn
      : workingDaysAfter(dueOn, DEFAULT_ROUND_CONFIG.escalationWorkingDays['discipline-commission'] + 1).day;
  await ask(DISCIPLINE, 'setMeasure', {
    ...{ session, item: String(number), expectedVersion: version, responsible, measure: played.measure, dueOn: later },
    ...(time === null ? {} : { reason: '逾期后由纪委督办，另定期限' }),
  });
  const last = await reply(scene);
  await accept(scene, last);
  await rate(scene, last, 'satisfied');
}

async function closeWithoutFix(scene: Scene): Promise<void> {
  const { ask, session, number } = scene;
  const { version } = await itemOf(scene);
  const reason = '收费标准由上级部门制定，不属于本单位职权，已转送并书面说明。';
  await ask(DISCIPLINE, 'closeItem', { session, item: String(number), expectedVersion: version, reason });
}

async function playFate(scene: Scene): Promise<void> {
  switch (scene.played.fate) {
    case 'disputed':
      return dispute(scene);
    case 'late':
      return beLate(scene);
    case 'closed':
      return closeWithoutFix(scene);
    case 'open':
      return setMeasure(scene);
    case 'waiting':
    case 'fixed': {
      await setMeasure(scene);
      const last = await reply(scene);
      if (scene.played.fate === 'waiting') return;
      await accept(scene, last);
      return rate(scene, last, 'satisfied');
    }
  }
}

/** Stage 5 of one unit: items are confirmed, and each meets its fate; those that are late come last, since days pass with them. */
export async function playRectification(ask: Ask, { items, ...setting }: PlayedRectification): Promise<void> {
  const { session } = setting;
  const scenes: Scene[] = [];
  for (const played of items) {
    const { sources, kind, wording } = played;
    const { number } = await ask(INSPECTION, 'confirmItem', { session, sources, kind, wording });
    scenes.push({ ...setting, ask, number, played });
  }
  const isLate = ({ played }: Scene) => played.fate === 'late';
  for (const scene of [...scenes.filter((each) => !isLate(each)), ...scenes.filter(isLate)]) await playFate(scene);
}

import { createHash } from 'node:crypto';
import type { Notices } from '../../functions/store/notices.ts';
import { delegateId } from '../../functions/store/round-lists.ts';
import { ANYONE, type Ask, clerkOf, INSPECTION } from '../../infra/local/sample/ask.ts';
import { nominationOf, playDelegates } from '../../infra/local/sample/play-delegates.ts';
import { playReplies, playSending, playVenue } from '../../infra/local/sample/play-invitations.ts';
import { playOpening } from '../../infra/local/sample/play-plan.ts';
import { playAcknowledgements, playReport } from '../../infra/local/sample/play-preparation.ts';
import { playReports } from '../../infra/local/sample/play-reports.ts';
import { makeSampleRound, type SampleUnit } from '../../infra/local/sample/sample-round.ts';
import { shanghaiDay } from '../../shared/process/shanghai-day.ts';
import { toB64u } from '../../shared/protocol/bytes.ts';
import { codeHash, makeCode } from '../../shared/protocol/code.ts';
import { withDelegates } from '../rehearsal/deployment.ts';
import { sendAll } from './in-flight.ts';
import { random } from './made-meeting.ts';

/** How much a unit has. */
export interface UnitSize {
  readonly delegates: number;
  readonly opinions: number;
  readonly collated: number;
  readonly items: number;
  readonly questions: number;
  readonly notices: number;
}

/** 60 delegates and 500 items. */
export const FULL_UNIT: UnitSize = {
  delegates: 60,
  opinions: 260,
  collated: 100,
  items: 80,
  questions: 40,
  notices: 20,
};

/** The one unit of the sample with a clerk's account in every deployment. */
export const FILLED_UNIT = 'huilongshan';
/** As long as the name of the filled one, so that a copy of it has as many bytes. */
export const otherUnit = (place: number): string => `unit-${String(place).padStart(6, '0')}`;

export interface FilledUnit {
  readonly round: string;
  readonly unit: string;
  readonly session: string;
  readonly readingKey: string;
  /** In the order of the ballot; of the last there is a draft. */
  readonly officers: readonly string[];
}

interface Filling {
  readonly ask: Ask;
  readonly size: UnitSize;
  readonly nowMs: number;
}
type Scene = Filling & Pick<FilledUnit, 'unit' | 'session'>;

const DAY_MS = 86_400_000;
const IN_FLIGHT = 4;
const CARDS_A_REQUEST = 25;
const REPLIES = 40;

const places = (howMany: number): readonly number[] => Array.from({ length: howMany }, (_, place) => place);
const receiptOf = (place: number): string => createHash('sha256').update(`receipt ${place}`).digest('hex');

function sampleUnit(delegates: number): SampleUnit {
  const found = makeSampleRound().units.find(({ code }) => code === FILLED_UNIT);
  if (found === undefined) throw new Error('the sample lacks the unit that is filled');
  return withDelegates(found, delegates);
}

/** Opens a round in which every unit is like the one that is filled. */
export async function openRoundOf(
  { ask, nowMs }: Omit<Filling, 'size'>,
  { round, units }: { readonly round: string; readonly units: number },
): Promise<void> {
  const sample = makeSampleRound();
  const model = sampleUnit(FULL_UNIT.delegates);
  const codes = [FILLED_UNIT, ...places(units - 1).map((place) => otherUnit(place + 1))];
  const heldOn = shanghaiDay(nowMs + 30 * DAY_MS);
  await playOpening(
    ask,
    {
      ...sample,
      round: { id: round, name: `${round}年度双述` },
      units: codes.map((code) => ({ ...model, code, name: `${code}所` })),
    },
    { round, dates: Object.fromEntries(codes.map((code) => [code, heldOn])), pilots: [FILLED_UNIT] },
  );
}

/** The lists before the meeting, cards, letters, reports. */
async function prepare({ ask, size, nowMs, unit, session }: Scene): Promise<void> {
  const people = nominationOf(sampleUnit(size.delegates).delegates, { town: '回龙山', seed: 7 });
  await playDelegates(ask, { session, unit, ...people });
  await registerCards(ask, { session, delegates: size.delegates });
  await playVenue(ask, { session, unit, onDay: shanghaiDay(nowMs + 30 * DAY_MS) });
  await playSending(ask, { session, unit });
  await playReplies(ask, { session, unit, howMany: REPLIES });
  const { officers } = await ask(clerkOf(unit), 'listReports', { session });
  await playReports(ask, { session, unit, submitted: officers.length - 1, drafts: 1 });
  await playReport(ask, { session, unit });
  await playAcknowledgements(ask, { session });
}

async function registerCards(
  ask: Ask,
  { session, delegates }: { readonly session: string; readonly delegates: number },
): Promise<void> {
  await ask(INSPECTION, 'makeKeys', { session });
  const cards = await Promise.all(
    places(delegates).map(async (place) => ({
      delegate: delegateId(place + 1),
      codeHash: await codeHash(session, makeCode(random)),
    })),
  );
  for (let start = 0; start < cards.length; start += CARDS_A_REQUEST)
    await ask(INSPECTION, 'registerCards', { session, cards: cards.slice(start, start + CARDS_A_REQUEST) });
}

const KINDS = ['question', 'suggestion'] as const;
const kindOf = (place: number): (typeof KINDS)[number] => (place % 2 === 0 ? 'question' : 'suggestion');
const OPINION =
  '办理营业执照变更时窗口只有一个人，上午排了两个多小时的队，轮到时又说缺一份材料，来回跑了三趟，希望一次讲清楚要带什么。';
const REWORDED = '窗口人手不足，所需材料没有一次告知，群众多次往返；建议增开窗口并公布材料清单。';

async function leaveOpinions({ ask, size, session }: Scene, key: string): Promise<void> {
  await sendAll(places(size.opinions), IN_FLIGHT, async (place) => {
    const said = { kind: kindOf(place), about: { kind: 'unit' } as const, named: null, photos: [] };
    const text = `${OPINION}（样例 ${place + 1}）`;
    await ask(ANYONE, 'leaveOpinion', { session, key, ...said, text, receiptHash: receiptOf(place) });
  });
}

/** One entry of each opinion, as far as entries go. */
async function collate({ ask, size, session }: Scene): Promise<void> {
  for (const place of places(size.collated))
    await ask(INSPECTION, 'collate', {
      ...{ session, opinions: [receiptOf(place)], kind: kindOf(place), about: { kind: 'unit' } },
      ...{ topic: '窗口服务', wording: `${REWORDED}（样例 ${place + 1}）` },
    });
}

/** Questions heard in the hall; every second is answered. */
async function question({ ask, size, unit, session }: Scene): Promise<void> {
  for (const place of places(size.questions)) {
    const id = toB64u(random(16));
    const heard = {
      source: 'spoken',
      wording: `收费标准在哪里可以查到？（样例 ${place + 1}）`,
      collated: null,
    } as const;
    const { number } = await ask(INSPECTION, 'putQuestion', { session, id, ...heard });
    if (place % 2 === 0)
      await ask(clerkOf(unit), 'recordAnswer', {
        ...{ session, question: number, answer: '大厅公示栏和县局网站都有，今天会后再发给各位。' },
        answeredBy: '样例所长',
        after: 0,
      });
  }
}

/** Every second item has its measure. */
export const hasMeasure = (item: number): boolean => item % 2 === 1;

/** Items of the first entries. */
async function rectify({ ask, size, unit, session }: Scene): Promise<void> {
  for (const place of places(size.items)) {
    const sources = [{ kind: 'opinion' as const, collated: place + 1 }];
    const wording = `${REWORDED}（样例 ${place + 1}）`;
    const { number, dueOn } = await ask(INSPECTION, 'confirmItem', { session, sources, kind: kindOf(place), wording });
    if (hasMeasure(number))
      await ask(clerkOf(unit), 'setMeasure', {
        ...{ session, item: String(number), expectedVersion: 1, responsible: '样例副所长', dueOn },
        measure: '本月内增开一个窗口，所需材料印成清单放在大厅并挂到网站。',
      });
  }
}

/** As escalation leaves them, on made-up days. */
async function notify({ size, nowMs, session }: Scene, notices: Pick<Notices, 'claim' | 'settle'>): Promise<void> {
  const onDay = shanghaiDay(nowMs);
  for (const place of places(size.notices)) {
    const name = { session, item: place + 1, level: 'unit-head', dueOn: onDay, onDay } as const;
    await notices.claim(name, nowMs);
    await notices.settle(name, 'sent');
  }
}

/** Fills the one unit of an opened round through every stage before its freeze, by the contract's own operations. */
export async function fillUnit(
  filling: Filling,
  {
    round,
    county,
    notices,
  }: { readonly round: string; readonly county: string; readonly notices: Pick<Notices, 'claim' | 'settle'> },
): Promise<FilledUnit> {
  const { ask } = filling;
  const unit = FILLED_UNIT;
  const session = `${county}-${round}-${unit}`;
  const scene = { ...filling, unit, session };
  await prepare(scene);
  const { url } = await ask(INSPECTION, 'openOpinionPage', { session });
  const readingKey = url.slice(url.lastIndexOf('/') + 1);
  await leaveOpinions(scene, readingKey);
  await collate(scene);
  await question(scene);
  await rectify(scene);
  await notify(scene, notices);
  const { officers } = await ask(clerkOf(unit), 'listReports', { session });
  return { round, unit, session, readingKey, officers: officers.map(({ officer }) => officer) };
}

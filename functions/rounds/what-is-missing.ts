import { type ListNumbers, whoLeft } from '../../shared/process/delegates-teller.ts';
import { type AcknowledgingRole, notYetAcknowledged } from '../../shared/process/preparation.ts';
import type { Progress } from '../../shared/process/progress.ts';
import { checkSeats, type SeatRule } from '../../shared/process/seats.ts';
import { SLOTS, type Slot } from '../../shared/protocol/slots.ts';
import type { InBothLanguages } from '../http/implement.ts';
import type { Meeting } from '../store/meetings.ts';
import { awaitsAgreement, type RoundUnit } from '../store/round-lists.ts';

/** What a unit's meeting lacks before its next step: the freeze, or once frozen the arming. */
export type Missing =
  | 'officers'
  | 'seats'
  | 'list'
  | 'delegates-teller'
  | 'delegates-teller-left'
  | 'stand-in-left'
  | 'reports'
  | `preparation-${AcknowledgingRole}`
  | 'keys'
  | 'cards'
  | `teller-${Slot}`
  | `arming-${Slot}`;

const SLOT_NAMES: Readonly<Record<Slot, InBothLanguages>> = {
  discipline: { zh: '纪委计票人', en: 'the discipline commission’s teller' },
  delegates: { zh: '代表计票人', en: 'the delegates’ teller' },
  inspection: { zh: '监察室计票人', en: 'the inspection office’s teller' },
};

const WORDS: Readonly<Record<Missing, InBothLanguages>> = {
  officers: { zh: '述职述廉人员名单', en: 'the officers' },
  seats: { zh: '各类代表的名额', en: 'the seats of each category' },
  list: {
    zh: '经县局监察室和当地纪委共同审定的代表名单',
    en: 'a list of delegates that the inspection office and the discipline commission agreed on',
  },
  'delegates-teller': {
    zh: '代表计票人和候补的人选',
    en: 'the choice of the delegates’ teller and a stand-in',
  },
  'delegates-teller-left': {
    zh: '代表计票人的新人选（原定的已不在代表名单上，请重新定）',
    en: 'another delegates’ teller (the one named is not on the list of delegates any more: name both anew)',
  },
  'stand-in-left': {
    zh: '候补的新人选（原定的已不在代表名单上，请重新定）',
    en: 'another stand-in for the delegates’ teller (the one named is not on the list any more: name both anew)',
  },
  reports: { zh: '述职述廉报告', en: 'the officers’ reports' },
  'preparation-discipline-commission': {
    zh: '当地纪委对事前汇报的签收',
    en: 'the discipline commission’s acknowledgement of the preparation',
  },
  'preparation-county-leader': {
    zh: '县局领导对事前汇报的签收',
    en: 'the county leader’s acknowledgement of the preparation',
  },
  keys: { zh: '本次大会的签名钥匙', en: 'the keys of the meeting' },
  cards: { zh: '全部代表的表决卡', en: 'voting cards for all delegates' },
  'teller-discipline': SLOT_NAMES.discipline,
  'teller-delegates': SLOT_NAMES.delegates,
  'teller-inspection': SLOT_NAMES.inspection,
  'arming-discipline': SLOT_NAMES.discipline,
  'arming-delegates': SLOT_NAMES.delegates,
  'arming-inspection': SLOT_NAMES.inspection,
};

/** Whether a code of `getRound` is one that this version has words for. */
export const isMissing = (code: string): code is Missing => Object.hasOwn(WORDS, code);

/** What is known of a unit when it is asked what is missing. */
export interface UnitStanding {
  readonly meeting: Meeting;
  readonly unit: RoundUnit;
  /** The numbers on the list of delegates that is in force. */
  readonly numbers: ListNumbers;
  /** Voting cards registered. */
  readonly cards: number;
  /** The quotas that hold for its session. */
  readonly seats: SeatRule;
  /** What the stages before the appraisal have noted. */
  readonly progress: Progress;
}

/** Officers whose report is missing, by name; `all` when nothing is noted of these officers yet. */
export function reportsOwed({ unit, progress }: Pick<UnitStanding, 'unit' | 'progress'>): readonly string[] | 'all' {
  const { reports } = progress;
  return reports?.officers === unit.officers ? reports.missing : 'all';
}

/** The two are named, and both still on the list. */
function missingTellers({ progress: { delegatesTeller }, numbers }: UnitStanding): readonly Missing[] {
  if (delegatesTeller === undefined) return ['delegates-teller'];
  return whoLeft(delegatesTeller.chosen, numbers).map((place) =>
    place === 'teller' ? 'delegates-teller-left' : 'stand-in-left',
  );
}

/** What the stages before the appraisal lack (process: stages 2 and 3). */
function missingBefore(standing: UnitStanding): readonly Missing[] {
  const { unit, progress, seats } = standing;
  const acknowledgedBy = progress.preparation?.acknowledgedBy ?? [];
  const named = reportsOwed({ unit, progress });
  return [
    ...(unit.officers === 0 ? (['officers'] as const) : []),
    ...(checkSeats(unit.byCategory, seats).length > 0 ? (['seats'] as const) : []),
    ...(awaitsAgreement(unit) ? (['list'] as const) : []),
    ...missingTellers(standing),
    ...(unit.officers > 0 && (named === 'all' || named.length > 0) ? (['reports'] as const) : []),
    ...notYetAcknowledged(acknowledgedBy).map((role) => `preparation-${role}` as const),
  ];
}

export function whatIsMissing(standing: UnitStanding): readonly Missing[] {
  const { meeting, unit, cards } = standing;
  if (meeting.state === 'frozen')
    return SLOTS.filter((slot) => meeting.tellers[slot].armingSignature === null).map(
      (slot) => `arming-${slot}` as const,
    );
  if (meeting.state !== 'prepared') return [];
  const absent = SLOTS.filter((slot) => meeting.tellers[slot].sign === null);
  return [
    ...missingBefore(standing),
    ...(meeting.keysMade ? [] : (['keys'] as const)),
    ...(cards < unit.delegates ? (['cards'] as const) : []),
    ...absent.map((slot) => `teller-${slot}` as const),
  ];
}

/** The same in words, as a list in each language; reports by the names of the officers who owe them. */
export function inWords(missing: readonly Missing[], owing: readonly string[]): InBothLanguages {
  const inChinese = (each: Missing) => WORDS[each].zh + (each === 'reports' ? `（${owing.join('、')}）` : '');
  const inEnglish = (each: Missing) => WORDS[each].en + (each === 'reports' ? ` (${owing.join(', ')})` : '');
  return { zh: missing.map(inChinese).join('、'), en: missing.map(inEnglish).join(', ') };
}

import { checkSeats } from '../../shared/process/seats.ts';
import { SLOTS, type Slot } from '../../shared/protocol/slots.ts';
import type { InBothLanguages } from '../http/implement.ts';
import type { Meeting } from '../store/meetings.ts';
import type { RoundUnit } from '../store/round-lists.ts';

/** What a unit's meeting lacks before its next step: the freeze, or once frozen the arming. */
export type Missing = 'officers' | 'seats' | 'keys' | 'cards' | `teller-${Slot}` | `arming-${Slot}`;

const SLOT_NAMES: Readonly<Record<Slot, InBothLanguages>> = {
  discipline: { zh: '纪委计票人', en: 'the discipline commission’s teller' },
  delegates: { zh: '代表计票人', en: 'the delegates’ teller' },
  inspection: { zh: '监察室计票人', en: 'the inspection office’s teller' },
};

const WORDS: Readonly<Record<Missing, InBothLanguages>> = {
  officers: { zh: '述职述廉人员名单', en: 'the officers' },
  seats: { zh: '各类代表的名额', en: 'the seats of each category' },
  keys: { zh: '本次大会的签名钥匙', en: 'the keys of the meeting' },
  cards: { zh: '全部代表的表决卡', en: 'voting cards for all delegates' },
  'teller-discipline': SLOT_NAMES.discipline,
  'teller-delegates': SLOT_NAMES.delegates,
  'teller-inspection': SLOT_NAMES.inspection,
  'arming-discipline': SLOT_NAMES.discipline,
  'arming-delegates': SLOT_NAMES.delegates,
  'arming-inspection': SLOT_NAMES.inspection,
};

export function whatIsMissing(meeting: Meeting, unit: RoundUnit, cards: number): readonly Missing[] {
  if (meeting.state === 'frozen')
    return SLOTS.filter((slot) => meeting.tellers[slot].armingSignature === null).map(
      (slot) => `arming-${slot}` as const,
    );
  if (meeting.state !== 'prepared') return [];
  const absent = SLOTS.filter((slot) => meeting.tellers[slot].sign === null);
  return [
    ...(unit.officers === 0 ? (['officers'] as const) : []),
    ...(checkSeats(unit.byCategory).length > 0 ? (['seats'] as const) : []),
    ...(meeting.keysMade ? [] : (['keys'] as const)),
    ...(cards < unit.delegates ? (['cards'] as const) : []),
    ...absent.map((slot) => `teller-${slot}` as const),
  ];
}

/** The same in words, as a list in each language. */
export const inWords = (missing: readonly Missing[]): InBothLanguages => ({
  zh: missing.map((each) => WORDS[each].zh).join('、'),
  en: missing.map((each) => WORDS[each].en).join(', '),
});

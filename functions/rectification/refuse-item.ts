import {
  type ItemRefusal,
  type ItemState,
  itemStatesBefore,
  MAX_EVIDENCE,
  MAX_REPLIES,
} from '../../shared/process/rectification.ts';
import { type InBothLanguages, type Refusal, refuse } from '../http/implement.ts';

/** How the states of an item are called before people. */
const STATE_NAMES: Readonly<Record<ItemState, InBothLanguages>> = {
  open: { zh: '整改中', en: 'open' },
  replied: { zh: '已答复，待验收', en: 'replied, to be decided' },
  fixed: { zh: '改好了', en: 'fixed' },
  closed: { zh: '办结（未整改）', en: 'closed without a fix' },
};

const expected = (states: readonly ItemState[]): InBothLanguages => ({
  zh: states.map((each) => STATE_NAMES[each].zh).join('」或「'),
  en: states.map((each) => STATE_NAMES[each].en).join('" or "'),
});

/** What there is no more room for. */
const LIMITS: Readonly<Record<Extract<ItemRefusal, { code: 'item-full' }>['of'], InBothLanguages>> = {
  replies: { zh: `最多 ${MAX_REPLIES} 次答复`, en: `at most ${MAX_REPLIES} replies` },
  files: { zh: `最多 ${MAX_EVIDENCE} 份材料`, en: `at most ${MAX_EVIDENCE} files` },
  text: { zh: '一个事项存得下的文字', en: 'the text that one item holds' },
};

/** An item's own refusal in the contract's words. */
export function refuseItem(refusal: ItemRefusal, state: ItemState): Refusal {
  switch (refusal.code) {
    case 'item-state-wrong':
      return refuse('item-state-wrong', {
        state: STATE_NAMES[state],
        expected: expected(itemStatesBefore(refusal.event)),
      });
    case 'deadline-not-working-day':
      return refuse('deadline-not-working-day', { day: refusal.day, next: refusal.next });
    case 'deadline-too-late':
      return refuse('deadline-too-late', { latest: refusal.latest });
    case 'item-full':
      return refuse('item-full', { limit: LIMITS[refusal.of] });
    default:
      return refuse(refusal.code);
  }
}

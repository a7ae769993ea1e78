import { type ItemRefusal, type ItemState, itemStatesBefore, MAX_REPLIES } from '../../shared/process/rectification.ts';
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
      return refuse('item-full', { limit: MAX_REPLIES });
    default:
      return refuse(refusal.code);
  }
}

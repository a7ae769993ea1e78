import type { ResponseOf } from '../../../shared/contract/operations.ts';
import { useTexts } from '../../ui/texts.ts';
import { RECTIFICATION_TEXTS } from './texts.ts';

export type ListedItem = ResponseOf<'listItems'>['items'][number];

const toneOf = ({ state, overdue }: Pick<ListedItem, 'state' | 'overdue'>): string => {
  if (overdue) return 'mark-bad';
  return { open: 'mark-open', replied: 'mark-warn', fixed: 'mark-good', closed: 'mark-closed' }[state];
};

/** Where an item stands, in words first; colour only underlines them. */
export function StateMark({ item }: { readonly item: ListedItem }) {
  const texts = useTexts(RECTIFICATION_TEXTS);
  const { state, overdue, reopened, withCommission, askedDueOn, escalatedTo } = item;
  return (
    <span class="marks">
      <span class={`mark ${toneOf(item)}`}>
        {texts.states[state]}
        {overdue && ` · ${texts.overdue}`}
      </span>
      {reopened > 0 && <span class="mark">{texts.reopened(reopened)}</span>}
      {withCommission && <span class="mark mark-bad">{texts.withCommission}</span>}
      {askedDueOn !== null && <span class="mark">{texts.asked(askedDueOn)}</span>}
      {overdue && escalatedTo !== null && <span class="mark">{texts.escalatedTo[escalatedTo]}</span>}
    </span>
  );
}

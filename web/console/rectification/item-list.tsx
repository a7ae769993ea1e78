import { useId, useState } from 'preact/hooks';
import type { ResponseOf } from '../../../shared/contract/operations.ts';
import { useTexts } from '../../ui/texts.ts';
import { type Failed, FailureNote, useLoaded, WhenLoaded } from '../answers.tsx';
import { useDesk } from '../staff-api.ts';
import { DataTable } from '../table/data-table.tsx';
import { type ListedItem, StateMark } from './state-mark.tsx';
import { RECTIFICATION_TEXTS } from './texts.ts';

type Page = ResponseOf<'listItems'>;
const FILTERS = ['all', 'open', 'overdue', 'replied', 'fixed', 'closed'] as const;
type Filter = (typeof FILTERS)[number];

const passes = (item: ListedItem, filter: Filter): boolean => {
  if (filter === 'all') return true;
  return filter === 'overdue' ? item.overdue : item.state === filter;
};

/** The pages after the first, as they were asked for. */
function useMorePages(session: string, first: Page) {
  const { api } = useDesk();
  const [later, setLater] = useState<readonly Page[]>([]);
  const [failed, setFailed] = useState<Failed | null>(null);
  const pages = [first, ...later];
  const next = pages[pages.length - 1]?.next ?? null;
  const loadMore = async () => {
    if (next === null) return;
    const answer = await api('listItems', { session, after: next });
    if (answer.ok) setLater([...later, answer.value]);
    setFailed(answer.ok ? null : answer);
  };
  return { items: pages.flatMap(({ items }) => items), hasMore: next !== null, loadMore, failed };
}

interface TableProps {
  readonly items: readonly ListedItem[];
  readonly onOpen: (number: number) => void;
}

function ItemTable({ items, onOpen }: TableProps) {
  const texts = useTexts(RECTIFICATION_TEXTS);
  return (
    <DataTable
      caption={texts.caption}
      rows={items}
      keyOf={({ number }) => String(number)}
      columns={[
        {
          id: 'number',
          title: texts.number,
          text: ({ number }) => String(number),
          rank: ({ number }) => number,
          cell: ({ number }) => (
            <button type="button" class="button" aria-label={texts.openItem(number)} onClick={() => onOpen(number)}>
              {texts.itemTitle(number)}
            </button>
          ),
        },
        {
          id: 'wording',
          title: texts.wording,
          text: ({ wording }) => wording,
          cell: ({ wording, kind, about }) => (
            <>
              {wording}
              <span class="cell-detail">
                {[texts.kinds[kind], about ?? ''].filter((each) => each !== '').join(' · ')}
              </span>
            </>
          ),
        },
        {
          id: 'state',
          title: texts.stateTitle,
          text: ({ state, overdue }) => `${texts.states[state]}${overdue ? texts.overdue : ''}`,
          cell: (item) => <StateMark item={item} />,
        },
        { id: 'due', title: texts.dueOn, text: ({ dueOn }) => dueOn },
        { id: 'responsible', title: texts.responsible, text: ({ responsible }) => responsible ?? texts.nobodyYet },
      ]}
    />
  );
}

function Listed({
  session,
  first,
  onOpen,
}: {
  readonly session: string;
  readonly first: Page;
  readonly onOpen: (number: number) => void;
}) {
  const texts = useTexts(RECTIFICATION_TEXTS);
  const id = useId();
  const [filter, setFilter] = useState<Filter>('all');
  const { items, hasMore, loadMore, failed } = useMorePages(session, first);
  const { repliesDue, repliesInTime } = first.figures;
  return (
    <>
      <p class="note">
        {texts.figures(first.figures)} {texts.replies(repliesDue, repliesInTime)}
      </p>
      <div class="beside no-print">
        <div class="field">
          <label for={id}>{texts.show}</label>
          <select
            id={id}
            class="input"
            value={filter}
            onChange={({ currentTarget }) => setFilter(FILTERS.find((each) => each === currentTarget.value) ?? 'all')}
          >
            {FILTERS.map((each) => (
              <option key={each} value={each}>
                {texts.filters[each]}
              </option>
            ))}
          </select>
        </div>
        <button type="button" class="button" onClick={() => print()}>
          {texts.print}
        </button>
      </div>
      <ItemTable items={items.filter((item) => passes(item, filter))} onOpen={onOpen} />
      {failed !== null && <FailureNote answer={failed} />}
      {hasMore && (
        <button type="button" class="button no-print" onClick={() => void loadMore()}>
          {texts.more}
        </button>
      )}
    </>
  );
}

interface ItemListProps {
  readonly session: string;
  readonly mayConfirm: boolean;
  readonly onOpen: (number: number) => void;
}

/** All items of a unit, with what is late in words and colour. */
export function ItemList({ session, mayConfirm, onOpen }: ItemListProps) {
  const texts = useTexts(RECTIFICATION_TEXTS);
  const { api } = useDesk();
  const [loaded, reload] = useLoaded(session, () => api('listItems', { session }));
  return (
    <WhenLoaded loaded={loaded} onRetry={reload}>
      {(first) =>
        first.items.length > 0 ? (
          <Listed session={session} first={first} onOpen={onOpen} />
        ) : (
          <div class="note">
            <h2>{texts.empty}</h2>
            <p>{mayConfirm ? texts.emptyConfirmer : texts.emptyOther}</p>
          </div>
        )
      }
    </WhenLoaded>
  );
}

import type { ResponseOf } from '../../../shared/contract/operations.ts';
import { useTexts } from '../../ui/texts.ts';
import { useLoaded, WhenLoaded } from '../answers.tsx';
import { useDesk } from '../staff-api.ts';
import { DataTable } from '../table/data-table.tsx';
import { RECTIFICATION_TEXTS } from './texts.ts';

interface NoticesProps extends Pick<ResponseOf<'listNotices'>, 'notices'> {
  readonly onOpen: (number: number) => void;
}

function NoticeTable({ notices, onOpen }: NoticesProps) {
  const texts = useTexts(RECTIFICATION_TEXTS);
  return (
    <section class="stack">
      <p>{texts.noticesLead}</p>
      {notices.length === 0 ? (
        <p class="note">{texts.noNotices}</p>
      ) : (
        <DataTable
          caption={texts.noticesCaption}
          rows={notices}
          keyOf={({ item, level, dueOn }) => `${item} ${level} ${dueOn}`}
          columns={[
            {
              id: 'item',
              title: texts.wording,
              text: ({ item }) => texts.itemTitle(item),
              rank: ({ item }) => item,
              cell: ({ item }) => (
                <button type="button" class="button" aria-label={texts.openItem(item)} onClick={() => onOpen(item)}>
                  {texts.itemTitle(item)}
                </button>
              ),
            },
            { id: 'level', title: texts.level, text: ({ level }) => texts.levels[level] },
            { id: 'due', title: texts.dueOn, text: ({ dueOn }) => dueOn },
            { id: 'on', title: texts.onDay, text: ({ onDay }) => onDay },
            { id: 'delivery', title: texts.deliveryTitle, text: ({ delivery }) => texts.deliveries[delivery] },
          ]}
        />
      )}
    </section>
  );
}

interface NoticesSectionProps {
  readonly session: string;
  readonly onOpen: (number: number) => void;
}

/** Who was told of which overdue item, newest first, as far as the role reads it. */
export function NoticesSection({ session, onOpen }: NoticesSectionProps) {
  const { api } = useDesk();
  const [loaded, reload] = useLoaded(session, () => api('listNotices', { session }));
  return (
    <WhenLoaded loaded={loaded} onRetry={reload}>
      {({ notices }) => <NoticeTable notices={notices} onOpen={onOpen} />}
    </WhenLoaded>
  );
}

import { useTexts } from '../../ui/texts.ts';
import { useDesk } from '../staff-api.ts';
import { DataTable } from '../table/data-table.tsx';
import { TEXTS } from '../texts.ts';
import type { Screened } from './all-candidates.ts';
import { SCREENING_TEXTS } from './texts.ts';

export const isFitInBothEyes = ({ own, other }: Screened): boolean =>
  own?.verdict === 'fit' && other?.verdict === 'fit';

/** What both offices said of everybody, once both have finished. */
export function BothViews({ candidates }: { readonly candidates: readonly Screened[] }) {
  const texts = useTexts(SCREENING_TEXTS);
  const { categories } = useTexts(TEXTS);
  const { role } = useDesk();
  const isOffice = role === 'inspection-office';
  const verdictText = (mark: Screened['own']) => (mark === null ? '—' : texts.verdict(mark.verdict, mark.reason));
  const outcome = (candidate: Screened) => {
    if (candidate.delegate !== null) return texts.listed(candidate.delegate);
    return isFitInBothEyes(candidate) ? texts.agreedFit : texts.agreedNot;
  };
  return (
    <section class="stack no-print">
      <h2>{texts.bothTitle}</h2>
      <DataTable
        caption={texts.bothCaption}
        rows={candidates}
        keyOf={({ number }) => String(number)}
        columns={[
          { id: 'number', title: texts.number, text: ({ number }) => String(number), rank: ({ number }) => number },
          { id: 'name', title: texts.name, text: ({ name }) => name },
          { id: 'category', title: texts.category, text: ({ category }) => categories[category] },
          { id: 'organisation', title: texts.organisation, text: ({ organisation }) => organisation },
          { id: 'office', title: texts.office, text: ({ own, other }) => verdictText(isOffice ? own : other) },
          { id: 'commission', title: texts.commission, text: ({ own, other }) => verdictText(isOffice ? other : own) },
          { id: 'agreed', title: texts.agreed, text: outcome },
        ]}
      />
    </section>
  );
}

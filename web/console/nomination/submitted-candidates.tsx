import { useTexts } from '../../ui/texts.ts';
import { DataTable } from '../table/data-table.tsx';
import { TEXTS } from '../texts.ts';
import type { NominationView } from './draft.ts';
import { NOMINATION_TEXTS } from './texts.ts';

/** What the unit handed in; it stays as it is. */
export function SubmittedCandidates({ view }: { readonly view: NominationView }) {
  const texts = useTexts(NOMINATION_TEXTS);
  const { categories } = useTexts(TEXTS);
  const rows = view.submitted.map((candidate, index) => ({ ...candidate, number: index + 1 }));
  return (
    <section class="stack">
      <h2>{texts.submittedTitle}</h2>
      <DataTable
        caption={texts.submittedCaption}
        rows={rows}
        keyOf={({ number }) => String(number)}
        columns={[
          { id: 'number', title: texts.row, text: ({ number }) => String(number), rank: ({ number }) => number },
          { id: 'category', title: texts.category, text: ({ category }) => categories[category] },
          { id: 'name', title: texts.name, text: ({ name }) => name },
          { id: 'organisation', title: texts.organisation, text: ({ organisation }) => organisation },
          { id: 'phone', title: texts.phone, text: ({ phoneMasked }) => phoneMasked },
        ]}
      />
    </section>
  );
}

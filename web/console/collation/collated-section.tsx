import { useTexts } from '../../ui/texts.ts';
import { CollatedCard, type CollatedEntry } from './collated-card.tsx';
import type { Subjects } from './subjects.ts';
import { COLLATION_TEXTS } from './texts.ts';

interface CollatedSectionProps {
  readonly session: string;
  readonly entries: readonly CollatedEntry[];
  readonly subjects: Subjects;
  readonly onChanged: () => void;
}

/** The list as everybody sees it, on the screen and on paper. */
export function CollatedSection({ session, entries, subjects, onChanged }: CollatedSectionProps) {
  const texts = useTexts(COLLATION_TEXTS);
  return (
    <section class="stack opinion-collated" aria-labelledby="collated-heading">
      <h2 id="collated-heading" class="no-print">
        {texts.listTitle}
      </h2>
      <p class="opinion-print-heading">{texts.printHeading(subjects.unitName)}</p>
      <p class="no-print">{texts.listLead}</p>
      {entries.length === 0 && <p class="note">{texts.listEmpty}</p>}
      <ol class="opinion-list">
        {entries.map((entry) => (
          <CollatedCard key={entry.number} session={session} entry={entry} subjects={subjects} onChanged={onChanged} />
        ))}
      </ol>
      {entries.length > 0 && (
        <button type="button" class="button no-print" onClick={() => print()}>
          {texts.print}
        </button>
      )}
    </section>
  );
}

import type { ResponseOf } from '../../../shared/contract/operations.ts';
import { PREPARATION_PARTS } from '../../../shared/process/preparation.ts';
import { useTexts } from '../../ui/texts.ts';
import { Paragraphs } from '../reports/report-paper.tsx';
import { PREPARATION_TEXTS } from './texts.ts';

/** The report as the API has it; version 0 when there is none. */
export type HandedIn = ResponseOf<'getPreparation'>;

/** The report to read, with who handed it in and when. */
export function ReportText({ report }: { readonly report: HandedIn }) {
  const texts = useTexts(PREPARATION_TEXTS);
  const { parts, version, submittedBy, onDay } = report;
  if (parts === null) return <p class="note">{texts.none}</p>;
  return (
    <article class="report-paper">
      <h2>{texts.report}</h2>
      <p class="quiet">{texts.of(version, submittedBy ?? '', onDay ?? '')}</p>
      {PREPARATION_PARTS.map((part) => (
        <section key={part}>
          <h3>{texts.parts[part]}</h3>
          <Paragraphs text={parts[part]} />
        </section>
      ))}
    </article>
  );
}

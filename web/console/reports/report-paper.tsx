import { REPORT_PARTS, type ReportTexts } from '../../../shared/process/report.ts';
import { useTexts } from '../../ui/texts.ts';
import { REPORTS_TEXTS } from './texts.ts';

interface ReportPaperProps {
  readonly unitName: string;
  readonly name: string;
  readonly post: string;
  readonly parts: ReportTexts;
}

/** A text as paragraphs, one a line. */
export function Paragraphs({ text }: { readonly text: string }) {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return (
    <>
      {lines.map((line, place) => (
        <p key={place}>{line}</p>
      ))}
    </>
  );
}

/** A report to read and to print, in the look of an official document (GB/T 9704). */
export function ReportPaper({ unitName, name, post, parts }: ReportPaperProps) {
  const texts = useTexts(REPORTS_TEXTS);
  return (
    <article class="report-paper">
      <h2>{texts.reportTitle}</h2>
      <p class="report-byline">{texts.byline(unitName, post, name)}</p>
      {REPORT_PARTS.map((part, place) => (
        <section key={part}>
          <h3>{texts.partHeading(texts.numerals[place] ?? '', texts.parts[part])}</h3>
          {parts[part] === '' ? <p class="quiet">{texts.notWritten}</p> : <Paragraphs text={parts[part]} />}
        </section>
      ))}
    </article>
  );
}

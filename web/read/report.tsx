import { REPORT_PARTS } from '../../shared/process/report.ts';
import { useTexts } from '../ui/texts.ts';
import { fragmentOf, type ReadingAddress } from './address.ts';
import type { Reading, ReadingReport } from './answers.ts';
import { Paragraphs } from './paragraphs.tsx';
import { TEXTS } from './texts.ts';

interface ReportProps {
  readonly address: ReadingAddress;
  readonly report: ReadingReport;
  readonly officers: Reading['officers'];
}

/** One officer's report in its five parts, and the way to the next. */
export function Report({ address, report, officers }: ReportProps) {
  const texts = useTexts(TEXTS);
  const readable = officers.filter(({ submitted }) => submitted);
  const place = readable.findIndex(({ officer }) => officer === address.officer);
  const before = place < 1 ? undefined : readable[place - 1];
  const after = place === -1 ? undefined : readable[place + 1];
  return (
    <article class="stack">
      <p class="quiet">{texts.byline(report.post)}</p>
      {REPORT_PARTS.map((part, number) => (
        <section key={part} class="stack-small">
          <h2>{texts.partHeading(texts.numerals[number] ?? '', texts.parts[part])}</h2>
          <Paragraphs text={report.parts[part]} />
        </section>
      ))}
      <nav class="stack-small" aria-label={texts.reports}>
        {after !== undefined && (
          <a class="button button-strong" href={fragmentOf({ ...address, officer: after.officer })}>
            {texts.next(after.name)}
          </a>
        )}
        {before !== undefined && (
          <a class="button" href={fragmentOf({ ...address, officer: before.officer })}>
            {texts.previous(before.name)}
          </a>
        )}
        <a class="button" href={fragmentOf({ ...address, officer: null })}>
          {texts.back}
        </a>
      </nav>
    </article>
  );
}

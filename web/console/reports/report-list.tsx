import type { ResponseOf } from '../../../shared/contract/operations.ts';
import { useLanguage } from '../../ui/language.ts';
import { textsIn } from '../../ui/texts.ts';
import { whenText } from '../when.ts';
import { REPORTS_TEXTS } from './texts.ts';

export type ReportsView = ResponseOf<'listReports'>;
type Line = ReportsView['officers'][number];

interface ReportListProps {
  readonly reports: ReportsView;
  readonly isWriter: boolean;
  readonly onOpen: (officer: string) => void;
}

function ReportLine({ line, isWriter, onOpen }: Omit<ReportListProps, 'reports'> & { readonly line: Line }) {
  const language = useLanguage();
  const texts = textsIn(REPORTS_TEXTS, language);
  const { officer, name, post, state, partsWritten, words, savedBy, savedAtMs, submittedAtMs } = line;
  const writing = state === 'missing' ? texts.write : texts.goOn;
  const action = isWriter && state !== 'submitted' ? writing : texts.read;
  return (
    <li class="beside">
      <div>
        <p>
          <strong>{name}</strong> · {post}{' '}
          <span class={`step-status ${state === 'submitted' ? 'report-in' : ''}`}>{texts.states[state]}</span>
        </p>
        <p class="cell-detail">
          {texts.progress(partsWritten, words)}
          {submittedAtMs !== null && <> · {texts.submittedAt(whenText(submittedAtMs, language))}</>}
          {submittedAtMs === null && savedBy !== null && savedAtMs !== null && (
            <> · {texts.savedBy(savedBy, whenText(savedAtMs, language))}</>
          )}
        </p>
      </div>
      <button type="button" class="button" aria-label={texts.openOf(action, name)} onClick={() => onOpen(officer)}>
        {action}
      </button>
    </li>
  );
}

/** Where each officer's report stands, and whose is missing. */
export function ReportList({ reports, isWriter, onOpen }: ReportListProps) {
  const texts = textsIn(REPORTS_TEXTS, useLanguage());
  const { officers, missing, state } = reports;
  if (officers.length === 0) return <p class="note">{texts.noOfficers}</p>;
  return (
    <>
      {state !== 'prepared' && <p class="note">{texts.onRecord}</p>}
      <p class={`note ${missing.length === 0 ? 'note-good' : 'note-warn'}`}>
        {missing.length === 0 ? texts.allIn : texts.missing(missing.join('、'))}
      </p>
      <ul class="documents">
        {officers.map((line) => (
          <ReportLine key={line.officer} line={line} isWriter={isWriter} onOpen={onOpen} />
        ))}
      </ul>
    </>
  );
}

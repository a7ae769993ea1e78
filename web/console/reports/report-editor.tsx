import { REPORT_PARTS, wordsOfReport } from '../../../shared/process/report.ts';
import { useTexts } from '../../ui/texts.ts';
import { FailureNote } from '../answers.tsx';
import { useLeavingGuard } from '../router.ts';
import { Conflict } from './conflict.tsx';
import { statusOf } from './draft.ts';
import { PartField } from './part-field.tsx';
import { SubmitSection } from './submit-section.tsx';
import { REPORTS_TEXTS } from './texts.ts';
import { type ReportView, useDraft } from './use-draft.ts';
import { WordImport } from './word-import.tsx';

interface ReportEditorProps {
  readonly session: string;
  readonly report: ReportView;
  readonly onSubmitted: () => void;
}

/** A report being written: it saves itself, and says whether it has. */
export function ReportEditor({ session, report, onSubmitted }: ReportEditorProps) {
  const texts = useTexts(REPORTS_TEXTS);
  const { officer, name, withdrawnWhy } = report;
  const { draft, dispatch, isRestored } = useDraft({ session, officer }, report);
  const status = statusOf(draft);
  useLeavingGuard(status !== 'saved', texts.leave);
  const { trouble } = draft;
  return (
    <div class="stack no-print">
      {withdrawnWhy !== null && <p class="note">{texts.withdrawnNote(withdrawnWhy)}</p>}
      {isRestored && <p class="note note-good">{texts.restored}</p>}
      <p class={`report-status ${status === 'saved' ? 'note-good' : 'note-warn'}`} role="status">
        {texts.status[status]} · {texts.totalWords(wordsOfReport(draft.texts))}
      </p>
      {trouble?.kind === 'refused' && <FailureNote answer={trouble.answer} />}
      {trouble?.kind === 'conflict' ? (
        <Conflict
          mine={draft.texts}
          theirs={trouble.theirs}
          onMerged={(merged) => dispatch({ type: 'merged', texts: merged })}
        />
      ) : (
        <>
          <WordImport
            session={session}
            written={draft.texts}
            onTake={(taken) => dispatch({ type: 'replaced', texts: taken })}
          />
          {REPORT_PARTS.map((part, place) => (
            <PartField
              key={part}
              part={part}
              place={place}
              value={draft.texts[part]}
              onInput={(text) => dispatch({ type: 'typed', part, text })}
            />
          ))}
          <div class="buttons">
            <button
              type="button"
              class="button"
              disabled={draft.past.length === 0}
              onClick={() => dispatch({ type: 'undone' })}
            >
              {texts.undo}
            </button>
          </div>
          <SubmitSection session={session} officer={officer} name={name} draft={draft} onSubmitted={onSubmitted} />
        </>
      )}
    </div>
  );
}

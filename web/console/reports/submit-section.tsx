import { emptyParts } from '../../../shared/process/report.ts';
import { useTexts } from '../../ui/texts.ts';
import { FailureNote } from '../answers.tsx';
import { Confirm, useQuestion } from '../confirm.tsx';
import { useDesk } from '../staff-api.ts';
import { useAction } from '../use-action.ts';
import { type Draft, statusOf } from './draft.ts';
import { partNames, REPORTS_TEXTS } from './texts.ts';

interface SubmitSectionProps {
  readonly session: string;
  readonly officer: string;
  readonly name: string;
  readonly draft: Draft;
  readonly onSubmitted: () => void;
}

/** The last press on a report: it says what is missing, and what submitting does. */
export function SubmitSection({ session, officer, name, draft, onSubmitted }: SubmitSectionProps) {
  const texts = useTexts(REPORTS_TEXTS);
  const { api } = useDesk();
  const question = useQuestion();
  const expectedVersion = draft.base.version;
  const submit = () => api('submitReport', { session, officer, expectedVersion });
  const { busy, failed, press } = useAction(submit, onSubmitted);
  const missing = emptyParts(draft.texts);
  if (missing.length > 0) return <p class="note">{texts.submitMissing(partNames(texts, missing))}</p>;
  const isSaved = statusOf(draft) === 'saved';
  return (
    <div class="stack-small">
      {failed !== null && <FailureNote answer={failed} />}
      {question.isAsked && isSaved ? (
        <Confirm
          action={texts.submit}
          onConfirm={() => {
            question.close();
            void press();
          }}
          onCancel={question.cancel}
        >
          <p>{texts.submitEffect(name)}</p>
        </Confirm>
      ) : (
        <>
          {!isSaved && <p class="quiet">{texts.submitWait}</p>}
          <button
            type="button"
            class="button button-strong"
            ref={question.button}
            disabled={busy || !isSaved}
            onClick={question.ask}
          >
            {texts.submit}
          </button>
        </>
      )}
    </div>
  );
}

import { ACKNOWLEDGING, type AcknowledgingRole } from '../../../shared/process/preparation.ts';
import { useTexts } from '../../ui/texts.ts';
import { FailureNote } from '../answers.tsx';
import { Confirm, useQuestion } from '../confirm.tsx';
import { useDesk } from '../staff-api.ts';
import { useAction } from '../use-action.ts';
import type { HandedIn } from './report-text.tsx';
import { PREPARATION_TEXTS } from './texts.ts';

interface AcknowledgeProps {
  readonly session: string;
  readonly version: number;
  readonly role: AcknowledgingRole;
  readonly onDone: () => void;
}

function Acknowledge({ session, version, role, onDone }: AcknowledgeProps) {
  const texts = useTexts(PREPARATION_TEXTS);
  const { api } = useDesk();
  const question = useQuestion();
  const { busy, failed, press } = useAction(async () => {
    const answer = await api('acknowledgePreparation', { session, version });
    // A report that changed meanwhile is shown before it can be acknowledged.
    onDone();
    return answer;
  }, onDone);
  return (
    <div class="stack-small">
      {failed !== null && <FailureNote answer={failed} />}
      {question.isAsked ? (
        <Confirm
          action={texts.acknowledge}
          onCancel={question.cancel}
          onConfirm={() => {
            question.close();
            void press();
          }}
        >
          <p>{texts.acknowledgeEffect(texts.roles[role])}</p>
        </Confirm>
      ) : (
        <button type="button" class="button button-strong" disabled={busy} ref={question.button} onClick={question.ask}>
          {texts.acknowledge}
        </button>
      )}
    </div>
  );
}

interface AcknowledgementsProps {
  readonly session: string;
  readonly report: HandedIn;
  readonly isOpen: boolean;
  readonly onDone: () => void;
}

/** Who has acknowledged the report, and the press of whoever has not. */
export function Acknowledgements({ session, report, isOpen, onDone }: AcknowledgementsProps) {
  const texts = useTexts(PREPARATION_TEXTS);
  const { role } = useDesk();
  const { acknowledged, version } = report;
  const own = ACKNOWLEDGING.find((each) => each === role);
  const hasOwn = acknowledged.some((each) => each.role === own);
  return (
    <section class="stack">
      <h2>{texts.acknowledgements}</h2>
      <ul class="documents">
        {ACKNOWLEDGING.map((each) => {
          const by = acknowledged.find((one) => one.role === each);
          const name = texts.roles[each];
          return (
            <li key={each}>{by === undefined ? texts.notYet(name) : texts.acknowledgedBy(name, by.name, by.onDay)}</li>
          );
        })}
      </ul>
      {acknowledged.length === ACKNOWLEDGING.length && (
        <p class="note note-good" role="status">
          {texts.both}
        </p>
      )}
      {isOpen && own !== undefined && version > 0 && !hasOwn && (
        <Acknowledge key={version} session={session} version={version} role={own} onDone={onDone} />
      )}
    </section>
  );
}

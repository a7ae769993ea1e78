import { useState } from 'preact/hooks';
import { statesBefore } from '../../../shared/process/meeting-state.ts';
import { useTexts } from '../../ui/texts.ts';
import { type Failed, FailureNote } from '../answers.tsx';
import { Confirm, useQuestion } from '../confirm.tsx';
import { useDesk } from '../staff-api.ts';
import { TextField } from '../text-field.tsx';
import { TEXTS } from '../texts.ts';
import type { UnitView } from './unit-frame.tsx';

const MAX_REASON_CHARACTERS = 500;

/** The inspection office gives up a meeting that cannot be held; shown while it may. */
export function VoidMeeting({ view }: { readonly view: UnitView }) {
  const texts = useTexts(TEXTS);
  const { api, role } = useDesk();
  const [reason, setReason] = useState('');
  const question = useQuestion();
  const [isTooShort, setTooShort] = useState(false);
  const [failed, setFailed] = useState<Failed | null>(null);
  const { unit, session, reload } = view;
  if (role !== 'inspection-office' || !statesBefore('void-by-office').includes(unit.state)) return null;
  const ask = () => {
    const long = reason.trim().length >= 2;
    setTooShort(!long);
    if (long) question.ask();
  };
  const voidIt = async () => {
    question.close();
    const answer = await api('voidMeeting', { session, reason: reason.trim() });
    setFailed(answer.ok ? null : answer);
    if (answer.ok) reload();
  };
  return (
    <details class="danger-zone">
      <summary>{texts.voidTitle}</summary>
      <div class="stack-small">
        <p>{texts.voidLead}</p>
        <TextField
          label={texts.voidReason}
          value={reason}
          maxLength={MAX_REASON_CHARACTERS}
          error={isTooShort ? texts.voidReasonWrong : null}
          onInput={setReason}
        />
        {question.isAsked ? (
          <Confirm danger action={texts.voidButton} onConfirm={() => void voidIt()} onCancel={question.cancel}>
            <p>{texts.voidConfirm(unit.name)}</p>
          </Confirm>
        ) : (
          <button type="button" class="button button-danger" ref={question.button} onClick={ask}>
            {texts.voidButton}
          </button>
        )}
        {failed !== null && <FailureNote answer={failed} />}
      </div>
    </details>
  );
}

import { useState } from 'preact/hooks';
import { useTexts } from '../../ui/texts.ts';
import { FailureNote } from '../answers.tsx';
import { Confirm, useQuestion } from '../confirm.tsx';
import { useDesk } from '../staff-api.ts';
import { TextField } from '../text-field.tsx';
import { useAction } from '../use-action.ts';
import { REPORTS_TEXTS } from './texts.ts';

interface WithdrawSectionProps {
  readonly session: string;
  readonly officer: string;
  readonly onWithdrawn: () => void;
}

/** Takes a submitted report back, with the reason; only before the freeze. */
export function WithdrawSection({ session, officer, onWithdrawn }: WithdrawSectionProps) {
  const texts = useTexts(REPORTS_TEXTS);
  const { api } = useDesk();
  const question = useQuestion();
  const [reason, setReason] = useState('');
  const [isWrong, setWrong] = useState(false);
  const { busy, failed, press } = useAction(() => api('withdrawReport', { session, officer, reason }), onWithdrawn);
  const confirm = () => {
    const tooShort = [...reason.trim()].length < 2;
    setWrong(tooShort);
    if (!tooShort) void press();
  };
  if (!question.isAsked)
    return (
      <button type="button" class="button no-print" ref={question.button} onClick={question.ask}>
        {texts.withdraw}
      </button>
    );
  return (
    <div class="stack-small no-print">
      <Confirm action={texts.withdraw} onConfirm={confirm} onCancel={question.cancel}>
        <p>{texts.withdrawEffect}</p>
        <TextField
          label={texts.withdrawReason}
          value={reason}
          error={isWrong ? texts.withdrawReasonWrong : null}
          maxLength={200}
          onInput={setReason}
        />
      </Confirm>
      {failed !== null && !busy && <FailureNote answer={failed} />}
    </div>
  );
}

import { useId, useState } from 'preact/hooks';
import { useTexts } from '../../ui/texts.ts';
import { TEXTS } from '../texts.ts';
import { ConfirmPress } from './confirm-press.tsx';

interface ReasonPressProps {
  readonly label: string;
  readonly title: string;
  readonly reasonLabel: string;
  readonly does: readonly string[];
  readonly isBusy: boolean;
  readonly onConfirm: (reason: string) => void;
}

const SHORTEST = 2;
const LONGEST = 500;

/** A press that asks for a reason, as the contract takes it: 2 to 500 characters. */
export function ReasonPress({ label, title, reasonLabel, does, isBusy, onConfirm }: ReasonPressProps) {
  const texts = useTexts(TEXTS);
  const id = useId();
  const [reason, setReason] = useState('');
  const typed = reason.trim();
  const isReason = typed.length >= SHORTEST && typed.length <= LONGEST;
  return (
    <ConfirmPress
      kind="danger"
      label={label}
      title={title}
      does={does}
      isBusy={isBusy}
      canConfirm={isReason}
      onConfirm={() => onConfirm(typed)}
    >
      <div class="field">
        <label for={id}>{reasonLabel}</label>
        <textarea
          id={id}
          class="input"
          rows={3}
          maxLength={LONGEST}
          value={reason}
          aria-describedby={`${id}-rule`}
          onInput={(event) => setReason(event.currentTarget.value)}
        />
        <p id={`${id}-rule`} class="quiet">
          {texts.reasonInvalid}
        </p>
      </div>
    </ConfirmPress>
  );
}

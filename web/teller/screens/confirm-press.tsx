import type { ComponentChildren } from 'preact';
import { useId, useRef } from 'preact/hooks';
import { useTexts } from '../../ui/texts.ts';
import { TEXTS } from '../texts.ts';

export interface ConfirmPressProps {
  readonly label: string;
  /** What the press does, one sentence each. */
  readonly does: readonly string[];
  readonly onConfirm: () => void;
  readonly title?: string;
  readonly kind?: 'strong' | 'plain' | 'danger';
  readonly isBusy?: boolean;
  /** Further fields of the question; `canConfirm` says whether they are filled. */
  readonly children?: ComponentChildren;
  readonly canConfirm?: boolean;
}

const BUTTONS = { strong: 'button button-strong', plain: 'button', danger: 'button button-danger' } as const;

/** A press that says what it will do, and does it on the second press only. */
export function ConfirmPress(props: ConfirmPressProps) {
  const { label, does, onConfirm, title, kind = 'strong', isBusy = false, children, canConfirm = true } = props;
  const texts = useTexts(TEXTS);
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const confirm = () => {
    if (!canConfirm) return;
    close(dialog.current);
    onConfirm();
  };
  return (
    <>
      <button type="button" class={BUTTONS[kind]} aria-disabled={isBusy} onClick={() => isBusy || open(dialog.current)}>
        {label}
      </button>
      <dialog ref={dialog} class="question" aria-labelledby={id}>
        <div class="stack">
          <h2 id={id}>{title ?? texts.pleaseConfirm}</h2>
          <p>{texts.whatHappens}</p>
          <ul class="bullets">
            {does.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
          {children}
          <button
            type="button"
            class={BUTTONS[kind === 'danger' ? 'danger' : 'strong']}
            aria-disabled={!canConfirm}
            onClick={confirm}
          >
            {label}
          </button>
          <button type="button" class="button" onClick={() => close(dialog.current)}>
            {texts.back}
          </button>
        </div>
      </dialog>
    </>
  );
}

/** Safari 14 knows the element, but neither of its methods. */
function open(dialog: HTMLDialogElement | null): void {
  if (typeof dialog?.showModal === 'function') dialog.showModal();
  else dialog?.setAttribute('open', '');
}

function close(dialog: HTMLDialogElement | null): void {
  if (typeof dialog?.close === 'function') dialog.close();
  else dialog?.removeAttribute('open');
}

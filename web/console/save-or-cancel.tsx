import { FailureNote } from './answers.tsx';
import type { useAction } from './use-action.ts';

interface SaveOrCancelProps {
  readonly action: ReturnType<typeof useAction>;
  /** What the press does, in its own word. */
  readonly save: string;
  readonly cancel: string;
  /** Nothing incomplete is sent. */
  readonly isWhole: boolean;
  readonly onCancel: () => void;
}

/** The foot of a form: the press that sends it, the way out of it, and the refusal beside them. */
export function SaveOrCancel({ action, save, cancel, isWhole, onCancel }: SaveOrCancelProps) {
  const { busy, failed, press } = action;
  return (
    <>
      <div class="buttons">
        <button type="button" class="button button-strong" disabled={busy || !isWhole} onClick={() => void press()}>
          {save}
        </button>
        <button type="button" class="button" onClick={onCancel}>
          {cancel}
        </button>
      </div>
      {failed !== null && <FailureNote answer={failed} />}
    </>
  );
}

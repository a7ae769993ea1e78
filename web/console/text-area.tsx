import { useId } from 'preact/hooks';

interface TextAreaProps {
  readonly label: string;
  readonly value: string;
  readonly rows: number;
  /** What is wrong with it, or `null`. */
  readonly error?: string | null;
  /** Shown below, such as how many characters there are. */
  readonly note?: string;
  readonly onInput: (value: string) => void;
}

/** A text of several lines, with what is wrong with it. */
export function TextArea({ label, value, rows, error = null, note, onInput }: TextAreaProps) {
  const id = useId();
  const described = [note === undefined ? '' : `${id}-note`, error === null ? '' : `${id}-error`].join(' ').trim();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <textarea
        id={id}
        class="input"
        rows={rows}
        value={value}
        aria-invalid={error !== null}
        {...(described === '' ? {} : { 'aria-describedby': described })}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      {note !== undefined && (
        <p id={`${id}-note`} class="quiet">
          {note}
        </p>
      )}
      {error !== null && (
        <p id={`${id}-error`} class="field-error" role="alert">
          {error}
        </p>
      )}
    </div>
  );
}

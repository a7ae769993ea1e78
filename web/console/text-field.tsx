import { useId } from 'preact/hooks';

interface TextFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly error: string | null;
  readonly maxLength: number;
  readonly onInput: (value: string) => void;
}

/** A line to type into, with its hint and what is wrong with it. */
export function TextField({ label, hint, value, error, maxLength, onInput }: TextFieldProps) {
  const id = useId();
  const described = [hint === undefined ? '' : `${id}-hint`, error === null ? '' : `${id}-error`].join(' ').trim();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {hint !== undefined && (
        <p id={`${id}-hint`} class="quiet">
          {hint}
        </p>
      )}
      <input
        id={id}
        class="input"
        type="text"
        autocomplete="off"
        spellcheck={false}
        maxLength={maxLength}
        value={value}
        aria-invalid={error !== null}
        {...(described === '' ? {} : { 'aria-describedby': described })}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      {error !== null && (
        <p id={`${id}-error`} class="field-error" role="alert">
          {error}
        </p>
      )}
    </div>
  );
}

import { useId } from 'preact/hooks';

interface ShortFieldProps {
  readonly label: string;
  readonly type: 'date' | 'number' | 'email';
  readonly value: string;
  readonly onInput: (value: string) => void;
}

/** A day, a number or an address, by the control that the browser has for it. */
export function ShortField({ label, type, value, onInput }: ShortFieldProps) {
  const id = useId();
  const common = {
    id,
    class: 'input',
    autocomplete: 'off',
    value,
    onInput: (event: { readonly currentTarget: HTMLInputElement }) => onInput(event.currentTarget.value),
  } as const;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {type === 'date' && <input {...common} type="date" />}
      {type === 'number' && <input {...common} type="number" min={0} step="any" />}
      {type === 'email' && <input {...common} type="email" />}
    </div>
  );
}

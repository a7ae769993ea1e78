import { useState } from 'preact/hooks';
import { useScene } from '../scene.ts';
import type { Words } from '../texts.ts';
import { ConfirmPress } from './confirm-press.tsx';

interface ReadAloudProps {
  /** Groups of digits with spaces between them. */
  readonly code: string;
  readonly label: string;
  readonly same: { readonly label: string; readonly does: readonly string[] };
  /** What follows when the codes are not the same. */
  readonly different: Words;
  readonly onSame: () => void;
}

/** A code, large, to be read aloud against those of others; who hears another one gets no further. */
export function ReadAloud({ code, label, same, different, onSame }: ReadAloudProps) {
  const { texts } = useScene();
  const [isDifferent, setDifferent] = useState(false);
  const groups = code.split(' ');
  return (
    <>
      <p class={groups.length > 3 ? 'check-code check-code-long code' : 'check-code code'}>
        <span class="spoken">{label}</span>
        {groups.map((group, place) => (
          <span key={place}>{group}</span>
        ))}
      </p>
      {isDifferent && (
        <div class="note note-bad" role="alert">
          <h2>{different.title}</h2>
          <p>{different.detail}</p>
        </div>
      )}
      {!isDifferent && <ConfirmPress label={same.label} does={same.does} onConfirm={onSame} />}
      <button type="button" class="button button-danger" onClick={() => setDifferent(!isDifferent)}>
        {isDifferent ? texts.back : texts.codeDifferentPress}
      </button>
    </>
  );
}

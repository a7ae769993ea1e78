import { useTexts } from '../../ui/texts.ts';
import { TEXTS } from '../texts.ts';
import type { Work } from '../use-step.ts';

/** How far a long step is. */
export function WorkBar({ work }: { readonly work: Work | null }) {
  const texts = useTexts(TEXTS);
  if (work === null) return null;
  const { label, done, of } = work;
  return (
    <div class="work" role="status">
      <p>{label}</p>
      {of > 0 ? <progress max={of} value={done} aria-label={label} /> : <progress aria-label={label} />}
      {of > 0 && <p class="countdown">{texts.workingOn(done, of)}</p>}
    </div>
  );
}

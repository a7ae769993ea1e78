import { useNowMs } from '../ui/countdown.tsx';
import { useTexts } from '../ui/texts.ts';
import { TEXTS } from './texts.ts';

interface CheckingProps {
  /** Sealed ballots to be counted anew; 0 for a public bundle, or while it is not known yet. */
  readonly ballots: number;
  readonly sinceMs: number;
  readonly onStop: () => void;
}

/** A check that is running: what it is at, for how long, and how to end it. */
export function Checking({ ballots, sinceMs, onStop }: CheckingProps) {
  const texts = useTexts(TEXTS);
  const seconds = Math.max(0, Math.floor((useNowMs() - sinceMs) / 1000));
  return (
    <section class="note stack">
      <p>
        <strong>{texts.checking}</strong>
      </p>
      {ballots > 0 && <p>{texts.counting(ballots)}</p>}
      <progress aria-label={texts.checking} />
      {/* Not announced: a screen reader would speak every second. */}
      <p aria-live="off">{texts.seconds(seconds)}</p>
      <button type="button" class="button" onClick={onStop}>
        {texts.stop}
      </button>
    </section>
  );
}

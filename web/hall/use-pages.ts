import { useEffect, useState } from 'preact/hooks';

const TURN_MS = 12_000;

interface Turning {
  /** From 0. */
  readonly page: number;
  readonly isHeld: boolean;
  /** Holds the page that is shown, or lets the pages turn again. */
  toggle(): void;
}

/** Pages that turn by themselves; the keys of a presenter's remote turn them too, and the space bar holds one. */
export function usePages(pages: number): Turning {
  const [turned, setTurned] = useState(0);
  const [isHeld, setHeld] = useState(false);
  const page = ((turned % pages) + pages) % pages;
  useEffect(() => {
    if (isHeld || pages < 2) return undefined;
    const timer = setTimeout(() => setTurned(turned + 1), TURN_MS);
    return () => clearTimeout(timer);
  }, [turned, isHeld, pages]);
  useEffect(() => {
    const onKey = ({ key, target }: KeyboardEvent) => {
      if (key === 'ArrowRight' || key === 'PageDown') setTurned((now) => now + 1);
      if (key === 'ArrowLeft' || key === 'PageUp') setTurned((now) => now - 1);
      // On a button the space bar presses it.
      if (key === ' ' && !(target instanceof HTMLButtonElement)) setHeld((now) => !now);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  return { page, isHeld, toggle: () => setHeld((now) => !now) };
}

import type { ComponentChildren } from 'preact';
import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Answer } from '../ui/client.ts';
import { useTexts } from '../ui/texts.ts';
import { TEXTS } from './texts.ts';

/** An answer that is no value: a refusal, or none at all. */
export type Failed = Answer<never> & { readonly ok: false };

export type Loaded<T> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly answer: Failed }
  | { readonly kind: 'ready'; readonly value: T };

/**
 * Asks when the component appears and whenever `key` changes; `reload` asks again while the old value stays on the screen.
 * `refresh`, which nobody pressed, does the same, and an answer that is none leaves the old value where it is. An answer that was
 * overtaken is dropped.
 */
export function useLoaded<T>(
  key: string,
  load: () => Promise<Answer<T>>,
): readonly [Loaded<T>, () => void, () => void] {
  const [held, hold] = useState<{ readonly key: string; readonly loaded: Loaded<T> }>({
    key,
    loaded: { kind: 'loading' },
  });
  const [turn, setTurn] = useState<{ readonly asked: boolean }>({ asked: true });
  useEffect(() => {
    let overtaken = false;
    void load().then((answer) => {
      if (overtaken) return;
      const loaded: Loaded<T> = answer.ok ? { kind: 'ready', value: answer.value } : { kind: 'failed', answer };
      const replaces = answer.ok || turn.asked;
      hold((shown) => (replaces || shown.key !== key || shown.loaded.kind !== 'ready' ? { key, loaded } : shown));
    });
    return () => {
      overtaken = true;
    };
  }, [key, turn]);
  const reload = useCallback(() => setTurn({ asked: true }), []);
  const refresh = useCallback(() => setTurn({ asked: false }), []);
  return [held.key === key ? held.loaded : { kind: 'loading' }, reload, refresh];
}

/** What went wrong and what to do next, in the words of the refusal. */
export function FailureNote({ answer, onRetry }: { readonly answer: Failed; readonly onRetry?: () => void }) {
  const texts = useTexts(TEXTS);
  const title = answer.problem?.title ?? texts.noNetwork;
  const detail = answer.problem === undefined ? texts.noNetworkDetail : answer.problem.detail;
  return (
    <div class="note note-bad stack-small" role="alert">
      <p>
        <strong>{title}</strong>
      </p>
      {detail !== undefined && <p>{detail}</p>}
      {onRetry !== undefined && (
        <button type="button" class="button" onClick={onRetry}>
          {texts.retry}
        </button>
      )}
    </div>
  );
}

export function LoadingNote() {
  const texts = useTexts(TEXTS);
  return (
    <p role="status" class="quiet">
      {texts.loading}
    </p>
  );
}

interface WhenLoadedProps<T> {
  readonly loaded: Loaded<T>;
  readonly onRetry: () => void;
  readonly children: (value: T) => ComponentChildren;
}

/** What is shown of an answer once it is there; until then that it is on its way, or why it is not. */
export function WhenLoaded<T>({ loaded, onRetry, children }: WhenLoadedProps<T>) {
  if (loaded.kind === 'loading') return <LoadingNote />;
  if (loaded.kind === 'failed') return <FailureNote answer={loaded.answer} onRetry={onRetry} />;
  return <>{children(loaded.value)}</>;
}

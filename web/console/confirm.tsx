import type { ComponentChildren, RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useTexts } from '../ui/texts.ts';
import { TEXTS } from './texts.ts';

interface Question {
  readonly isAsked: boolean;
  /** For the button that leads to the question. */
  readonly button: RefObject<HTMLButtonElement | null>;
  readonly ask: () => void;
  /** The question is answered, or asks about something else by now. */
  readonly close: () => void;
  /** Nothing is done: the button has the focus again, also where the question had taken its place. */
  readonly cancel: () => void;
}

/** A question before a press: open or not, and the button that it came from. */
export function useQuestion(): Question {
  const [asked, setAsked] = useState<'not' | 'asked' | 'cancelled'>('not');
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    if (asked === 'cancelled') button.current?.focus();
  }, [asked]);
  return {
    isAsked: asked === 'asked',
    button,
    ask: () => setAsked('asked'),
    close: () => setAsked('not'),
    cancel: () => setAsked('cancelled'),
  };
}

interface ConfirmProps {
  /** What the press will do. */
  readonly children: ComponentChildren;
  /** The word on the button, the same as on the one that led here. */
  readonly action: string;
  readonly danger?: boolean;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

/** Says what a press will do before it does it. It takes the focus; Escape leaves it. */
export function Confirm({ children, action, danger = false, onConfirm, onCancel }: ConfirmProps) {
  const texts = useTexts(TEXTS);
  const heading = useRef<HTMLParagraphElement>(null);
  useLayoutEffect(() => heading.current?.focus(), []);
  useLayoutEffect(() => {
    const leave = (event: KeyboardEvent) => {
      if (event.key === 'Escape') onCancel();
    };
    addEventListener('keydown', leave);
    return () => removeEventListener('keydown', leave);
  }, [onCancel]);
  return (
    <section class={`confirm stack-small ${danger ? 'confirm-danger' : ''}`} aria-label={texts.confirmTitle}>
      <p class="confirm-title" tabIndex={-1} ref={heading}>
        {texts.confirmTitle}
      </p>
      <div>{children}</div>
      <div class="buttons">
        <button type="button" class={`button ${danger ? 'button-danger' : 'button-strong'}`} onClick={onConfirm}>
          {action}
        </button>
        <button type="button" class="button" onClick={onCancel}>
          {texts.cancel}
        </button>
      </div>
    </section>
  );
}

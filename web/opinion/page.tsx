import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { LanguageSwitch } from '../ui/language-switch.tsx';
import { useTexts } from '../ui/texts.ts';
import { TEXTS } from './texts.ts';

/** A screen's heading takes the focus together with the screen: a reader starts there. */
export function Heading({ children }: { readonly children: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    heading.current?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, []);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}

/** The frame of every screen. */
export function Page({ children }: { readonly children: ComponentChildren }) {
  const texts = useTexts(TEXTS);
  useEffect(() => {
    document.title = texts.pageTitle;
  }, [texts]);
  return (
    <div class="frame">
      <main class="stack">{children}</main>
      <footer class="no-print">
        <a href="/promise/">{texts.promise}</a>
        <LanguageSwitch />
      </footer>
    </div>
  );
}

interface MessageProps {
  readonly title: string;
  readonly kind?: 'good' | 'warn' | 'bad';
  readonly children?: ComponentChildren;
}

/** A screen that only says something. */
export function Message({ title, kind, children }: MessageProps) {
  return (
    <div class={`stack message${kind === undefined ? '' : ` message-${kind}`}`}>
      <Heading>{title}</Heading>
      {children}
    </div>
  );
}

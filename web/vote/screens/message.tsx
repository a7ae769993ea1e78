import type { ComponentChildren } from 'preact';
import type { Flow } from '../flow.ts';
import { Heading, Page } from './page.tsx';

interface MessageProps {
  readonly flow: Flow;
  readonly title: string;
  readonly kind?: 'calm' | 'good' | 'warn' | 'bad';
  readonly children?: ComponentChildren;
}

const SIGNS = { calm: '', good: '✓ ', warn: '! ', bad: '✕ ' } as const;

/** A screen that says one thing. The sign before the title says it without the colour. */
export function Message({ flow, title, kind = 'calm', children }: MessageProps) {
  return (
    <Page flow={flow}>
      <div class={`message message-${kind} stack`} role={kind === 'bad' ? 'alert' : undefined}>
        <Heading>
          <span aria-hidden="true">{SIGNS[kind]}</span>
          {title}
        </Heading>
        {children}
      </div>
    </Page>
  );
}

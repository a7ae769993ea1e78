import type { ComponentChildren } from 'preact';
import type { Slot } from '../../../shared/protocol/slots.ts';
import { useScene } from '../scene.ts';
import { TaskHeading } from './task-heading.tsx';

interface WaitingProps {
  readonly title: string;
  readonly detail: string;
  readonly missing?: readonly Slot[];
  readonly children?: ComponentChildren;
}

/** Nothing to do but wait: for whom, and for what. */
export function WaitingScreen({ title, detail, missing = [], children }: WaitingProps) {
  const { texts } = useScene();
  return (
    <div class="stack">
      <TaskHeading>{title}</TaskHeading>
      <p>{detail}</p>
      {missing.length > 0 && (
        <p class="note" role="status">
          {texts.waitsFor(missing.map((slot) => texts.slots[slot]).join(texts.join))}
        </p>
      )}
      {children}
    </div>
  );
}

import { useEffect, useState } from 'preact/hooks';
import { isProblem, type Outcome } from '../actions/context.ts';
import { closeBox } from '../actions/hold-voting.ts';
import { useScene } from '../scene.ts';
import { type Trouble, useStep } from '../use-step.ts';
import { ConfirmPress } from './confirm-press.tsx';
import { TaskHeading } from './task-heading.tsx';
import { TroubleNote } from './trouble-note.tsx';

const RETRY_MS = 2_000;

/** Whether asking again by itself will help: its time has not come, the line is dead, or the system is busy. */
const isPassing = (trouble: Trouble): boolean => {
  if ('device' in trouble) return false;
  const outcome: Outcome<never> = trouble;
  return trouble.network === true || isProblem(outcome, 'closing-not-over') || isProblem(outcome, 'busy');
};

/** Pressed once, it asks again by itself until the box is closed. */
export function CloseBoxScreen() {
  const { context, face, refresh, texts } = useScene();
  const [isPressed, setPressed] = useState(false);
  const step = useStep();
  const { trouble, isBusy } = step;
  const ask = () => step.run(() => closeBox(context, face), refresh);
  const isRetrying = isPressed && trouble !== null && isPassing(trouble);
  useEffect(() => {
    if (!isRetrying || isBusy) return;
    const timer = setTimeout(ask, RETRY_MS);
    return () => clearTimeout(timer);
  }, [isRetrying, isBusy]);
  const press = () => {
    setPressed(true);
    ask();
  };
  const isWorking = isPressed && (isBusy || isRetrying);
  return (
    <div class="stack">
      <TaskHeading>{texts.closeTitle}</TaskHeading>
      <p>{texts.closeDetail}</p>
      {isWorking && (
        <p class="note" role="status">
          {isRetrying ? texts.closeWaiting : texts.closeWorking}
        </p>
      )}
      {!isRetrying && <TroubleNote trouble={trouble} />}
      <ConfirmPress label={texts.closePress} does={texts.closeDoes} isBusy={isWorking} onConfirm={press} />
    </div>
  );
}

import { useId, useState } from 'preact/hooks';
import { Countdown } from '../../ui/countdown.tsx';
import { done } from '../actions/context.ts';
import { keepHeadCount, openVoting, setClosingTime } from '../actions/hold-voting.ts';
import { clockTime } from '../clock-time.ts';
import { useScene } from '../scene.ts';
import { useStep } from '../use-step.ts';
import { ConfirmPress } from './confirm-press.tsx';
import { TaskHeading } from './task-heading.tsx';
import { TroubleNote } from './trouble-note.tsx';
import { TurnoutLine } from './turnout-line.tsx';

const MINUTE_MS = 60_000;
const MINUTES = [1, 2, 3, 5, 10] as const;

/** Opening the voting, after a trial ballot. */
export function OpenVotingScreen() {
  const { context, face, refresh, texts } = useScene();
  const step = useStep();
  return (
    <div class="stack">
      <TaskHeading>{texts.openTitle}</TaskHeading>
      <p>{texts.openDetail}</p>
      <TurnoutLine />
      <TroubleNote trouble={step.trouble} />
      <ConfirmPress
        label={texts.openPress}
        does={texts.openDoes}
        isBusy={step.isBusy}
        onConfirm={() => step.run(() => openVoting(context, face), refresh)}
      />
    </div>
  );
}

/** The heads in the hall, counted by this teller; kept on this phone for the check of the box. */
export function HeadCountScreen({ onKept }: { readonly onKept?: () => void }) {
  const { context, refresh, texts } = useScene();
  const [typed, setTyped] = useState('');
  const [isRefused, setRefused] = useState(false);
  const step = useStep();
  const id = useId();
  const keep = (event: Event) => {
    event.preventDefault();
    const isCount = /^[1-9]\d{0,3}$/.test(typed.trim());
    setRefused(!isCount);
    if (!isCount) return;
    step.run(async () => done(await keepHeadCount(context, Number(typed.trim()))), onKept ?? refresh);
  };
  return (
    <form class="stack" onSubmit={keep} noValidate>
      <TaskHeading>{texts.headTitle}</TaskHeading>
      <p>{texts.headDetail}</p>
      <div class="field">
        <label for={id}>{texts.headLabel}</label>
        <input
          id={id}
          class="input"
          inputMode="numeric"
          autocomplete="off"
          value={typed}
          aria-invalid={isRefused}
          aria-describedby={`${id}-rule`}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
        <p id={`${id}-rule`} class={isRefused ? 'note note-bad' : 'quiet'} role={isRefused ? 'alert' : undefined}>
          {texts.headInvalid}
        </p>
      </div>
      <TroubleNote trouble={step.trouble} />
      <button type="submit" class="button button-strong">
        {texts.headPress}
      </button>
    </form>
  );
}

/** The closing time, set once. */
export function ClosingTimeScreen() {
  const { context, face, offsetMs, refresh, texts } = useScene();
  const [minutes, setMinutes] = useState<(typeof MINUTES)[number]>(3);
  const step = useStep();
  // Counted from the confirming press, by the server's clock: that is the one the voting closes by.
  const set = () => step.run(() => setClosingTime(context, face, Date.now() + offsetMs + minutes * MINUTE_MS), refresh);
  return (
    <div class="stack">
      <TaskHeading>{texts.closingTitle}</TaskHeading>
      <p>{texts.closingDetail}</p>
      <TurnoutLine />
      <fieldset class="choices">
        <legend>{texts.closingChoices}</legend>
        {MINUTES.map((choice) => (
          <label key={choice} class="choice">
            <input
              type="radio"
              name="minutes"
              value={choice}
              checked={choice === minutes}
              onChange={() => setMinutes(choice)}
            />
            <span>{texts.closingMinutes(choice)}</span>
          </label>
        ))}
      </fieldset>
      <TroubleNote trouble={step.trouble} />
      <ConfirmPress
        label={texts.closingPress(minutes)}
        does={texts.closingDoes(minutes)}
        isBusy={step.isBusy}
        onConfirm={set}
      />
    </div>
  );
}

/** The last minutes. */
export function WaitClosingScreen({ closesAt }: { readonly closesAt: number }) {
  const { offsetMs, texts } = useScene();
  return (
    <div class="stack">
      <TaskHeading>{texts.waitClosingTitle}</TaskHeading>
      <p class="large-time">
        <Countdown untilMs={closesAt} offsetMs={offsetMs} />
      </p>
      <p>{texts.waitClosingDetail(clockTime(closesAt))}</p>
      <TurnoutLine />
    </div>
  );
}

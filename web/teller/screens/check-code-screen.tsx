import { useEffect, useState } from 'preact/hooks';
import { done } from '../actions/context.ts';
import { type Armed, keepCodeRead, readArming } from '../actions/read-manifest.ts';
import { useScene } from '../scene.ts';
import { useStep } from '../use-step.ts';
import { ConfirmPress } from './confirm-press.tsx';
import { TaskHeading } from './task-heading.tsx';
import { TroubleNote } from './trouble-note.tsx';

/** The check code, large, to be read aloud against the hall's screen. */
export function CheckCodeScreen() {
  const { context, face, refresh, texts } = useScene();
  const [armed, setArmed] = useState<Armed | null>(null);
  const [isDifferent, setDifferent] = useState(false);
  const step = useStep();
  const read = () => step.run(() => readArming(context, face), setArmed);
  useEffect(read, [face.armingHash]);
  const keep = (code: Armed) => step.run(async () => done(await keepCodeRead(context, code)), refresh);
  return (
    <div class="stack">
      <TaskHeading>{texts.codeTitle}</TaskHeading>
      <p>{texts.codeDetail}</p>
      <TroubleNote trouble={step.trouble} />
      {armed === null && step.isBusy && <p role="status">{texts.codeReading}</p>}
      {armed === null && step.trouble !== null && (
        <button type="button" class="button" onClick={read}>
          {texts.again}
        </button>
      )}
      {armed !== null && (
        <>
          <CheckCode code={armed.checkCode} label={texts.codeLabel} />
          {isDifferent && (
            <div class="note note-bad" role="alert">
              <h2>{texts.codeDifferentTitle}</h2>
              <p>{texts.codeDifferentDetail}</p>
            </div>
          )}
          {!isDifferent && (
            <ConfirmPress label={texts.codeSamePress} does={texts.codeSameDoes} onConfirm={() => keep(armed)} />
          )}
          <button type="button" class="button button-danger" onClick={() => setDifferent(!isDifferent)}>
            {isDifferent ? texts.back : texts.codeDifferentPress}
          </button>
        </>
      )}
    </div>
  );
}

function CheckCode({ code, label }: { readonly code: string; readonly label: string }) {
  return (
    <p class="check-code code">
      <span class="spoken">{label}</span>
      {code.split(' ').map((group, place) => (
        <span key={place}>{group}</span>
      ))}
    </p>
  );
}

import { useEffect, useState } from 'preact/hooks';
import { done } from '../actions/context.ts';
import { type Armed, keepCodeRead, readArming } from '../actions/read-manifest.ts';
import { useScene } from '../scene.ts';
import { useStep } from '../use-step.ts';
import { ReadAloud } from './read-aloud.tsx';
import { TaskHeading } from './task-heading.tsx';
import { TroubleNote } from './trouble-note.tsx';

/** The check code, large, to be read aloud against the hall's screen. */
export function CheckCodeScreen() {
  const { context, face, refresh, texts } = useScene();
  const [armed, setArmed] = useState<Armed | null>(null);
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
        <ReadAloud
          code={armed.checkCode}
          label={texts.codeLabel}
          same={{ label: texts.codeSamePress, does: texts.codeSameDoes }}
          different={{ title: texts.codeDifferentTitle, detail: texts.codeDifferentDetail }}
          onSame={() => keep(armed)}
        />
      )}
    </div>
  );
}

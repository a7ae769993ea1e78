import { useEffect, useState } from 'preact/hooks';
import { voidMeeting } from '../actions/step-aside.ts';
import { clockTime } from '../clock-time.ts';
import { fingerprint } from '../fingerprint.ts';
import type { Deed, Step } from '../memory.ts';
import { useScene } from '../scene.ts';
import { isVoidable, stepsDone } from '../tasks.ts';
import type { Texts } from '../texts.ts';
import { useStep } from '../use-step.ts';
import { KeptHere } from './kept-here.tsx';
import { ReasonPress } from './reason-press.tsx';
import { TaskHeading } from './task-heading.tsx';
import { TroubleNote } from './trouble-note.tsx';

/** What a deed was about, in the teller's words. */
function markText({ step, mark }: Deed, texts: Texts): string {
  switch (step) {
    case 'enrol':
    case 'open-voting':
      return '';
    case 'check-code':
      return mark;
    case 'head-count':
    case 'paper':
      return texts.deedCount(mark);
    case 'closing-time':
      return clockTime(Number(mark));
    case 'result':
      return mark === 'signed' ? texts.deedSigned : texts.deedObjected;
    case 'arm':
    case 'close-box':
    case 'check-box':
    case 'open-box':
    case 'compare':
      return texts.deedFingerprint(fingerprint(mark));
  }
}

/** What is behind this teller, with what was signed; and the way to void the vote after the close. */
export function DeedsScreen() {
  const { context, face, remembered, texts } = useScene();
  const [deeds, setDeeds] = useState<ReadonlyMap<Step, Deed>>(new Map());
  useEffect(() => {
    void context.memory.deeds().then((list) => setDeeds(new Map(list.map((deed) => [deed.step, deed]))));
  }, [context, face]);
  const done = stepsDone({ slot: context.slot, face, remembered, serverNowMs: face.nowMs });
  return (
    <div class="stack">
      <TaskHeading>{texts.deedsTitle}</TaskHeading>
      {done.length === 0 && <p>{texts.deedsNone}</p>}
      <ol class="deeds">
        {done.map((step) => {
          const deed = deeds.get(step);
          return (
            <li key={step}>
              <p>
                <b>✓ {texts.steps[step]}</b>
              </p>
              <p class="quiet">
                {deed === undefined
                  ? texts.deedByOthers
                  : [clockTime(deed.atMs), markText(deed, texts)].filter((part) => part !== '').join(' · ')}
              </p>
            </li>
          );
        })}
      </ol>
      <KeptHere />
      <Voiding />
    </div>
  );
}

function Voiding() {
  const { context, face, refresh, texts } = useScene();
  const [isWaiting, setWaiting] = useState(false);
  const step = useStep();
  if (!isVoidable(face)) return face.closesAt === null ? <p class="quiet">{texts.officeVoids}</p> : null;
  return (
    <>
      <TroubleNote trouble={step.trouble} />
      {isWaiting && (
        <p class="note" role="status">
          {texts.voidRecorded}
        </p>
      )}
      <ReasonPress
        label={texts.voidPress}
        title={texts.voidTitle}
        reasonLabel={texts.voidLabel}
        does={texts.voidDoes}
        isBusy={step.isBusy}
        onConfirm={(reason) =>
          step.run(
            () => voidMeeting(context, reason),
            (answer) => {
              setWaiting(answer.state !== 'voided');
              refresh();
            },
          )
        }
      />
    </>
  );
}

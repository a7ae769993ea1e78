import { useState } from 'preact/hooks';
import { recordAbsent } from '../actions/step-aside.ts';
import { useScene } from '../scene.ts';
import { useStep } from '../use-step.ts';
import { ConfirmPress } from './confirm-press.tsx';
import { TroubleNote } from './trouble-note.tsx';

/** Recording absent a teller who has not opened; two tellers have to do it. */
export function AbsencePresses({ boardRoot }: { readonly boardRoot: string }) {
  const { context, face, refresh, texts } = useScene();
  const [isWaiting, setWaiting] = useState(false);
  const step = useStep();
  const missing = face.tellers.filter(({ slot, sharesReleased }) => !sharesReleased && slot !== context.slot);
  return (
    <>
      <TroubleNote trouble={step.trouble} />
      {isWaiting && (
        <p class="note" role="status">
          {texts.absentRecorded}
        </p>
      )}
      {missing.map(({ slot, absent }) =>
        absent ? null : (
          <ConfirmPress
            key={slot}
            kind="danger"
            label={texts.absentPress(texts.slots[slot])}
            does={texts.absentDoes(texts.slots[slot])}
            isBusy={step.isBusy}
            onConfirm={() =>
              step.run(
                () => recordAbsent(context, boardRoot, slot),
                (answer) => {
                  setWaiting(!answer.absent);
                  refresh();
                },
              )
            }
          />
        ),
      )}
    </>
  );
}

import { useState } from 'preact/hooks';
import type { Manifest } from '../../../shared/protocol/manifest.ts';
import type { TallyResult } from '../../../shared/protocol/result.ts';
import { compareResult, objectToResult, openers, signResult } from '../actions/compare-result.ts';
import { done, type Face, isProblem, type Outcome } from '../actions/context.ts';
import { type Scene, useScene } from '../scene.ts';
import type { Texts } from '../texts.ts';
import { type Trouble, useStep, type Work } from '../use-step.ts';
import { AbsencePresses } from './absence-presses.tsx';
import { ConfirmPress } from './confirm-press.tsx';
import { openHere } from './open-box-screen.tsx';
import { ReasonPress } from './reason-press.tsx';
import { ResultFigures } from './result-figures.tsx';
import { TaskHeading } from './task-heading.tsx';
import { TroubleNote } from './trouble-note.tsx';
import { WorkBar } from './work-bar.tsx';

interface Compared {
  readonly result: TallyResult;
  readonly manifest: Manifest;
}

async function compare(scene: Scene, texts: Texts, report: (work: Work) => void): Promise<Outcome<Compared>> {
  report({ label: texts.compareOpening, done: 0, of: 0 });
  const opened = await openHere(scene, texts, report);
  if (!opened.ok) return opened;
  const { checked, box, shares } = opened.value;
  const progress = (count: number, of: number) => report({ label: texts.compareWorking, done: count, of });
  report({ label: texts.compareWorking, done: 0, of: 0 });
  const result = await compareResult(scene.context, { face: scene.face, checked, box, ownShares: shares, progress });
  return result.ok ? done({ result: result.value, manifest: checked.manifest }) : result;
}

/** Whether the result is to be counted anew: others fixed it from other shares, or a third set may open what did not open. */
function isStale({ openedBy, counts }: TallyResult, face: Face): boolean {
  const isOther = openers(face).join() !== openedBy.join();
  return isOther && (face.openedBy !== null || (counts.void.sealed ?? 0) > 0);
}

/** Refused by the server, or by this browser itself. */
const needsThird = (trouble: Trouble | null): boolean =>
  trouble !== null &&
  !('device' in trouble) &&
  (isProblem(trouble, 'third-share-needed') || ('distrust' in trouble && trouble.distrust === 'third-set-needed'));

/** The count, recomputed in this browser and compared byte by byte; then this teller's word on it. */
export function CompareScreen() {
  const scene = useScene();
  const { context, face, refresh, texts } = scene;
  const [compared, setCompared] = useState<Compared | null>(null);
  const step = useStep();
  const stale = compared !== null && isStale(compared.result, face);
  const shown = stale ? null : compared;
  return (
    <div class="stack">
      <TaskHeading>{texts.compareTitle}</TaskHeading>
      {shown === null && <p>{texts.compareDetail}</p>}
      {stale && <p class="note note-warn">{texts.compareChanged}</p>}
      <WorkBar work={step.work} />
      {shown !== null && <ResultFigures result={shown.result} manifest={shown.manifest} />}
      <TroubleNote trouble={step.trouble} />
      {needsThird(step.trouble) && <p class="note note-warn">{texts.compareThird}</p>}
      {needsThird(step.trouble) && <AbsencePresses boardRoot={face.boardRoot ?? ''} />}
      {shown === null ? (
        <button
          type="button"
          class="button button-strong"
          aria-disabled={step.isBusy}
          onClick={() => step.run((report) => compare(scene, texts, report), setCompared)}
        >
          {texts.comparePress}
        </button>
      ) : (
        <ConfirmPress
          label={texts.signPress}
          does={texts.signDoes}
          isBusy={step.isBusy}
          onConfirm={() => step.run(() => signResult(context, shown.result, face), refresh)}
        />
      )}
      {(shown !== null || step.trouble !== null) && (
        <ReasonPress
          label={texts.objectPress}
          title={texts.objectTitle}
          reasonLabel={texts.objectLabel}
          does={texts.objectDoes}
          isBusy={step.isBusy}
          onConfirm={(reason) => step.run(() => objectToResult(context, reason), refresh)}
        />
      )}
    </div>
  );
}

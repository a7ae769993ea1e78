import { useEffect, useState } from 'preact/hooks';
import type { ShareSet } from '../../../shared/protocol/opening.ts';
import type { Outcome } from '../actions/context.ts';
import { done } from '../actions/context.ts';
import { fetchSignedBox, openOwnShares, releaseShares, type SignedBox } from '../actions/open-box.ts';
import { type CheckedManifest, readArmedManifest } from '../actions/read-manifest.ts';
import { type Scene, useScene } from '../scene.ts';
import type { Texts } from '../texts.ts';
import { useStep, type Work } from '../use-step.ts';
import { ConfirmPress } from './confirm-press.tsx';
import { TaskHeading } from './task-heading.tsx';
import { TroubleNote } from './trouble-note.tsx';
import { WorkBar } from './work-bar.tsx';

/** A signed box with this teller's own shares opened, and the manifest they belong to. */
export interface OpenedHere {
  readonly checked: CheckedManifest;
  readonly box: SignedBox;
  readonly shares: ShareSet;
}

/** Fetches and verifies the signed box, and opens the own shares; what this tab did before is not done again. */
export async function openHere(
  { context, face, workbench }: Scene,
  texts: Texts,
  report: (work: Work) => void,
): Promise<Outcome<OpenedHere>> {
  const checked = await readArmedManifest(context, face);
  if (!checked.ok) return checked;
  const root = face.boardRoot ?? '';
  const known = workbench.openedOf(root);
  if (known !== null) return done({ checked: checked.value, ...known });
  const progress = (label: string) => (count: number, of: number) => report({ label, done: count, of });
  report({ label: texts.openBoxVerifying, done: 0, of: 0 });
  const held = workbench.ballotsOf(root);
  const box = await fetchSignedBox(context, checked.value, held, progress(texts.checkFetching));
  if (!box.ok) return box;
  const opening = { face, checked: checked.value, box: box.value, progress: progress(texts.openBoxOpening) };
  const shares = await openOwnShares(context, opening);
  if (!shares.ok) return shares;
  workbench.putOpened(box.value, shares.value);
  return done({ checked: checked.value, box: box.value, shares: shares.value });
}

async function openAndRelease(scene: Scene, texts: Texts, report: (work: Work) => void): Promise<Outcome<null>> {
  const opened = await openHere(scene, texts, report);
  if (!opened.ok) return opened;
  const { box, shares } = opened.value;
  const progress = (count: number, of: number) => report({ label: texts.openBoxReleasing, done: count, of });
  return releaseShares(scene.context, { boardRoot: box.payload.boardRoot, shares, progress });
}

/** Opening: this teller's own part, verified first, then handed in page by page. */
export function OpenBoxScreen() {
  const scene = useScene();
  const { context, refresh, texts } = scene;
  const [isResumed, setResumed] = useState(false);
  const step = useStep();
  useEffect(() => {
    void context.memory.openedRoot().then((root) => setResumed(root !== null));
  }, [context]);
  return (
    <div class="stack">
      <TaskHeading>{texts.openBoxTitle}</TaskHeading>
      <p>{texts.openBoxDetail}</p>
      {isResumed && !step.isBusy && <p class="note">{texts.openBoxResume}</p>}
      <TroubleNote trouble={step.trouble} />
      <WorkBar work={step.work} />
      <ConfirmPress
        label={texts.openBoxPress}
        does={texts.openBoxDoes}
        isBusy={step.isBusy}
        onConfirm={() => step.run((report) => openAndRelease(scene, texts, report), refresh)}
      />
    </div>
  );
}

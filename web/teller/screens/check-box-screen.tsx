import { useId, useState } from 'preact/hooks';
import type { BoardPayload } from '../../../shared/protocol/board.ts';
import { discrepancies, fetchBallots, signBoard, type VerifiedBox, verifyBox } from '../actions/check-box.ts';
import { done, type Outcome } from '../actions/context.ts';
import { readArmedManifest } from '../actions/read-manifest.ts';
import { boardFingerprint } from '../fingerprint.ts';
import { type Scene, useScene } from '../scene.ts';
import type { Texts } from '../texts.ts';
import { useStep, type Work } from '../use-step.ts';
import { ConfirmPress } from './confirm-press.tsx';
import { ReadAloud } from './read-aloud.tsx';
import { TaskHeading } from './task-heading.tsx';
import { TroubleNote } from './trouble-note.tsx';
import { HeadCountScreen } from './voting-screens.tsx';
import { WorkBar } from './work-bar.tsx';

async function verify(
  { context, face, workbench }: Scene,
  texts: Texts,
  report: (work: Work) => void,
): Promise<Outcome<VerifiedBox>> {
  const checked = await readArmedManifest(context, face);
  if (!checked.ok) return checked;
  const root = face.boardRoot ?? '';
  const progress = (count: number, of: number) => report({ label: texts.checkFetching, done: count, of });
  const ballots = await fetchBallots(context, root, progress);
  if (!ballots.ok) return ballots;
  report({ label: texts.checkVerifying, done: 0, of: 0 });
  const box = await verifyBox(context, { face, checked: checked.value, ballots: ballots.value });
  if (box.ok) workbench.putBallots(root, ballots.value);
  return box;
}

/**
 * The closed box: fetched, verified ballot by ballot, its fingerprint read aloud, held against the head count, and signed. A server that
 * lies could show each teller another box: nothing but the reading tells, so nobody signs before it.
 */
export function CheckBoxScreen() {
  const scene = useScene();
  const { context, face, refresh, remembered, texts } = scene;
  const [box, setBox] = useState<VerifiedBox | null>(null);
  const [isAlike, setAlike] = useState(false);
  const [isCounting, setCounting] = useState(false);
  const step = useStep();
  if (isCounting)
    return (
      <HeadCountScreen
        onKept={() => {
          setCounting(false);
          refresh();
        }}
      />
    );
  const leave = async () => done(await context.memory.keepBoardLeftUnsigned(face.boardRoot ?? ''));
  const title = box !== null && !isAlike ? texts.aloudTitle : texts.checkTitle;
  return (
    <div class="stack">
      <TaskHeading key={title}>{title}</TaskHeading>
      {box === null && <p>{texts.checkDetail}</p>}
      <TroubleNote trouble={step.trouble} />
      <WorkBar work={step.work} />
      {box === null && !step.isBusy && (
        <button
          type="button"
          class="button button-strong"
          onClick={() => step.run((report) => verify(scene, texts, report), setBox)}
        >
          {texts.checkPress}
        </button>
      )}
      {box !== null && !isAlike && <BoardAloud payload={box.payload} onSame={() => setAlike(true)} />}
      {box !== null && isAlike && (
        <VerifiedSheet
          payload={box.payload}
          headCount={remembered.headCount ?? 0}
          isBusy={step.isBusy}
          onRecount={() => setCounting(true)}
          onSign={() => step.run(() => signBoard(context, box), refresh)}
        />
      )}
      {face.boardFrozen && (
        <ConfirmPress
          kind="plain"
          label={texts.checkLeavePress}
          does={texts.checkLeaveDoes}
          isBusy={step.isBusy}
          onConfirm={() => step.run(leave, refresh)}
        />
      )}
    </div>
  );
}

function BoardAloud({ payload, onSame }: { readonly payload: BoardPayload; readonly onSame: () => void }) {
  const { texts } = useScene();
  return (
    <>
      <p class="note note-good">✓ {texts.checkGood(payload.counts.electronic)}</p>
      <p>{texts.aloudDetail}</p>
      <ReadAloud
        code={boardFingerprint(payload.boardRoot)}
        label={texts.aloudLabel}
        same={{ label: texts.aloudSamePress, does: texts.aloudSameDoes }}
        different={{ title: texts.aloudDifferentTitle, detail: texts.aloudDifferentDetail }}
        onSame={onSame}
      />
    </>
  );
}

interface VerifiedProps {
  readonly payload: BoardPayload;
  readonly headCount: number;
  readonly isBusy: boolean;
  readonly onRecount: () => void;
  readonly onSign: () => void;
}

function VerifiedSheet({ payload, headCount, isBusy, onRecount, onSign }: VerifiedProps) {
  const { texts } = useScene();
  const [isCleared, setCleared] = useState(false);
  const id = useId();
  const found = discrepancies(payload.counts, headCount);
  return (
    <>
      <Figures counts={payload.counts} headCount={headCount} />
      {found.length === 0 && <p class="note note-good">✓ {texts.checkAgree}</p>}
      {found.length > 0 && (
        <div class="note note-warn" role="alert">
          {found.map((each) => (
            <p key={each}>{texts.discrepancies[each]}</p>
          ))}
          <label class="choice" for={id}>
            <input id={id} type="checkbox" checked={isCleared} onChange={() => setCleared(!isCleared)} />
            <span>{texts.checkSignDespite}</span>
          </label>
        </div>
      )}
      <ConfirmPress
        label={texts.checkSignPress}
        does={texts.checkSignDoes}
        isBusy={isBusy || (found.length > 0 && !isCleared)}
        onConfirm={onSign}
      />
      <button type="button" class="button" onClick={onRecount}>
        {texts.checkChangeHead}
      </button>
    </>
  );
}

function Figures({ counts, headCount }: { readonly counts: BoardPayload['counts']; readonly headCount: number }) {
  const { texts } = useScene();
  const rows = [
    [texts.checkPresent, headCount],
    [texts.checkDelegates, counts.delegates],
    [texts.checkDrawn, counts.drawn],
    [texts.checkReissued, counts.reissued],
    [texts.checkPapers, counts.papersIssued],
    [texts.checkPapersReissued, counts.papersReissued],
    [texts.checkElectronic, counts.electronic],
  ] as const;
  return (
    <table class="figures">
      <caption>{texts.checkFigures}</caption>
      <tbody>
        {rows.map(([name, value]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Manifest } from '../../../shared/protocol/manifest.ts';
import type { PaperRow } from '../../../shared/protocol/paper.ts';
import { cellsOf } from '../paper-sheet.ts';
import { useScene } from '../scene.ts';
import { ConfirmPress } from './confirm-press.tsx';
import { PaperGrid } from './paper-grid.tsx';
import { ScorePad } from './score-pad.tsx';

interface EditorProps {
  readonly manifest: Manifest;
  /** The ballot's place in the pile, from 0. */
  readonly place: number;
  /** Cells typed before, when the ballot is edited or was interrupted. */
  readonly start: readonly number[];
  readonly onTyped: (cells: readonly number[]) => void;
  readonly onStore: (row: PaperRow) => void;
  readonly onCancel: () => void;
}

/** One paper ballot, cell after cell on a number pad, then whole to be compared with the paper. */
export function BallotEditor({ manifest, place, start, onTyped, onStore, onCancel }: EditorProps) {
  const { texts } = useScene();
  const cells = cellsOf(manifest.subjects);
  const [typed, setTyped] = useState(start);
  const [at, setAt] = useState(Math.min(start.length, cells.length));
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus(), []);
  const change = (next: readonly number[]) => {
    setTyped(next);
    onTyped(next);
  };
  const press = (code: number) => {
    change(at < typed.length ? typed.map((old, index) => (index === at ? code : old)) : [...typed, code]);
    // A cell that was revised leads back to the first one that is empty, or to the review.
    setAt(at < typed.length ? typed.length : at + 1);
  };
  const cell = cells[at];
  return (
    <div class="stack">
      <h1 ref={heading} tabIndex={-1}>
        {texts.paperNth(place + 1)}
      </h1>
      {cell !== undefined ? (
        <>
          <div class="cell" aria-live="polite">
            <p class="quiet">{texts.paperCell(at + 1, cells.length)}</p>
            <p>
              {cell.subject.name} {cell.subject.post}
            </p>
            <p class="lead">{cell.indicator}</p>
          </div>
          <ScorePad label={texts.paperPad} chosen={typed[at] ?? null} onPress={press} />
          <button type="button" class="button" aria-disabled={at === 0} onClick={() => at > 0 && setAt(at - 1)}>
            {texts.paperBackspace}
          </button>
        </>
      ) : (
        <>
          <h2>{texts.paperReview}</h2>
          <button type="button" class="button button-strong" onClick={() => onStore(typed)}>
            {texts.paperStore}
          </button>
        </>
      )}
      <PaperGrid subjects={manifest.subjects} row={typed} current={at} onCell={setAt} />
      <ConfirmPress
        kind="danger"
        label={texts.paperSpoiled}
        does={texts.paperSpoiledDoes}
        onConfirm={() => onStore(null)}
      />
      <button type="button" class="button" onClick={onCancel}>
        {texts.paperCancel}
      </button>
    </div>
  );
}

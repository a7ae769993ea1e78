import { useEffect, useState } from 'preact/hooks';
import type { Manifest } from '../../../shared/protocol/manifest.ts';
import type { PaperRow } from '../../../shared/protocol/paper.ts';
import { enterPaper } from '../actions/enter-paper.ts';
import { filledCells, withoutRow, withRow } from '../paper-sheet.ts';
import { useScene } from '../scene.ts';
import { useManifest } from '../use-manifest.ts';
import { useStep } from '../use-step.ts';
import { BallotEditor } from './ballot-editor.tsx';
import { ConfirmPress } from './confirm-press.tsx';
import { TaskHeading } from './task-heading.tsx';
import { TroubleNote } from './trouble-note.tsx';

/** The pile of paper ballots, typed by this teller alone; the draft stays on this phone. */
export function PaperScreen() {
  const { context, texts } = useScene();
  const { checked, step, read } = useManifest();
  const [draft, setDraft] = useState<{ readonly rows: readonly PaperRow[]; readonly cells: readonly number[] } | null>(
    null,
  );
  useEffect(() => {
    const { memory } = context;
    void Promise.all([memory.paperDraft(), memory.paperCells()]).then(([rows, cells]) =>
      setDraft({ rows: rows ?? [], cells }),
    );
  }, [context]);
  if (checked !== null && draft !== null)
    return <Pile manifest={checked.manifest} startRows={draft.rows} startCells={draft.cells} />;
  return (
    <div class="stack">
      <TaskHeading>{texts.paperTitle}</TaskHeading>
      <TroubleNote trouble={step.trouble} />
      {step.trouble === null ? (
        <p role="status">{texts.manifestReading}</p>
      ) : (
        <button type="button" class="button" onClick={read}>
          {texts.again}
        </button>
      )}
    </div>
  );
}

interface PileProps {
  readonly manifest: Manifest;
  readonly startRows: readonly PaperRow[];
  readonly startCells: readonly number[];
}

function Pile({ manifest, startRows, startCells }: PileProps) {
  const { context } = useScene();
  const [rows, setRows] = useState(startRows);
  const [editing, setEditing] = useState<number | null>(startCells.length > 0 ? startRows.length : null);
  const [cells, setCells] = useState(startCells);
  const { memory } = context;
  const keep = (next: readonly PaperRow[]) => {
    setRows(next);
    void memory.keepPaperDraft(next);
  };
  const leave = () => {
    setEditing(null);
    setCells([]);
    void memory.keepPaperCells([]);
  };
  if (editing === null) return <PileList rows={rows} onEdit={setEditing} onChange={keep} />;
  const isNew = editing >= rows.length;
  return (
    <BallotEditor
      key={editing}
      manifest={manifest}
      place={editing}
      start={isNew ? cells : (rows[editing] ?? [])}
      onTyped={(typed) => {
        if (isNew) void memory.keepPaperCells(typed);
      }}
      onStore={(row) => {
        keep(withRow(rows, editing, row));
        leave();
      }}
      onCancel={leave}
    />
  );
}

interface ListProps {
  readonly rows: readonly PaperRow[];
  readonly onEdit: (place: number) => void;
  readonly onChange: (rows: readonly PaperRow[]) => void;
}

function PileList({ rows, onEdit, onChange }: ListProps) {
  const { context, face, refresh, texts } = useScene();
  const step = useStep();
  const issued = face.counts?.papersIssued ?? 0;
  return (
    <div class="stack">
      <TaskHeading>{texts.paperTitle}</TaskHeading>
      <p>{texts.paperDetail}</p>
      <p>{texts.paperIssued(issued)}</p>
      {rows.length === 0 && <p class="note">{texts.paperNone}</p>}
      <ol class="pile">
        {rows.map((row, place) => (
          <PileRow
            key={place}
            row={row}
            place={place}
            onEdit={onEdit}
            onDelete={() => onChange(withoutRow(rows, place))}
          />
        ))}
      </ol>
      <button type="button" class="button button-strong" onClick={() => onEdit(rows.length)}>
        {texts.paperAdd(rows.length + 1)}
      </button>
      {rows.length !== issued && (
        <p class="note note-warn">
          {rows.length > issued ? texts.paperMore(rows.length, issued) : texts.paperFewer(rows.length, issued)}
        </p>
      )}
      <TroubleNote trouble={step.trouble} />
      <ConfirmPress
        kind="plain"
        label={texts.paperSend(rows.length)}
        does={texts.paperSendDoes}
        isBusy={step.isBusy}
        onConfirm={() => step.run(() => enterPaper(context, face.boardRoot ?? '', rows), refresh)}
      />
    </div>
  );
}

interface RowProps {
  readonly row: PaperRow;
  readonly place: number;
  readonly onEdit: (place: number) => void;
  readonly onDelete: () => void;
}

function PileRow({ row, place, onEdit, onDelete }: RowProps) {
  const { texts } = useScene();
  const filled = row && filledCells(row);
  return (
    <li>
      <p>
        <b>{texts.paperNth(place + 1)}</b>{' '}
        {filled === null ? texts.paperVoid : texts.paperFilled(filled.scored, filled.none)}
      </p>
      <div class="pair">
        <button type="button" class="button" onClick={() => onEdit(place)}>
          {texts.paperEdit}
          <span class="spoken">{texts.paperNth(place + 1)}</span>
        </button>
        <ConfirmPress
          kind="danger"
          label={texts.paperDelete}
          title={texts.paperDeletePress(place + 1)}
          does={texts.paperDeleteDoes}
          onConfirm={onDelete}
        />
      </div>
    </li>
  );
}

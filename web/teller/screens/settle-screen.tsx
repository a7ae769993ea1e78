import { useEffect, useState } from 'preact/hooks';
import type { Manifest } from '../../../shared/protocol/manifest.ts';
import type { PaperRow } from '../../../shared/protocol/paper.ts';
import { NO_OPINION } from '../../../shared/protocol/plain-ballot.ts';
import {
  type PaperDifference,
  type PaperEntry,
  paperDifferences,
  readPaper,
  settlePaper,
} from '../actions/enter-paper.ts';
import { cellsOf, type Settlement, settledPile } from '../paper-sheet.ts';
import { useScene } from '../scene.ts';
import { useManifest } from '../use-manifest.ts';
import { useStep } from '../use-step.ts';
import { BallotEditor } from './ballot-editor.tsx';
import { ConfirmPress } from './confirm-press.tsx';
import { TaskHeading } from './task-heading.tsx';
import { TroubleNote } from './trouble-note.tsx';

type Entries = readonly [PaperEntry, PaperEntry];

/** The third teller's screen: where two entries of the pile differ, to be settled from the paper. */
export function SettleScreen() {
  const { context, face, texts } = useScene();
  const { checked, step: reading } = useManifest();
  const [entries, setEntries] = useState<Entries | null>(null);
  const step = useStep();
  useEffect(() => {
    if (checked === null) return;
    step.run(
      () => readPaper(context, checked, face.boardRoot ?? ''),
      ({ entries: [first, second] }) => first && second && setEntries([first, second]),
    );
  }, [face.boardRoot, checked]);
  if (checked !== null && entries !== null) return <Differences manifest={checked.manifest} entries={entries} />;
  return (
    <div class="stack">
      <TaskHeading>{texts.settleTitle}</TaskHeading>
      <TroubleNote trouble={step.trouble ?? reading.trouble} />
    </div>
  );
}

function Differences({ manifest, entries }: { readonly manifest: Manifest; readonly entries: Entries }) {
  const { context, face, refresh, texts } = useScene();
  const [settled, setSettled] = useState<ReadonlyMap<number, Settlement>>(new Map());
  const [typing, setTyping] = useState<number | null>(null);
  const step = useStep();
  const [first, second] = entries;
  const differences = paperDifferences(first.ballots, second.ballots);
  const settle = (place: number, settlement: Settlement) => {
    setSettled(new Map(settled).set(place, settlement));
    setTyping(null);
  };
  if (typing !== null)
    return (
      <BallotEditor
        manifest={manifest}
        place={typing}
        start={[]}
        onTyped={() => undefined}
        onStore={(row) => settle(typing, { row })}
        onCancel={() => setTyping(null)}
      />
    );
  const length = Math.max(first.ballots.length, second.ballots.length);
  const places = new Set(differences.map(({ place }) => place));
  const pile = settledPile(first.ballots, length, settled, places);
  return (
    <div class="stack">
      <TaskHeading>{texts.settleTitle}</TaskHeading>
      <p>{texts.settleDetail}</p>
      {differences.map((difference) => (
        <Difference
          key={difference.place}
          manifest={manifest}
          entries={entries}
          difference={difference}
          settlement={settled.get(difference.place)}
          onSettle={(settlement) => settle(difference.place, settlement)}
          onType={() => setTyping(difference.place)}
        />
      ))}
      <TroubleNote trouble={step.trouble} />
      {pile === null ? (
        <p class="note note-warn">{texts.settleLeft(differences.length - settled.size)}</p>
      ) : (
        <ConfirmPress
          label={texts.settleSend}
          does={texts.settleSendDoes}
          isBusy={step.isBusy}
          onConfirm={() => step.run(() => settlePaper(context, face.boardRoot ?? '', pile), refresh)}
        />
      )}
    </div>
  );
}

interface DifferenceProps {
  readonly manifest: Manifest;
  readonly entries: Entries;
  readonly difference: PaperDifference;
  readonly settlement: Settlement | undefined;
  readonly onSettle: (settlement: Settlement) => void;
  readonly onType: () => void;
}

function Difference({ manifest, entries, difference, settlement, onSettle, onType }: DifferenceProps) {
  const { texts } = useScene();
  const { place, first, second } = difference;
  const isMissing = first === undefined || second === undefined;
  const sides = [
    { who: texts.slots[entries[0].slot], row: first },
    { who: texts.slots[entries[1].slot], row: second },
  ];
  return (
    <section class="difference stack">
      <h2>{texts.settleOf(place + 1)}</h2>
      <DifferingCells manifest={manifest} sides={sides} />
      {sides.map(({ who, row }) =>
        row === undefined ? null : (
          <button
            key={who}
            type="button"
            class="button"
            aria-pressed={settlement !== undefined && 'row' in settlement && settlement.row === row}
            onClick={() => onSettle({ row })}
          >
            {texts.settleTake(who)}
          </button>
        ),
      )}
      <button type="button" class="button" onClick={onType}>
        {texts.settleType}
      </button>
      {isMissing && (
        <button
          type="button"
          class="button button-danger"
          aria-pressed={settlement !== undefined && 'dropped' in settlement}
          onClick={() => onSettle({ dropped: true })}
        >
          {texts.settleDrop}
        </button>
      )}
      {settlement !== undefined && (
        <p class="note note-good">✓ {texts.settleChosen(chosenName(settlement, sides, texts))}</p>
      )}
    </section>
  );
}

interface Side {
  readonly who: string;
  readonly row: PaperRow | undefined;
}

function chosenName(
  settlement: Settlement,
  sides: readonly Side[],
  texts: { readonly settleDrop: string; readonly settleOwn: string },
): string {
  if ('dropped' in settlement) return texts.settleDrop;
  return sides.find(({ row }) => row === settlement.row)?.who ?? texts.settleOwn;
}

/** Only the cells in which the two entries differ. */
function DifferingCells({ manifest, sides }: { readonly manifest: Manifest; readonly sides: readonly Side[] }) {
  const { texts } = useScene();
  const textAt = (row: PaperRow | undefined, place: number): string => {
    if (row === undefined) return texts.settleMissing;
    if (row === null) return texts.paperVoid;
    const code = row[place];
    return code === NO_OPINION ? '—' : String(code ?? '');
  };
  const rows = cellsOf(manifest.subjects)
    .map((cell, place) => ({ ...cell, place, values: sides.map(({ row }) => textAt(row, place)) }))
    .filter(({ values }) => values[0] !== values[1]);
  const isWhole = sides.some(({ row }) => row === undefined || row === null);
  return (
    <table class="figures">
      <caption>{texts.settleDiffers(isWhole ? 1 : rows.length)}</caption>
      <thead>
        <tr>
          <td />
          {sides.map(({ who }) => (
            <th key={who} scope="col">
              {who}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.slice(0, isWhole ? 1 : rows.length).map(({ place, subject, indicator, values }) => (
          <tr key={place}>
            <th scope="row">{isWhole ? texts.paperNth(1) : `${subject.name} ${indicator}`}</th>
            {values.map((value, side) => (
              <td key={side}>{value}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

import { makeFraction, multiplyFractions, parseFraction, toDecimalText } from '../../../shared/process/fraction.ts';
import { VOID_REASONS, votedBy } from '../../../shared/process/reconciliation.ts';
import type { Manifest } from '../../../shared/protocol/manifest.ts';
import type { TallyResult } from '../../../shared/protocol/result.ts';
import { useScene } from '../scene.ts';

const HUNDRED = makeFraction(100);

const decimal = (text: string | null, places: number, isPercent: boolean): string | null => {
  const fraction = text === null ? undefined : parseFraction(text);
  if (fraction === undefined) return null;
  return toDecimalText(isPercent ? multiplyFractions(fraction, HUNDRED) : fraction, places);
};

/** The result as this browser computed it: ballots, then score, grade and satisfaction of each subject. */
export function ResultFigures({ result, manifest }: { readonly result: TallyResult; readonly manifest: Manifest }) {
  const { texts } = useScene();
  const { counts, outcome, reasons, subjects } = result;
  const voided = counts.electronic + counts.paper - counts.valid;
  const reasonsGiven = VOID_REASONS.filter((reason) => (counts.void[reason] ?? 0) > 0);
  return (
    <>
      <p class="note note-good">✓ {texts.compareEqual}</p>
      <p>{texts.resultBallots(counts.electronic, counts.paper)}</p>
      {votedBy(counts) === 'paper' && <p>{texts.resultAllOnPaper}</p>}
      <p>{texts.resultValid(counts.valid, voided)}</p>
      {reasonsGiven.map((reason) => (
        <p key={reason}>{texts.resultVoid[reason](counts.void[reason] ?? 0)}</p>
      ))}
      {outcome === 'invalid' && (
        <div class="note note-warn">
          <p>{texts.resultInvalid}</p>
          {reasons.map((reason) => (
            <p key={reason}>{texts.resultReasons[reason]}</p>
          ))}
        </div>
      )}
      <ol class="subjects">
        {subjects.map(({ id, score, grade, satisfaction }) => {
          const points = decimal(score, 2, false);
          const percent = decimal(satisfaction, 2, true);
          const subject = manifest.subjects.find((each) => each.id === id);
          return (
            <li key={id}>
              <p>
                {subject?.name} <span class="quiet">{subject?.post}</span>
              </p>
              <p class="lead">
                {points === null ? texts.resultNoScore : texts.resultScore(points)}
                {grade !== null && ` · ${texts.grades[grade]}`}
              </p>
              {percent !== null && <p>{texts.resultSatisfaction(percent)}</p>}
            </li>
          );
        })}
      </ol>
    </>
  );
}

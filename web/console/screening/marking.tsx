import { useState } from 'preact/hooks';
import { useTexts } from '../../ui/texts.ts';
import { FailureNote } from '../answers.tsx';
import { Confirm, useQuestion } from '../confirm.tsx';
import { useLeavingGuard } from '../router.ts';
import { useDesk } from '../staff-api.ts';
import { useAction } from '../use-action.ts';
import type { Screening } from './all-candidates.ts';
import { CandidateCard } from './candidate-card.tsx';
import { SCREENING_TEXTS } from './texts.ts';
import { type Marks, useMarks } from './use-marks.ts';

interface FinishProps {
  readonly session: string;
  readonly marks: Marks;
  readonly total: number;
  readonly onFinished: () => void;
}

const count = (marks: Marks, verdict: 'fit' | 'unfit'): number =>
  [...marks.values()].filter((mark) => mark.verdict === verdict).length;
const savedOf = (marks: Marks): number => [...marks.values()].filter(({ state }) => state === 'saved').length;

function Finish({ session, marks, total, onFinished }: FinishProps) {
  const texts = useTexts(SCREENING_TEXTS);
  const { api } = useDesk();
  const question = useQuestion();
  const { busy, failed, press } = useAction(() => api('finishScreening', { session }), onFinished);
  const open = total - savedOf(marks);
  return (
    <div class="stack-small">
      {open > 0 && <p class="quiet">{texts.finishFirst(open)}</p>}
      {question.isAsked ? (
        <Confirm
          action={texts.finish}
          onCancel={question.cancel}
          onConfirm={() => {
            question.close();
            void press();
          }}
        >
          <p>{texts.finishConfirm(count(marks, 'fit'), count(marks, 'unfit'))}</p>
        </Confirm>
      ) : (
        <button
          type="button"
          class="button button-strong"
          ref={question.button}
          disabled={busy || open > 0}
          onClick={question.ask}
        >
          {texts.finish}
        </button>
      )}
      {failed !== null && <FailureNote answer={failed} />}
    </div>
  );
}

interface MarkingProps {
  readonly session: string;
  readonly screening: Screening;
  readonly onFinished: () => void;
}

/** One office marks the candidates, blind to the other. */
export function Marking({ session, screening, onFinished }: MarkingProps) {
  const texts = useTexts(SCREENING_TEXTS);
  const { candidates, total, ownFinishedUpTo } = screening;
  const { marks, failed, choose, write, written, again } = useMarks(session, candidates);
  const [onlyOpen, setOnlyOpen] = useState(false);
  const saved = savedOf(marks);
  useLeavingGuard(marks.size > saved, texts.leave);
  // Who was marked a moment ago stays in sight until the filter is pressed again.
  const [openAtPress, setOpenAtPress] = useState<ReadonlySet<number>>(new Set());
  const filter = (isOn: boolean) => {
    setOnlyOpen(isOn);
    setOpenAtPress(
      new Set(candidates.map(({ number }) => number).filter((number) => marks.get(number)?.state !== 'saved')),
    );
  };
  const shown = onlyOpen ? candidates.filter(({ number }) => openAtPress.has(number)) : candidates;
  return (
    <div class="stack">
      <p>{texts.lead}</p>
      <p class="note">{texts.blind}</p>
      <div class="screening-progress">
        <p role="status">{texts.progress(saved, total)}</p>
        <progress aria-label={texts.progressLabel} value={saved} max={total} />
      </div>
      <p class="quiet">{texts.keys}</p>
      <label class="choice">
        <input type="checkbox" checked={onlyOpen} onChange={(event) => filter(event.currentTarget.checked)} />{' '}
        {texts.onlyOpen}
      </label>
      {failed !== null && <FailureNote answer={failed} onRetry={again} />}
      {shown.length === 0 && <p class="note note-good">{texts.allMarked}</p>}
      <ol class="candidate-cards">
        {shown.map((candidate) => (
          <CandidateCard
            key={candidate.number}
            candidate={candidate}
            mark={marks.get(candidate.number)}
            isLocked={candidate.number <= ownFinishedUpTo}
            onChoose={(verdict) => choose(candidate.number, verdict)}
            onWrite={(reason) => write(candidate.number, reason)}
            onWritten={() => written(candidate.number)}
          />
        ))}
      </ol>
      <Finish session={session} marks={marks} total={total} onFinished={onFinished} />
    </div>
  );
}

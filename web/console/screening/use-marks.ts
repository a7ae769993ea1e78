import { useRef, useState } from 'preact/hooks';
import { type Mark, needsReason, type Verdict } from '../../../shared/process/screening.ts';
import type { Failed } from '../answers.tsx';
import { useDesk } from '../staff-api.ts';
import type { Screened } from './all-candidates.ts';

/** A mark as it stands on the screen. `typing`: unfit, and the reason is not written yet. */
export interface ShownMark {
  readonly verdict: Verdict;
  readonly reason: string;
  readonly state: 'saved' | 'saving' | 'typing' | 'failed';
}
export type Marks = ReadonlyMap<number, ShownMark>;

const marksOf = (candidates: readonly Screened[]): Marks =>
  new Map(
    candidates.flatMap(({ number, own }) => (own === null ? [] : [[number, { ...own, state: 'saved' }] as const])),
  );

const isSame = (left: ShownMark | undefined, right: Mark): boolean =>
  left?.verdict === right.verdict && left.reason === right.reason;

/** Each mark is saved as soon as it is whole, one request after the other; what fails stays on the screen to be sent again. */
export function useMarks(session: string, candidates: readonly Screened[]) {
  const { api } = useDesk();
  const [marks, setMarks] = useState(() => marksOf(candidates));
  const [failed, setFailed] = useState<Failed | null>(null);
  const line = useRef<Promise<void>>(Promise.resolve());

  const put = (number: number, mark: ShownMark) => setMarks((now) => new Map([...now, [number, mark]]));
  const settle = (sent: Mark, state: 'saved' | 'failed') =>
    setMarks((now) => {
      const shown = now.get(sent.number);
      return isSame(shown, sent) ? new Map([...now, [sent.number, { ...sent, state }]]) : now;
    });
  const send = (mark: Mark) => {
    put(mark.number, { ...mark, state: 'saving' });
    line.current = line.current.then(async () => {
      const answer = await api('markCandidates', { session, marks: [mark] });
      setFailed(answer.ok ? null : answer);
      settle(mark, answer.ok ? 'saved' : 'failed');
    });
  };

  const choose = (number: number, verdict: Verdict) => {
    const reason = verdict === 'fit' ? '' : (marks.get(number)?.reason ?? '');
    if (isSame(marks.get(number), { number, verdict, reason })) return;
    if (needsReason({ verdict, reason })) put(number, { verdict, reason, state: 'typing' });
    else send({ number, verdict, reason });
  };
  const write = (number: number, reason: string) => put(number, { verdict: 'unfit', reason, state: 'typing' });
  const written = (number: number) => {
    const mark = marks.get(number);
    const reason = mark?.reason.trim() ?? '';
    if (mark?.state === 'typing' && !needsReason({ verdict: mark.verdict, reason }))
      send({ number, verdict: mark.verdict, reason });
  };
  const again = () => {
    for (const [number, { verdict, reason, state }] of marks) if (state === 'failed') send({ number, verdict, reason });
  };
  return { marks, failed, choose, write, written, again };
}

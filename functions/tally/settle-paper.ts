import type { PaperRow } from '../../shared/protocol/paper.ts';
import { SLOTS, type Slot } from '../../shared/protocol/slots.ts';
import type { Dependencies } from '../http/dependencies.ts';
import { implement, type Refusal, refuse } from '../http/implement.ts';
import { refuseState } from '../http/state-wrong.ts';
import { answerOf, change, decline, keep, type Step } from '../http/step.ts';
import type { Meeting } from '../store/meetings.ts';
import { whyNotOnBoard } from './on-board.ts';
import { entryOf, faultOfRows, isSameRow } from './paper-entry.ts';

/** The third teller settles where two entries of the pile differ; what both typed alike stays. */
export const settlePaper = implement('settlePaper', async ({ request, deps }) => {
  const { session, slot, payload, signature } = request;
  const meeting = await deps.meetings.read(session);
  if (meeting === undefined) return refuse('session-unknown');
  const settlement = { slot, boardRoot: payload.boardRoot, entry: await entryOf(payload) };
  const foreseen = decideSettlement(meeting, settlement);
  if (foreseen.kind !== 'change') return answerOf(foreseen);
  const fault =
    (await faultOfRows(deps, meeting, payload.ballots)) ?? (await faultOfSettlement(deps, meeting, payload.ballots));
  if (fault !== undefined) return fault;
  const word = { entry: settlement.entry, slot, as: 'settlement' } as const;
  await deps.ballotBox.putPaper(session, word, { ballots: payload.ballots, signature });
  return answerOf(await deps.meetings.change(session, (present) => decideSettlement(present, settlement)));
});

type PaperStanding = { readonly paper: NonNullable<Meeting['paper']> };

/** What a settlement does to a meeting. The two entries never change, so its rows are checked outside. */
export function decideSettlement(
  meeting: Meeting,
  { slot, boardRoot, entry }: { readonly slot: Slot; readonly boardRoot: string; readonly entry: string },
): Step<PaperStanding> {
  const refusal = whyNotOnBoard(meeting, boardRoot);
  if (refusal !== undefined) return decline(refusal);
  const { settledBy, paper } = meeting;
  if (settledBy !== null) {
    const isRepeated = settledBy.slot === slot && settledBy.entry === entry;
    return isRepeated ? keep({ paper: 'settled' }) : decline(refuse('already-recorded'));
  }
  if (meeting.state !== 'closed') return decline(refuseState(meeting.state, ['closed']));
  if (paper !== 'differs') return decline(refuse('paper-not-differing'));
  if (meeting.tellers[slot].paperEntry !== null) return decline(refuse('second-teller-needed'));
  return change({ ...meeting, paper: 'settled', settledBy: { slot, entry } }, { paper: 'settled' });
}

async function faultOfSettlement(
  deps: Dependencies,
  meeting: Meeting,
  settled: readonly PaperRow[],
): Promise<Refusal | undefined> {
  const entries = SLOTS.flatMap((slot) => meeting.tellers[slot].paperEntry ?? []);
  const [first = [], second = []] = await Promise.all(
    entries.map((entry) => deps.ballotBox.getPaper(meeting.session, entry)),
  );
  return settles({ first, second, settled }) ? undefined : refuse('paper-settlement-wrong');
}

/**
 * Whether a settlement keeps every ballot that both entries have alike at its place, and has no more ballots than the longer
 * entry and no fewer than the shorter: a ballot that neither teller saw cannot be added, one that both saw cannot be dropped.
 */
export function settles({
  first,
  second,
  settled,
}: Readonly<Record<'first' | 'second' | 'settled', readonly PaperRow[]>>): boolean {
  const isAsLong =
    settled.length >= Math.min(first.length, second.length) && settled.length <= Math.max(first.length, second.length);
  return (
    isAsLong &&
    first.every((row, place) => {
      const [other, chosen] = [second[place], settled[place]];
      const isAgreed = other !== undefined && isSameRow(row, other);
      return !isAgreed || (chosen !== undefined && isSameRow(row, chosen));
    })
  );
}

import { SLOTS } from '../../shared/protocol/slots.ts';
import { implement, refuse } from '../http/implement.ts';
import type { PaperWord } from '../store/ballot-box.ts';
import { whyNotOnBoard } from './on-board.ts';
import { countedEntry } from './paper-entry.ts';

/**
 * The entries of the paper ballots with their tellers' signatures, shown to a teller who can no longer be swayed by them: whose own is in, or who comes third.
 * `settled` is what counts, also when both entries were alike.
 */
export const getPaper = implement('getPaper', async ({ request, deps }) => {
  const { session, slot, payload } = request;
  const meeting = await deps.meetings.read(session);
  if (meeting === undefined) return refuse('session-unknown');
  const refusal = whyNotOnBoard(meeting, payload.boardRoot);
  if (refusal !== undefined) return refusal;
  const typed = SLOTS.flatMap((each) => {
    const { paperEntry } = meeting.tellers[each];
    return paperEntry === null ? [] : [{ slot: each, entry: paperEntry }];
  });
  const hasOwn = typed.some((each) => each.slot === slot);
  if (!hasOwn && typed.length < 2 && meeting.paper !== 'none-issued') return refuse('own-first');
  const { ballotBox } = deps;
  const read = (entry: string) => ballotBox.getPaper(session, entry);
  const signed = async (word: PaperWord) => ({
    slot: word.slot,
    signature: await ballotBox.getPaperSignature(session, word),
  });
  const entries = await Promise.all(
    typed.map(async (each) => ({ ...(await signed({ ...each, as: 'entry' })), ballots: await read(each.entry) })),
  );
  const [counted, { settledBy }] = [countedEntry(meeting), meeting];
  return {
    answer: {
      entries,
      settled: counted === null ? null : await read(counted),
      settledBy: settledBy === null ? null : await signed({ ...settledBy, as: 'settlement' }),
    },
  };
});

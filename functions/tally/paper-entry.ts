import { indicatorCount } from '../../shared/process/ballot-form.ts';
import { hashHex } from '../../shared/protocol/hash.ts';
import { jcs, jcsText } from '../../shared/protocol/jcs.ts';
import type { PaperRow } from '../../shared/protocol/paper.ts';
import { SLOTS } from '../../shared/protocol/slots.ts';
import type { Dependencies } from '../http/dependencies.ts';
import { type Refusal, refuse } from '../http/implement.ts';
import type { Meeting } from '../store/meetings.ts';

/** One pile of paper ballots as a teller's payload brings it. */
export interface PaperPayload {
  readonly boardRoot: string;
  readonly ballots: readonly PaperRow[];
}

/** What names an entry: two tellers who typed the same have the same. */
export const entryOf = (payload: PaperPayload): Promise<string> => hashHex(jcs(payload));

/** The entry that counts: the third teller's when there was something to settle, else the one both tellers typed. */
export function countedEntry(meeting: Meeting): string | null {
  if (meeting.paper !== 'settled') return null;
  const typed = SLOTS.flatMap((slot) => meeting.tellers[slot].paperEntry ?? []);
  return meeting.settledBy?.entry ?? typed[0] ?? null;
}

/** A paper ballot has one score per indicator of the manifest, or is void. Names every one that has another number. */
export async function faultOfRows(
  deps: Dependencies,
  meeting: Meeting,
  ballots: readonly PaperRow[],
): Promise<Refusal | undefined> {
  const manifest = await deps.meetings.getManifest(meeting.session, meeting.manifestHash ?? '');
  if (manifest === undefined) throw new Error('a closed meeting has no manifest');
  const scores = indicatorCount(manifest.subjects);
  const detail = { zh: `每张票要有 ${scores} 项`, en: `each ballot has ${scores} scores` };
  const places = ballots.flatMap((row, place) =>
    row === null || row.length === scores
      ? []
      : [{ field: `payload.ballots.${place}`, code: 'number-of-scores', detail }],
  );
  return places.length > 0 ? refuse('request-invalid', {}, places.slice(0, MAX_PLACES)) : undefined;
}

/** As many as the stack itself names. */
const MAX_PLACES = 20;

export const isSameRow = (left: PaperRow, right: PaperRow): boolean => jcsText(left) === jcsText(right);

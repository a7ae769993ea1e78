import type { AnnouncedMeeting } from '../../shared/process/outcomes.ts';
import type { TallyResult } from '../../shared/protocol/result.ts';
import type { Dependencies } from '../http/dependencies.ts';
import { type Meeting, signedResultOf } from '../store/meetings.ts';

/** The result that the tellers announced; `undefined` of a meeting that has none (yet). 1 RCU per 4 KB. */
export async function announcedResult(meeting: Meeting, { meetings }: Dependencies): Promise<TallyResult | undefined> {
  if (meeting.state !== 'announced') return undefined;
  const signed = signedResultOf(meeting);
  const result = signed === undefined ? undefined : await meetings.getResult(meeting.session, signed.hash);
  if (result === undefined) throw new Error('an announced meeting has no result');
  return result;
}

/** An announced meeting with its result and what it is about; `undefined` before the announcement. */
export async function announcedMeeting(
  meeting: Meeting,
  roundName: string,
  deps: Dependencies,
): Promise<AnnouncedMeeting | undefined> {
  const result = await announcedResult(meeting, deps);
  if (result === undefined) return undefined;
  const { session, round, manifestHash, announcedAtMs } = meeting;
  const manifest = manifestHash === null ? undefined : await deps.meetings.getManifest(session, manifestHash);
  if (manifest === undefined || announcedAtMs === null) throw new Error('an announced meeting was never frozen');
  const { outcome, reasons, subjects: results } = result;
  return { round, roundName, session, announcedAtMs, outcome, reasons, subjects: manifest.subjects, results };
}

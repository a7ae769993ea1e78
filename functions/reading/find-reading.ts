import type { Dependencies } from '../http/dependencies.ts';
import { type Refusal, refuse } from '../http/implement.ts';
import { opensReading } from '../http/reading-key.ts';
import type { Meeting } from '../store/meetings.ts';

/** The meeting that this reading key opens. The key is the same for every delegate: nothing here knows who reads. 1 RCU. */
export async function findReading(
  { session, key }: { readonly session: string; readonly key: string },
  deps: Dependencies,
): Promise<Meeting | Refusal> {
  const meeting = await deps.meetings.read(session);
  if (meeting === undefined) return refuse('session-unknown');
  return (await opensReading(session, key, deps)) ? meeting : refuse('reading-key-wrong');
}

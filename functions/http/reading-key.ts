import { timingSafeEqual } from 'node:crypto';
import { hash } from '../../shared/protocol/hash.ts';
import type { Dependencies } from './dependencies.ts';
import { remembered } from './remembered.ts';

/** A key never changes once made; one that is not made yet is asked for again after a moment. */
const KEPT_MS = 600_000;
const ABSENT_KEPT_MS = 2_000;

const rememberKey = remembered<string | undefined>({
  keepMs: (key) => (key === undefined ? ABSENT_KEPT_MS : KEPT_MS),
  capacity: 500,
});

/** Whether this is the session's reading key; compared as hashes, so that the time tells nothing. */
export async function opensReading(session: string, offered: string, deps: Dependencies): Promise<boolean> {
  const key = await rememberKey({
    owner: deps.meetings,
    key: session,
    nowMs: deps.nowMs(),
    load: () => deps.meetings.readingKeys.read(session),
  });
  if (key === undefined) return false;
  const bytes = (text: string) => new TextEncoder().encode(text);
  return timingSafeEqual(await hash(bytes(key)), await hash(bytes(offered)));
}

import { useEffect, useRef } from 'preact/hooks';
import type { ReadCall } from './routes.ts';

const LOOK_MS = 20_000;
/** A dead line is asked again when the phone is looked at, or after the next turn. */
const LIVE: readonly string[] = ['frozen', 'armed', 'voting', 'closing', 'closed', 'counted'];

/**
 * While the meeting is on and the page is looked at, asks for the little that says whether anything is new, and reports when it
 * is: the whole is read again only then.
 */
export function useFloorWatch(
  { call, session, state }: { readonly call: ReadCall; readonly session: string; readonly state: string },
  onNews: () => void,
): void {
  const last = useRef<string | null>(null);
  useEffect(() => {
    const look = async () => {
      if (document.visibilityState !== 'visible') return;
      const answer = await call('getMeeting', { session });
      if (!answer.ok) return;
      const seen = JSON.stringify([answer.value.state, answer.value.floor]);
      if (last.current !== null && last.current !== seen) onNews();
      last.current = seen;
    };
    const lookAgain = () => void look();
    document.addEventListener('visibilitychange', lookAgain);
    const timer = LIVE.includes(state) ? setInterval(lookAgain, LOOK_MS) : undefined;
    return () => {
      document.removeEventListener('visibilitychange', lookAgain);
      clearInterval(timer);
    };
  }, [call, session, state, onNews]);
}

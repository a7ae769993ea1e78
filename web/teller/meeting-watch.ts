import { useEffect, useRef, useState } from 'preact/hooks';
import { pollMs } from '../ui/meeting-pace.ts';
import type { Call, Face } from './actions/context.ts';

const LONGEST_PAUSE_MS = 15_000;

/** The wait before the next look at the meeting: two or five seconds, doubling while there is no network, at most fifteen. */
export const pollDelayMs = (failures: number, state: Face['state'] | undefined): number =>
  Math.min(pollMs(state) * 2 ** failures, LONGEST_PAUSE_MS);

/** The meeting as last seen. */
export interface Watch {
  readonly face: Face | null;
  /** The server's clock minus this device's, ms. */
  readonly offsetMs: number;
  /** Since when nothing was heard, device's clock; `null` while the line holds. */
  readonly offlineSinceMs: number | null;
  readonly refresh: () => void;
}

type Seen = Omit<Watch, 'refresh'>;

const UNSEEN: Seen = { face: null, offsetMs: 0, offlineSinceMs: null };

/** Looks at the meeting every few seconds, at once when the page is shown again, and less often while the line is dead. */
export function useMeeting(call: Call, session: string): Watch {
  const [seen, setSeen] = useState<Seen>(UNSEEN);
  const look = useRef<() => void>(() => undefined);
  useEffect(() => {
    let failures = 0;
    let state: Face['state'] | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    let isAsking = false;
    const ask = async () => {
      if (isAsking) return;
      isAsking = true;
      clearTimeout(timer);
      const answer = await call('getMeeting', { session });
      isAsking = false;
      if (isOver) return;
      failures = answer.ok ? 0 : failures + 1;
      if (answer.ok) state = answer.value.state;
      const nowMs = Date.now();
      if (answer.ok) setSeen({ face: answer.value, offsetMs: answer.value.nowMs - nowMs, offlineSinceMs: null });
      else setSeen((last) => ({ ...last, offlineSinceMs: last.offlineSinceMs ?? nowMs }));
      timer = setTimeout(ask, pollDelayMs(failures, state));
    };
    const onShown = () => {
      if (document.visibilityState === 'visible') void ask();
    };
    look.current = () => void ask();
    document.addEventListener('visibilitychange', onShown);
    addEventListener('online', onShown);
    void ask();
    return () => {
      isOver = true;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', onShown);
      removeEventListener('online', onShown);
    };
  }, [call, session]);
  const refresh = useRef(() => look.current());
  return { ...seen, refresh: refresh.current };
}

import { useEffect, useState } from 'preact/hooks';

const TICK_MS = 250;

/** The device's clock, corrected by `offsetMs` (server's clock minus ours), re-rendering as it ticks. */
export function useNowMs(offsetMs = 0): number {
  const [nowMs, setNowMs] = useState(() => Date.now() + offsetMs);
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now() + offsetMs), TICK_MS);
    return () => clearInterval(timer);
  }, [offsetMs]);
  return nowMs;
}

/** Milliseconds as `mm:ss`, rounded up so that 00:00 means it is over. Never negative. */
export function minutesAndSeconds(leftMs: number): string {
  const seconds = Math.max(0, Math.ceil(leftMs / 1000));
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
}

/** The time left until `untilMs` as mm:ss. It is not announced: a screen reader would speak every second. */
export function Countdown({ untilMs, offsetMs = 0 }: { readonly untilMs: number; readonly offsetMs?: number }) {
  const nowMs = useNowMs(offsetMs);
  return <span class="countdown">{minutesAndSeconds(untilMs - nowMs)}</span>;
}

import { useEffect, useState } from 'preact/hooks';
import { call } from '../ui/client.ts';
import { pollMs } from '../ui/meeting-pace.ts';
import { type Feed, listen, SILENT } from './hall-feed.ts';

/** Asks again and again, never two questions at once, as long as the screen is on. */
export function useFeed(session: string): Feed {
  const [feed, setFeed] = useState(SILENT);
  useEffect(() => {
    let [known, stopped, timer] = [SILENT, false, 0];
    const ask = async () => {
      known = await listen({ call, nowMs: Date.now }, session, known);
      if (stopped) return;
      setFeed(known);
      timer = window.setTimeout(ask, pollMs(known.meeting?.state));
    };
    void ask();
    return () => {
      stopped = true;
      window.clearTimeout(timer);
    };
  }, [session]);
  return feed;
}

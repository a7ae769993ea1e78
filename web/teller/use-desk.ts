import { useEffect, useRef, useState } from 'preact/hooks';
import type { Failure, TellerContext } from './actions/context.ts';
import { type DeskDelegate, listDesk } from './actions/serve-desk.ts';

const SHOWN_POLL_MS = 5_000;
/** While the desk is not in front, only the number of requests to confirm is shown. */
const HIDDEN_POLL_MS = 15_000;

/** The desk's list as last read. */
export interface Desk {
  readonly delegates: readonly DeskDelegate[] | null;
  readonly trouble: Failure | null;
  readonly refresh: () => void;
}

interface DeskView {
  readonly isOpen: boolean;
  readonly isShown: boolean;
}

/** Reads the desk's list as long as the desk is open, more often while it is in front. */
export function useDesk(context: TellerContext, { isOpen, isShown }: DeskView): Desk {
  const [seen, setSeen] = useState<Omit<Desk, 'refresh'>>({ delegates: null, trouble: null });
  const ask = useRef<() => void>(() => undefined);
  useEffect(() => {
    if (!isOpen) return;
    let isOver = false;
    const look = async () => {
      const answer = await listDesk(context);
      if (isOver) return;
      setSeen((last) => (answer.ok ? { delegates: answer.value, trouble: null } : { ...last, trouble: answer }));
    };
    ask.current = () => void look();
    ask.current();
    const timer = setInterval(() => ask.current(), isShown ? SHOWN_POLL_MS : HIDDEN_POLL_MS);
    return () => {
      isOver = true;
      clearInterval(timer);
    };
  }, [context, isOpen, isShown]);
  const refresh = useRef(() => ask.current());
  return { ...seen, refresh: refresh.current };
}

/** Requests of other tellers that this one may confirm. */
export const requestsToConfirm = ({ delegates }: Desk, { slot }: TellerContext): number =>
  (delegates ?? []).filter(({ pending }) => pending !== null && pending.by !== slot).length;

import { useState } from 'preact/hooks';
import type { Failed } from './answers.tsx';

/** A press that goes to the API: its refusal stays beside it. */
export function useAction(run: () => Promise<{ readonly ok: true } | Failed>, onDone: () => void) {
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<Failed | null>(null);
  const press = async () => {
    setBusy(true);
    const answer = await run();
    setBusy(false);
    setFailed(answer.ok ? null : answer);
    if (answer.ok) onDone();
  };
  return { busy, failed, press };
}

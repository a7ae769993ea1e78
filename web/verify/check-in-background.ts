import type { CheckedBundle } from '../../shared/protocol/check-bundle.ts';
import type { CheckReport, CheckRequest } from './check-worker.ts';

/** What a check came to; `failed` when the browser ended it, such as for want of memory. */
export type CheckOutcome =
  | { readonly at: 'unreadable' | 'failed' }
  | { readonly at: 'checked'; readonly checked: CheckedBundle };

export interface RunningCheck {
  readonly outcome: Promise<CheckOutcome>;
  /** Ends it; its outcome never comes. */
  stop(): void;
}

/** Checks a bundle's bytes in a worker; `onRead` is told how many sealed ballots are to be counted (0: a public bundle). */
export function checkInBackground(request: CheckRequest, onRead: (ballots: number) => void): RunningCheck {
  const worker = new Worker(new URL('/verify/check-worker.js', document.baseURI), { type: 'module' });
  const outcome = new Promise<CheckOutcome>((resolve) => {
    worker.onmessage = ({ data }: MessageEvent<CheckReport>) => {
      if (data.at === 'read') return onRead(data.ballots);
      worker.terminate();
      resolve(data);
    };
    worker.onerror = () => {
      worker.terminate();
      resolve({ at: 'failed' });
    };
  });
  worker.postMessage(request);
  return { outcome, stop: () => worker.terminate() };
}

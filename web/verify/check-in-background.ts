import type { CheckedBundle } from '../../shared/protocol/check-bundle.ts';
import { type CheckReport, type CheckRequest, checkFile } from './check-file.ts';
import type { WorkerReport } from './check-in-worker.ts';
import { startOwnWorker } from './own-script.ts';

/** What a check came to; `failed` when the browser ended it, such as for want of memory. */
export type CheckOutcome =
  | { readonly at: 'unreadable' | 'failed' }
  | { readonly at: 'checked'; readonly checked: CheckedBundle };

export interface RunningCheck {
  readonly outcome: Promise<CheckOutcome>;
  /** Ends it; its outcome never comes. */
  stop(): void;
}

/**
 * Checks a bundle's bytes in a worker, or on the page itself where no worker starts: a little slower to answer a press, and the same
 * findings. `onRead` is told how many sealed ballots are to be counted (0: a public bundle).
 */
export function checkInBackground(request: CheckRequest, onRead: (ballots: number) => void): RunningCheck {
  let isStopped = false;
  const worker = startOwnWorker();
  const outcome = new Promise<CheckOutcome>((resolve) => {
    const tell = (report: CheckReport): void => {
      if (isStopped) return;
      if (report.at === 'read') {
        onRead(report.ballots);
        return;
      }
      worker?.terminate();
      resolve(report);
    };
    const checkHere = (): void => void checkFile(request, tell);
    if (worker === null) return checkHere();
    let isRunning = false;
    worker.onmessage = ({ data }: MessageEvent<WorkerReport>) => {
      if (data.at === 'running') isRunning = true;
      else tell(data);
    };
    worker.onerror = () => {
      worker.terminate();
      // What ended a worker at work, for want of memory, would end the page as well.
      if (isRunning) tell({ at: 'failed' });
      else if (!isStopped) checkHere();
    };
  });
  worker?.postMessage(request);
  const stop = (): void => {
    isStopped = true;
    worker?.terminate();
  };
  return { outcome, stop };
}

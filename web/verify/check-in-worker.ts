import { type CheckReport, type CheckRequest, checkFile } from './check-file.ts';

/** What a worker says: that it runs, then of the check. */
export type WorkerReport = CheckReport | { readonly at: 'running' };

/** A worker's own scope; the DOM's types have no name for it. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<CheckRequest>) => void) | null;
  postMessage(report: WorkerReport): void;
}

/** Counting ten thousand ballots anew takes long: here it never holds up the page. */
export function checkInWorker(scope: WorkerScope): void {
  scope.postMessage({ at: 'running' });
  scope.onmessage = ({ data }) => void checkFile(data, (report) => scope.postMessage(report));
}

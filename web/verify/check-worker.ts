import { parseBundleText } from '../../shared/protocol/bundle-text.ts';
import { type CheckedBundle, checkBundle } from '../../shared/protocol/check-bundle.ts';

/** What the page hands over: the file or the fetched bundle's bytes, and the check code of the minutes if one was typed. */
export interface CheckRequest {
  readonly file: Blob;
  readonly checkCode?: string;
}

/** What comes back: first how much there is to do, then what was found; or that it is no JSON, or could not be done. */
export type CheckReport =
  | { readonly at: 'read'; readonly ballots: number }
  | { readonly at: 'unreadable' | 'failed' }
  | { readonly at: 'checked'; readonly checked: CheckedBundle };

/** A worker's own scope; the DOM's types have no name for it. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<CheckRequest>) => void) | null;
  postMessage(report: CheckReport): void;
}

async function parse(file: Blob): Promise<unknown> {
  try {
    return parseBundleText(await file.text());
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function ballotsIn(bundle: unknown): number {
  const isSealed = typeof bundle === 'object' && bundle !== null && 'ballots' in bundle;
  return isSealed && Array.isArray(bundle.ballots) ? bundle.ballots.length : 0;
}

async function check(scope: WorkerScope, { file, checkCode }: CheckRequest): Promise<void> {
  const bundle = await parse(file);
  if (bundle === undefined) return scope.postMessage({ at: 'unreadable' });
  scope.postMessage({ at: 'read', ballots: ballotsIn(bundle) });
  scope.postMessage({ at: 'checked', checked: await checkBundle(bundle, checkCode) });
}

/** Counting ten thousand ballots anew takes long: here it never holds up the page. */
const scope: WorkerScope = self;
scope.onmessage = ({ data }) => {
  check(scope, data).catch(() => scope.postMessage({ at: 'failed' }));
};

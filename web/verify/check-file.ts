import { parseBundleBytes } from '../../shared/protocol/bundle-text.ts';
import { type CheckedBundle, checkBundle } from '../../shared/protocol/check-bundle.ts';

/** What is to be checked: the file or the fetched bundle's bytes, and the check code of the minutes if one was typed. */
export interface CheckRequest {
  readonly file: Blob;
  readonly checkCode?: string;
}

/** What is told of a check: first how much there is to do, then what was found; or that it is no JSON, or could not be done. */
export type CheckReport =
  | { readonly at: 'read'; readonly ballots: number }
  | { readonly at: 'unreadable' | 'failed' }
  | { readonly at: 'checked'; readonly checked: CheckedBundle };

async function parse(file: Blob): Promise<unknown> {
  try {
    return parseBundleBytes(new Uint8Array(await file.arrayBuffer()));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function ballotsIn(bundle: unknown): number {
  const isSealed = typeof bundle === 'object' && bundle !== null && 'ballots' in bundle;
  return isSealed && Array.isArray(bundle.ballots) ? bundle.ballots.length : 0;
}

async function check({ file, checkCode }: CheckRequest, tell: (report: CheckReport) => void): Promise<void> {
  const bundle = await parse(file);
  if (bundle === undefined) return tell({ at: 'unreadable' });
  tell({ at: 'read', ballots: ballotsIn(bundle) });
  tell({ at: 'checked', checked: await checkBundle(bundle, checkCode) });
}

/** Checks a bundle's bytes and tells of it; the last report is another than `read`. Never throws. */
export const checkFile = (request: CheckRequest, tell: (report: CheckReport) => void): Promise<void> =>
  check(request, tell).catch(() => tell({ at: 'failed' }));

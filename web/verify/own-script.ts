/**
 * The script that this page runs: linked as `main.js`, or written into the page itself in the copy that is one file. The same script
 * is page and worker, so a worker of it needs nothing that the page has not loaded already.
 */
export type OwnScript =
  | { readonly at: 'linked'; readonly url: string }
  | { readonly at: 'inline'; readonly text: string };

/** Known only while the script is first run; null in a worker. */
function runningScript(): OwnScript | null {
  const script = typeof document === 'undefined' ? null : document.currentScript;
  if (!(script instanceof HTMLScriptElement)) return null;
  return script.src === '' ? { at: 'inline', text: script.text } : { at: 'linked', url: script.src };
}

export const OWN_SCRIPT: OwnScript | null = runningScript();

/** A worker of this script, or null where the browser refuses one, as it does of a script that lies beside a saved page. */
export function startOwnWorker(): Worker | null {
  if (OWN_SCRIPT === null) return null;
  try {
    if (OWN_SCRIPT.at === 'linked') return new Worker(OWN_SCRIPT.url);
    const url = URL.createObjectURL(new Blob([OWN_SCRIPT.text], { type: 'text/javascript' }));
    try {
      return new Worker(url);
    } finally {
      // The worker has begun to fetch it by then; the address is of no more use.
      setTimeout(() => URL.revokeObjectURL(url), 60_000);
    }
  } catch (error) {
    console.info('no worker here', error);
    return null;
  }
}

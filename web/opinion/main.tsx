import { parseOpinionFragment, parseReceiptFragment } from '../../shared/protocol/opinion-receipt.ts';
import { callOver } from '../ui/client.ts';
import { type KeyValueStore, openStore } from '../ui/idb.ts';
import { mountPage } from '../ui/mount.tsx';
import { App, type Place } from './app.tsx';
import { draftKeeper } from './draft.ts';
import { OPINION_PAGE_ROUTES } from './routes.ts';

/** Where a webview lets pages keep words; `null` where it does not. */
function wordStorage(): Storage | null {
  try {
    localStorage.setItem('shuangshu.probe', '');
    localStorage.removeItem('shuangshu.probe');
    return localStorage;
  } catch {
    return null;
  }
}

function placeOf(fragment: string): Place {
  // Only on a secure origin, and missing in the oldest engines: without it no receipt can be made.
  if (globalThis.crypto?.subtle === undefined) return { kind: 'cannot' };
  const receipt = parseReceiptFragment(fragment);
  if (receipt !== null) return { kind: 'receipt', receipt };
  const door = parseOpinionFragment(fragment);
  return door === null ? { kind: 'bad-link' } : { kind: 'door', door };
}

async function start(): Promise<void> {
  const words = wordStorage();
  const store = await openStore('shuangshu-opinion').catch((): KeyValueStore | null => null);
  const desk = {
    call: callOver(OPINION_PAGE_ROUTES),
    words,
    keeperOf: (session: string) => draftKeeper(session, { words, store }),
  };
  mountPage(<App place={placeOf(location.hash)} desk={desk} />);
}

// Another code scanned while the page is open changes the fragment only; the page starts again with it.
addEventListener('hashchange', () => location.reload());
void start();

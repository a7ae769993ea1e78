import { render } from 'preact';
import type { Bytes } from '../../shared/protocol/bytes.ts';
import { callOver } from '../ui/client.ts';
import { openStore } from '../ui/idb.ts';
import { currentLanguage, setLanguage } from '../ui/language.ts';
import { mountPage } from '../ui/mount.tsx';
import { App } from './app.tsx';
import { type Driver, startDriver } from './driver.ts';
import { type Flow, START } from './flow.ts';
import { takeFragment } from './fragment.ts';
import { whatIsMissing } from './open-page.ts';
import { VOTE_ROUTES } from './routes.ts';
import { sleep } from './sleep.ts';
import { loadEnglish } from './texts.ts';

const fragment = takeFragment(window);
const RESTING: Driver = { dispatch: () => undefined, typeCode: () => undefined };
const call = callOver(VOTE_ROUTES);
const randomBytes = (length: number): Bytes => crypto.getRandomValues(new Uint8Array(length));

/** A phone that was switched to English opens in Chinese until the English texts are here. */
async function rememberEnglish(): Promise<void> {
  if (currentLanguage() === 'zh') return;
  setLanguage('zh');
  if (await loadEnglish()) setLanguage('en');
}

async function start(): Promise<void> {
  void rememberEnglish();
  let driver = RESTING;
  const root = mountPage(<App flow={START} driver={driver} />);
  const show = (flow: Flow) => render(<App flow={flow} driver={driver} />, root);
  const store = await whatIsMissing(() => openStore('shuangshu-vote'));
  if (typeof store === 'string') return show({ ...START, state: { at: 'cannot', why: store } });
  driver = startDriver({ call, store, random: randomBytes, nowMs: Date.now, sleep }, fragment, show);
}

// A card scanned while the page is open changes the fragment only; the page starts again with it.
addEventListener('hashchange', () => location.reload());
void start();

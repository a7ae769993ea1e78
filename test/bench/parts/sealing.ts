import { createServer } from 'node:http';
import { build } from 'esbuild';
import { listen } from '../../../infra/local/listen.ts';
import { launchChromium78 } from '../../journeys/browsers/launch-chromium-78.ts';
import { launchCurrent } from '../../journeys/browsers/launch-current.ts';
import { FORM_OF_33 } from '../../load/ballot-forms.ts';
import { makeMeeting } from '../../load/made-meeting.ts';
import { type Figure, median, percentile, rounded } from '../figure.ts';

const SEALS = 60;
const THROTTLING = 6;
const MOST_MS = 300;

/** What the voting page runs when the ballot is handed in, timed in the page itself. */
const PAGE = `
import { checkCode } from './shared/protocol/check-code.ts';
import { manifestHash, parseManifest } from './shared/protocol/manifest.ts';
import { sealBallot } from './shared/protocol/seal.ts';
const random = (length) => crypto.getRandomValues(new Uint8Array(length));
const times = async (runs, work) => {
  const timesMs = [];
  for (let run = 0; run < runs; run += 1) {
    const startedMs = performance.now();
    await work();
    timesMs.push(performance.now() - startedMs);
  }
  return timesMs;
};
window.timed = {
  async seals(json, runs) {
    const { manifest } = parseManifest(json);
    const hash = await manifestHash(manifest);
    const scores = manifest.subjects.flatMap(({ indicators }) => indicators.map(() => 9));
    return times(runs, () => {
      const token = { nonce: random(32), signature: random(256) };
      return sealBallot({ manifest, manifestHash: hash, token, scores, random });
    });
  },
  checkCodes: (runs) => times(runs, () => checkCode(random(32))),
};
`;

const CHECK_CODES = 5;

interface Times {
  readonly sealsMs: readonly number[];
  readonly checkCodesMs: readonly number[];
}

/** An empty page on this machine: WebCrypto wants a secure context, which localhost is. */
async function servePage() {
  const server = createServer((_, response) => response.end('<!doctype html><title>sealing</title>'));
  const port = await listen(server, { address: '127.0.0.1', port: 0 });
  const close = () => {
    server.closeAllConnections();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return { url: `http://127.0.0.1:${port}/`, close };
}

interface Timed {
  readonly url: string;
  readonly script: string;
  /** Expressions that give the times of the seals and of the check codes. */
  readonly expressions: readonly [string, string];
}

/** Playwright and Puppeteer alike. */
interface EvaluatingPage {
  goto(url: string): Promise<unknown>;
  evaluate(expression: string): Promise<unknown>;
}

async function timesIn(page: EvaluatingPage, { script, expressions }: Timed): Promise<Times> {
  await page.evaluate(script);
  const [seals, codes] = expressions;
  return {
    sealsMs: (await page.evaluate(seals)) as number[],
    checkCodesMs: (await page.evaluate(codes)) as number[],
  };
}

async function timeCurrent(timed: Timed) {
  const browser = await launchCurrent();
  try {
    const page = await browser.newPage();
    await page.goto(timed.url);
    const free = await timesIn(page, timed);
    // A page of its own: nothing is compiled yet, as on a phone.
    const slow = await browser.newPage();
    await slow.goto(timed.url);
    const devtools = await slow.context().newCDPSession(slow);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: THROTTLING });
    return { version: browser.version(), free, throttled: await timesIn(slow, timed) };
  } finally {
    await browser.close();
  }
}

async function timeChromium78(timed: Timed) {
  const browser = await launchChromium78();
  try {
    const page = await browser.newPage();
    await page.goto(timed.url);
    return { version: await browser.version(), free: await timesIn(page, timed) };
  } finally {
    await browser.close();
  }
}

const spread = (timesMs: readonly number[]) => ({
  firstMs: rounded(timesMs[0] ?? Number.NaN),
  p95Ms: rounded(percentile(timesMs, 0.95)),
  seals: timesMs.length,
});

/** Sealing a ballot of 33 scores in a current Chromium, slowed down six times and not, and in Chromium 78. */
export async function measureSealing(): Promise<readonly Figure[]> {
  const stdin = { contents: PAGE, resolveDir: process.cwd(), loader: 'ts' as const };
  const built = await build({ stdin, bundle: true, write: false, minify: true, format: 'iife', target: 'chrome78' });
  const { manifest } = await makeMeeting('bench-sealing', FORM_OF_33);
  const expressions = [
    `window.timed.seals(${JSON.stringify(manifest)}, ${SEALS})`,
    `window.timed.checkCodes(${CHECK_CODES})`,
  ] as const;
  const { url, close } = await servePage();
  const timed = { url, script: built.outputFiles[0]?.text ?? '', expressions };
  try {
    const current = await timeCurrent(timed);
    const old = await timeChromium78(timed);
    return figuresOf(current, old);
  } finally {
    await close();
  }
}

function figuresOf(
  current: Awaited<ReturnType<typeof timeCurrent>>,
  old: Awaited<ReturnType<typeof timeChromium78>>,
): readonly Figure[] {
  const free = median(current.free.sealsMs);
  const checkCodes = (id: string, name: string, { checkCodesMs }: Times): Figure => ({
    ...{ id: `check-code-${id}`, name: `check code, ${name}, median` },
    ...{ measured: rounded(median(checkCodesMs)), unit: 'ms' },
  });
  return [
    {
      id: 'sealing-throttled',
      name: `sealing 33 scores, Chromium ${current.version.split('.', 1)[0]}, CPU throttled ${THROTTLING}×, median`,
      measured: rounded(median(current.throttled.sealsMs)),
      unit: 'ms',
      target: { atMost: MOST_MS },
      detail: spread(current.throttled.sealsMs),
    },
    {
      id: 'sealing-current',
      // The throttling slows the page's own thread and leaves WebCrypto's alone; six times everything is the harder measure.
      name: `sealing 33 scores, Chromium ${current.version.split('.', 1)[0]}, six times the unthrottled median`,
      measured: rounded(THROTTLING * free),
      unit: 'ms',
      target: { atMost: MOST_MS },
      detail: { unthrottledMs: rounded(free), ...spread(current.free.sealsMs) },
    },
    {
      id: 'sealing-chromium-78',
      name: 'sealing 33 scores, Chromium 78, not throttled, median',
      measured: rounded(median(old.free.sealsMs)),
      unit: 'ms',
      target: { atMost: MOST_MS },
      detail: spread(old.free.sealsMs),
    },
    checkCodes('current', `current Chromium, throttled ${THROTTLING}×`, current.throttled),
    checkCodes('chromium-78', 'Chromium 78', old.free),
  ];
}

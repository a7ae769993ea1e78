import type { Page } from 'playwright-core';
import { type Attack, attempt, gained, type Outcome, stopped } from './attack.ts';
import type { Ground } from './ground/ground.ts';
import { onceAGround } from './ground/once-a-ground.ts';
import { CARELESS, type PhoneStorage, storageOf } from './ground/phone-storage.ts';
import { type Asked, type Front, nothingBefore, openSite, openStranger, type Site } from './ground/site.ts';
import type { Card, Stage } from './ground/stage.ts';
import { productAsItIs } from './ground/stages.ts';
import { lineAttempts, says } from './leaking-lines.ts';

const PATIENCE_MS = 20_000;

interface Opening {
  readonly addressOf?: (card: Card) => string;
  /** Runs in the page before anything of its own. */
  readonly spoil?: string;
  readonly front?: Front;
}

interface Opened {
  readonly page: Page;
  readonly site: Site;
  readonly stage: Stage;
  readonly card: Card;
}

const onTheCard = ({ fragment }: Card): string => `/vote/${fragment}`;
const inAQuery = ({ fragment }: Card): string => `/vote/?${fragment.slice(1)}`;

/** Opens the card's address in a real browser and waits until the page shows something. */
async function openCard<Seen>(
  ground: Ground,
  opening: Opening,
  look: (opened: Opened) => Promise<Seen>,
): Promise<Seen> {
  const { addressOf = onTheCard, spoil, front = nothingBefore } = opening;
  const stage = await productAsItIs().openStage(ground, { state: 'armed', cards: 1 });
  const [card] = stage.cards;
  if (card === undefined) throw new Error('no card was printed');
  const site = await openSite(ground, stage, front);
  const context = await (await ground.browser()).newContext();
  try {
    if (spoil !== undefined) await context.addInitScript(spoil);
    const page = await context.newPage();
    await page.goto(site.origin + addressOf(card));
    await page.locator('h1').first().waitFor({ timeout: PATIENCE_MS });
    return await look({ page, site, stage, card });
  } finally {
    await context.close();
  }
}

/** A browser in whose history nothing can be replaced. */
const FIXED_HISTORY = 'history.replaceState = () => undefined;';

async function lookAtHistory(opening: Opening, ground: Ground): Promise<Outcome> {
  return openCard(ground, opening, async ({ page, card }) => {
    const shown = page.url();
    await page.goto('about:blank');
    await page.goBack();
    const addresses = [shown, page.url(), await page.evaluate(() => location.href)];
    return addresses.some((address) => says(address, card))
      ? gained('a code in the history')
      : stopped('an address without a code');
  });
}

const withoutReferers = (asked: readonly Asked[]) =>
  asked.map(({ method, url, headers: { referer: _referer, ...headers } }) => ({ method, url, headers }));

async function lookAtRequests(opening: Opening, ground: Ground): Promise<Outcome> {
  return openCard(ground, opening, async ({ site, card }) => {
    if (site.asked.length < 3) throw new Error('the page asked for nothing');
    return says(JSON.stringify(withoutReferers(site.asked)), card)
      ? gained('a code in a log')
      : stopped('requests without a code');
  });
}

/** Pages that were linked from a code's page: a stranger's, and our own for what it is made of. */
async function lookAtReferers(opening: Opening, ground: Ground): Promise<Outcome> {
  const stranger = await openStranger(ground);
  return openCard(ground, opening, async ({ page, site, card }) => {
    await page.evaluate((address) => {
      location.href = address;
    }, stranger.address);
    await page.waitForURL(`${stranger.address}**`, { timeout: PATIENCE_MS });
    if (stranger.asked.length === 0 || site.asked.length < 3) throw new Error('nobody was asked');
    const told = [...stranger.asked, ...site.asked].map(({ headers }) => headers.referer ?? '');
    return told.some((referer) => says(referer, card))
      ? gained('a code in a Referer')
      : stopped('no code in a Referer');
  });
}

/** A front that lets a browser say wherever it was before. */
const tellingAll: Front = (listener) => (request, response) => {
  const writeHead = response.writeHead.bind(response);
  response.writeHead = ((status: number, headers: Record<string, string>) =>
    writeHead(status, { ...headers, 'referrer-policy': 'unsafe-url' })) as typeof response.writeHead;
  return listener(request, response);
};

/** A page that has the code in a query, and tells where a reader was: by its header, and by what it says of itself. */
const leakingReferers: Opening = {
  addressOf: inAQuery,
  front: tellingAll,
  spoil: `${FIXED_HISTORY}
    addEventListener('DOMContentLoaded', () => {
      const meta = document.createElement('meta');
      [meta.name, meta.content] = ['referrer', 'unsafe-url'];
      document.head.append(meta);
    });`,
};

interface Drew {
  readonly storage: PhoneStorage;
  readonly card: Card;
}

/** Draws the token in the browser, as a delegate presses, and reads what is left on the phone. */
const drawAndRead = (opening: Opening, ground: Ground): Promise<Drew> =>
  openCard(ground, opening, async ({ page, card }) => {
    await page.getByRole('button', { name: '一样', exact: true }).click({ timeout: PATIENCE_MS });
    await page.getByRole('heading', { name: '签到成功' }).waitFor({ timeout: PATIENCE_MS });
    return { storage: await storageOf(page), card };
  });

const drewAsItIs = onceAGround((ground) => drawAndRead({}, ground));

const PLACES: Readonly<Record<keyof typeof CARELESS, { readonly title: string }>> = {
  databases: { title: 'IndexedDB of a real browser after the token was drawn' },
  document: { title: 'the page itself, in a real browser, after the token was drawn' },
  localStorage: { title: 'local storage of a real browser after the token was drawn' },
  sessionStorage: { title: 'session storage of a real browser after the token was drawn' },
  caches: { title: 'the caches of a real browser after the token was drawn' },
  cookies: { title: 'the cookies of a real browser after the token was drawn' },
  historyState: { title: 'the state in the history of a real browser after the token was drawn' },
};

const attemptAtStorage = (place: keyof typeof CARELESS) =>
  attempt<Drew>({
    ...PLACES[place],
    stoppedBy: 'a phone without a code',
    weakness: 'a page that keeps its address nowhere',
    product: drewAsItIs,
    weakened: (ground) => drawAndRead({ spoil: CARELESS[place] }, ground),
    play: async ({ storage, card }) =>
      says(storage[place], card) ? gained(`a code: ${PLACES[place].title}`) : stopped('a phone without a code'),
  });

export const leakingCode: Attack = {
  target: 'the code on a card',
  attacker: 'whoever picks the phone up later, reads the server’s log, or is sent the link from the address bar',
  holds: 'the browser’s address bar and history, every address, header and line of a server, all storage of the phone',
  wants: 'a code that is live, or the name behind a token by it',
  attempts: [
    attempt<Opening>({
      title: 'the address bar and the history after the page was opened',
      stoppedBy: 'an address without a code',
      weakness: 'taking the fragment off the address',
      product: () => ({}),
      weakened: () => ({ spoil: FIXED_HISTORY }),
      play: lookAtHistory,
    }),
    attempt<Opening>({
      title: 'addresses and headers of everything that the page asks its server for',
      stoppedBy: 'requests without a code',
      weakness: 'the code in a fragment, which no request carries',
      product: () => ({}),
      weakened: () => ({ addressOf: inAQuery }),
      play: lookAtRequests,
    }),
    attempt<Opening>({
      title: 'the Referer alone, at a stranger’s server and at our own',
      stoppedBy: 'no code in a Referer',
      weakness: 'a fragment, and a policy that tells nobody where a reader was',
      product: () => ({}),
      weakened: () => leakingReferers,
      play: lookAtReferers,
    }),
    ...lineAttempts,
    ...(Object.keys(CARELESS) as (keyof typeof CARELESS)[]).map(attemptAtStorage),
  ],
};

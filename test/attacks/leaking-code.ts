import type { Page } from 'playwright-core';
import type { KeyValueStore } from '../../web/ui/idb.ts';
import { memoryStore } from '../rehearsal/memory-store.ts';
import { type Attack, attempt, gained, type Outcome, stopped } from './attack.ts';
import type { Ground } from './ground/ground.ts';
import { openSite, type Site } from './ground/site.ts';
import type { Card, Stage } from './ground/stage.ts';
import { productAsItIs } from './ground/stages.ts';
import { checkInAs } from './ground/voter.ts';

const PATIENCE_MS = 20_000;

/** Opens the card's address in a real browser and waits until the page shows the check code. */
async function openCard(
  ground: Ground,
  { addressOf, spoil }: { readonly addressOf: (card: Card) => string; readonly spoil?: string },
  look: (seen: {
    readonly page: Page;
    readonly site: Site;
    readonly stage: Stage;
    readonly card: Card;
  }) => Promise<Outcome>,
): Promise<Outcome> {
  const stage = await productAsItIs().openStage(ground, { state: 'armed', cards: 1 });
  const [card] = stage.cards;
  if (card === undefined) throw new Error('no card was printed');
  const site = await openSite(ground, stage);
  const context = await (await ground.browser()).newContext();
  try {
    if (spoil !== undefined) await context.addInitScript(spoil);
    const page = await context.newPage();
    await page.goto(site.origin + addressOf(card));
    await page.waitForFunction(() => document.querySelector('main h1, h1') !== null, undefined, {
      timeout: PATIENCE_MS,
    });
    return await look({ page, site, stage, card });
  } finally {
    await context.close();
  }
}

const onTheCard = ({ fragment }: Card): string => `/vote/${fragment}`;
const inAQuery = ({ fragment }: Card): string => `/vote/?${fragment.slice(1)}`;

/** A browser in whose history nothing can be replaced. */
const FIXED_HISTORY = 'history.replaceState = () => undefined;';

/** A phone that keeps every state of a record beside the last. */
function keepingAll(): KeyValueStore & { readonly all: readonly unknown[] } {
  const [store, all] = [memoryStore(), [] as unknown[]];
  return {
    ...store,
    all,
    put: async (key, value) => {
      all.push(value);
      await store.put(key, value);
    },
  };
}

const everythingIn = async (store: KeyValueStore): Promise<string> => {
  const values = await Promise.all((await store.keys()).map((key) => store.get(key)));
  const kept = 'all' in store ? store.all : [];
  return JSON.stringify([values, kept], (_, value) => (typeof value === 'bigint' ? String(value) : value));
};

export const leakingCode: Attack = {
  target: 'the code on a card',
  attacker: 'whoever picks the phone up later, reads the server’s log, or is sent the link from the address bar',
  holds: 'the browser’s address bar and history, every address and header a server is asked with, the phone’s storage',
  wants: 'a code that is live, or the name behind a token by it',
  attempts: [
    attempt<string | undefined>({
      title: 'the address bar and the history after the page was opened',
      stoppedBy: 'an address without a code',
      weakness: 'taking the fragment off the address',
      product: () => undefined,
      weakened: () => FIXED_HISTORY,
      play: (spoil, ground) =>
        openCard(
          ground,
          { addressOf: onTheCard, ...(spoil === undefined ? {} : { spoil }) },
          async ({ page, card }) => {
            const shown = page.url();
            await page.goto('about:blank');
            await page.goBack();
            const addresses = [shown, page.url(), await page.evaluate(() => location.href)];
            return addresses.some((address) => address.includes(card.code))
              ? gained('a code in the history')
              : stopped('an address without a code');
          },
        ),
    }),
    attempt<(card: Card) => string>({
      title: 'addresses and headers, Referer among them, of everything that the page asks its server for',
      stoppedBy: 'requests without a code',
      weakness: 'the code in a fragment, which no request carries',
      product: () => onTheCard,
      weakened: () => inAQuery,
      play: (addressOf, ground) =>
        openCard(ground, { addressOf }, async ({ site, card }) => {
          if (site.asked.length < 3) throw new Error('the page asked for nothing');
          return JSON.stringify(site.asked).includes(card.code)
            ? gained('a code in a log')
            : stopped('requests without a code');
        }),
    }),
    attempt<() => KeyValueStore>({
      title: 'the phone’s storage after the token was drawn',
      stoppedBy: 'a storage without a code',
      weakness: 'a record that takes the place of the one before',
      product: () => memoryStore,
      weakened: () => keepingAll,
      play: async (newStore, ground) => {
        const product = productAsItIs();
        const { call, cards, checkCode, hall } = await product.openStage(ground, { state: 'armed', cards: 1 });
        const [card] = cards;
        const store = newStore();
        const { at } = await checkInAs(product, { call, store, fragment: card?.fragment ?? '', hallCode: checkCode });
        if (at !== 'drawn' || card === undefined) throw new Error(`the phone drew nothing: ${at}`);
        if (JSON.stringify(hall.log).includes(card.code)) return gained('a code in the log');
        const kept = await everythingIn(store);
        return kept.includes(card.code) ? gained('a code in the storage') : stopped('a storage without a code');
      },
    }),
  ],
};

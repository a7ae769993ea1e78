import type { BrowserContext, Page } from 'playwright-core';
import { parseOpinionFragment } from '../../shared/protocol/opinion-receipt.ts';
import { logIn } from '../rehearsal/deployment.ts';
import { type Attempt, attempt, gained, type Outcome, stopped } from './attack.ts';
import type { Ground } from './ground/ground.ts';
import { type ScriptedCounty, scriptedCounty } from './ground/scripted-county.ts';
import { textFields } from './ground/text-fields.ts';
import { UNTRIED } from './ground/untried-texts.ts';

const PATIENCE_MS = 20_000;
/** A screen that shows none of these texts is given up after this. */
const SETTLED_MS = 1_500;
const COUNTY = 'tuanfeng';
const ROUND = '2008';
const sessionOf = (unit: string): string => `${COUNTY}-${ROUND}-${unit}`;

/** A page whose texts become HTML where they have a mark of ours; runs before anything of the page. */
const TEXTS_AS_HTML = `{
  const make = Document.prototype.createTextNode;
  Document.prototype.createTextNode = function (text) {
    if (!String(text).includes('id=ran')) return make.call(this, text);
    const holder = this.createElement('span');
    holder.innerHTML = text;
    return holder;
  };
}`;

/** Screens of the console, each with the texts of a unit that has come so far. */
const CONSOLE: readonly string[] = [
  ...['#/', '#/rounds', '#/audit', `#/plan/${ROUND}`, `#/round-up/${ROUND}`],
  ...['unit', 'reports', 'floor', 'rectification', 'outcomes'].map(
    (screen) => `#/${screen}/${ROUND}/${sessionOf('zongluzui')}`,
  ),
  ...['collation', 'nomination', 'screening', 'invitations', 'preparation'].map(
    (screen) => `#/${screen}/${ROUND}/${sessionOf('shangbahe')}`,
  ),
];

interface Swept {
  /** Pages on which a text with a script is read as a text. */
  readonly shown: number;
  /** Where one of them has become a part of the page. */
  readonly ran: string | null;
}

/** A document is handed out as a download; somebody opens it from the disk. */
async function arriveAt(page: Page, address: string): Promise<void> {
  if (address.includes('/storage/')) return page.setContent(await (await fetch(address)).text());
  await page.goto(address);
  await page.locator('h1, h2').first().waitFor({ timeout: PATIENCE_MS });
}

/** What became of the texts with scripts in them, once there is one. */
const LOOK = `globalThis.ran !== undefined || document.querySelector('[id^=ran]') !== null
  ? 'ran'
  : document.body.textContent.includes('id=ran') && document.readyState === 'complete' && 'text'`;

/** Goes from page to page, and looks on each whether a text has become a part of it. */
async function sweep(page: Page, addresses: readonly string[]): Promise<Swept> {
  let shown = 0;
  for (const address of addresses) {
    await arriveAt(page, address);
    const seen = await page
      .waitForFunction(LOOK, undefined, { timeout: SETTLED_MS })
      .then((found) => found.jsonValue())
      .catch(() => 'nothing');
    if (seen === 'text') shown += 1;
    if (seen === 'ran') return { shown, ran: new URL(address).pathname };
  }
  return { shown, ran: null };
}

async function signedIn(context: BrowserContext, { embedded }: ScriptedCounty): Promise<Page> {
  const page = await context.newPage();
  const account = embedded.accounts.find(({ login }) => login === 'inspection');
  if (account === undefined) throw new Error('no sample account of the office');
  await page.goto(`${embedded.origin}/console/`);
  await page.getByRole('button', { name: '登录' }).click({ timeout: PATIENCE_MS });
  await page.waitForURL(/\/oidc\//);
  await page.fill('#login', account.login);
  await page.fill('#password', account.password);
  await page.click('button[type=submit]');
  await page.getByRole('navigation', { name: '主导航' }).waitFor({ timeout: PATIENCE_MS });
  return page;
}

/** No policy protects here: what is left is that a text is a text. */
async function withContext<Seen>(ground: Ground, spoil: string, look: (context: BrowserContext) => Promise<Seen>) {
  const context = await (await ground.browser()).newContext({ bypassCSP: true });
  try {
    await context.addInitScript(spoil);
    return await look(context);
  } finally {
    await context.close();
  }
}

const judge = ({ shown, ran }: Swept, fewest: number): Outcome => {
  if (ran !== null) return gained(`a script in ${ran}`);
  if (shown < fewest) throw new Error(`only ${shown} of these pages show a text with a script`);
  return stopped('text');
};

async function sweepConsole(spoil: string, ground: Ground): Promise<Outcome> {
  const county = await scriptedCounty(ground);
  const addresses = CONSOLE.map((fragment) => `${county.embedded.origin}/console/${fragment}`);
  return withContext(ground, spoil, async (context) =>
    judge(await sweep(await signedIn(context, county), addresses), 10),
  );
}

/** What people open without a name, the printed result among it. */
async function publicAddresses({ embedded, sample }: ScriptedCounty): Promise<readonly string[]> {
  const { origin, accounts } = embedded;
  const office = await logIn({ origin, county: COUNTY, accounts, close: async () => undefined }, 'inspection');
  const { url } = await office.ask('openOpinionPage', { session: sessionOf('linshanhe') });
  const door = parseOpinionFragment(new URL(url).hash);
  if (door === null) throw new Error('the poster leads nowhere');
  const printed = await office.ask('createDownload', { session: sessionOf('chengguan'), document: 'result.html' });
  return [
    `${origin}${sample.cardPath}`,
    `${origin}${sample.enrolments[0]?.path}`,
    `${origin}/hall/?session=${sample.session}`,
    `${origin}/verify/?session=${sessionOf('chengguan')}`,
    `${origin}/opinion/${new URL(url).hash}`,
    `${origin}/read/#${door.session}/${door.key}`,
    printed.url,
  ];
}

async function sweepPublic(spoil: string, ground: Ground): Promise<Outcome> {
  const addresses = await publicAddresses(await scriptedCounty(ground));
  return withContext(ground, spoil, async (context) => judge(await sweep(await context.newPage(), addresses), 4));
}

const NOT_THOUGHT_OF = 'someOperation.someText';

/** A script in every text that a county takes in, and every page that shows one. */
export const textAttempts: readonly Attempt[] = [
  attempt<string>({
    title: 'a script in every text of a county’s life, taken in by its operations, on the screens of the console',
    stoppedBy: 'text',
    weakness: 'pages that make text of a text',
    product: () => '',
    weakened: () => TEXTS_AS_HTML,
    play: sweepConsole,
  }),
  attempt<string>({
    title: 'the same on the pages of delegates, tellers, hall and authors, and in the printed result',
    stoppedBy: 'text',
    weakness: 'pages that make text of a text',
    product: () => '',
    weakened: () => TEXTS_AS_HTML,
    play: sweepPublic,
  }),
  attempt<readonly string[]>({
    title: 'a text of the contract in which nobody tried a script',
    stoppedBy: 'every text of the contract',
    weakness: 'a list that is held to the contract',
    product: textFields,
    weakened: () => [...textFields(), NOT_THOUGHT_OF],
    play: async (fields, ground) => {
      const { covered } = await scriptedCounty(ground);
      const untried = fields.filter((field) => !covered.has(field) && !Object.hasOwn(UNTRIED, field));
      const gone = Object.keys(UNTRIED).filter((field) => covered.has(field) || !fields.includes(field));
      if (gone.length > 0) throw new Error(`listed as untried, and tried or gone: ${gone.join()}`);
      return untried.length === 0 ? stopped('every text of the contract') : gained(untried.join());
    },
  }),
];

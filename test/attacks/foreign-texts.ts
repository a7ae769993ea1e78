import type { Browser, BrowserContext, Page } from 'playwright-core';
import { logIn } from '../rehearsal/deployment.ts';
import { type Attempt, attempt, gained, type Outcome, stopped } from './attack.ts';
import type { Ground } from './ground/ground.ts';
import { onceAGround } from './ground/once-a-ground.ts';
import { type ScriptedCounty, scriptedCounty } from './ground/scripted-county.ts';
import { UNITS } from './ground/scripted-offices.ts';
import { consoleWalks, countyWalks, publicWalks, type Walk } from './ground/scripted-screens.ts';
import { fieldOf, SCRIPT_ID } from './ground/scripting.ts';
import { textFields } from './ground/text-fields.ts';

const PATIENCE_MS = 20_000;

/** A page whose texts become HTML where they have a mark of ours; runs before anything of the page. */
const TEXTS_AS_HTML = `{
  const make = Document.prototype.createTextNode;
  Document.prototype.createTextNode = function (text) {
    if (!/id='?ran-/.test(text)) return make.call(this, text);
    const holder = this.createElement('span');
    holder.innerHTML = text;
    return holder;
  };
}`;

/** Which scripts are read as texts on a page, also in its fields, and whether one has become a part of it. */
const LOOK = `(() => {
  const fields = [...document.querySelectorAll('input, textarea')].map(({ value }) => value);
  const texts = [document.title, document.body.textContent, ...fields].join(' ');
  return {
    ran: globalThis.ran !== undefined || document.querySelector('[id^=ran-]') !== null,
    shown: [...texts.matchAll(${SCRIPT_ID})].map(([, place]) => Number(place)),
  };
})()`;

interface Looked {
  readonly ran: boolean;
  readonly shown: readonly number[];
}

/** Counts what a page asks for, from the inside, where no message about it can be late. */
const COUNT_ASKED = `{
  const ask = globalThis.fetch;
  const asked = (globalThis.asked = { sent: 0, open: 0 });
  globalThis.fetch = async (...request) => {
    asked.sent += 1;
    asked.open += 1;
    try {
      const answer = await ask(...request);
      await answer.clone().arrayBuffer();
      return answer;
    } finally {
      asked.open -= 1;
    }
  };
}`;

/** After some frames everything is shown that was known, and what that asks for is under way. */
const REST = `(async () => {
  const frame = () => new Promise((shown) => requestAnimationFrame(() => requestAnimationFrame(shown)));
  const { asked = { sent: 0, open: 0 } } = globalThis;
  for (let quiet = 0, sent = asked.sent; quiet < 6; quiet += 1) {
    await frame();
    if (asked.open === 0 && asked.sent === sent) continue;
    [quiet, sent] = [-1, asked.sent];
  }
})()`;

/** What was seen on the way. */
class Sight {
  /** Fields whose scripts are read as texts somewhere. */
  readonly shown = new Set<string>();
  ran: string | null = null;

  /** Looks once a page has come to rest: nothing is asked any more, and what was answered is shown. */
  async look(page: Page): Promise<void> {
    await page.evaluate(REST);
    const { ran, shown } = (await page.evaluate(LOOK)) as Looked;
    if (ran) this.ran = new URL(page.url()).pathname;
    for (const place of shown) this.shown.add(fieldOf(place));
  }

  async walk(page: Page, walks: readonly Walk[]): Promise<void> {
    for (const walk of walks) {
      await walk(page, () => this.look(page)).catch((error: unknown) => {
        // A page with a script in it need not go on.
        if (this.ran === null) throw error;
      });
      if (this.ran !== null) return;
    }
  }
}

async function signIn(page: Page, { embedded }: ScriptedCounty, login: string): Promise<void> {
  const account = embedded.accounts.find((each) => each.login === login);
  if (account === undefined) throw new Error(`no sample account ${login}`);
  await page.goto(`${embedded.origin}/console/`);
  await page.getByRole('button', { name: '登录' }).click({ timeout: PATIENCE_MS });
  await page.waitForURL(/\/oidc\//);
  await page.fill('#login', account.login);
  await page.fill('#password', account.password);
  await page.click('button[type=submit]');
  await page.getByRole('navigation', { name: '主导航' }).waitFor({ timeout: PATIENCE_MS });
}

/** No policy protects here: what is left is that a text is a text. */
async function inContext(
  browser: Browser,
  spoil: string,
  act: (context: BrowserContext) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({ bypassCSP: true });
  try {
    await context.addInitScript(spoil);
    await context.addInitScript(COUNT_ASKED);
    await act(context);
  } finally {
    await context.close();
  }
}

/** Who of the staff looks at whose screens: all of them, or those that nobody else is shown like this. */
const STAFF: readonly (readonly [login: string, units: readonly string[], screens?: readonly string[]])[] = [
  ['inspection', [UNITS.rectifying, UNITS.collecting, 'shangbahe', UNITS.inviting]],
  ['leader', [UNITS.announced], ['outcomes', 'unit']],
  ['discipline', [UNITS.collecting, UNITS.rectifying], ['screening', 'rectification', 'collation']],
  [`clerk-${UNITS.collecting}`, [UNITS.collecting], ['nomination', 'invitations', 'preparation', 'collation']],
  [`clerk-${UNITS.inviting}`, [UNITS.inviting], ['reports', 'nomination', 'preparation']],
];

async function sweepConsole(spoil: string, ground: Ground): Promise<Sight> {
  const county = await scriptedCounty(ground);
  const browser = await ground.browser();
  const sight = new Sight();
  const look = ([login, units, screens]: (typeof STAFF)[number]) =>
    inContext(browser, spoil, async (context) => {
      const page = await context.newPage();
      await signIn(page, county, login);
      const { origin } = county.embedded;
      if (login === 'inspection') await sight.walk(page, countyWalks(origin));
      await sight.walk(page, consoleWalks(origin, units, screens));
    });
  await Promise.all(STAFF.map(look));
  return sight;
}

async function sweepPublic(spoil: string, ground: Ground): Promise<Sight> {
  const county = await scriptedCounty(ground);
  const { origin, accounts } = county.embedded;
  const office = await logIn({ origin, county: 'tuanfeng', accounts, close: async () => undefined }, 'inspection');
  const walks = await publicWalks(county, office);
  const sight = new Sight();
  await inContext(await ground.browser(), spoil, async (context) => sight.walk(await context.newPage(), walks));
  return sight;
}

/** The pages as they are, seen by everybody at once. */
const asTheyAre = onceAGround(async (ground) => {
  const [staff, others] = await Promise.all([sweepConsole('', ground), sweepPublic('', ground)]);
  return { staff, others };
});

const judge = ({ ran }: Sight): Outcome => (ran === null ? stopped('text') : gained(`a script in ${ran}`));

const NOT_THOUGHT_OF = 'someOperation.someText';
/** Kept nowhere and shown to nobody: they say what kind a file is. */
const FILE_NAMES = [
  'checkImport.fileName',
  'importRound.fileName',
  'importNomination.fileName',
  'readReportFile.fileName',
];
/** Told back to whoever typed it, in the summary of what an import would do; then it is `importRound.roundName`. */
const TOLD_BACK = ['checkImport.roundName'];
const UNSEEN = [...FILE_NAMES, ...TOLD_BACK];

/** Every text of the contract refuses a script, or takes one that people are shown as a text somewhere. */
async function judgeFields(fields: readonly string[], ground: Ground): Promise<Outcome> {
  const { taken, refused } = await scriptedCounty(ground);
  const { staff, others } = await asTheyAre(ground);
  const shown = [...staff.shown, ...others.shown];
  const isShown = (field: string) => [...(taken.get(field) ?? [])].some((whose) => shown.includes(whose));
  const wrong = UNSEEN.filter((field) => !taken.has(field) || isShown(field));
  if (wrong.length > 0)
    throw new Error(`listed as shown to nobody, and shown, or no text that takes a script: ${wrong}`);
  const unseen = fields.filter((field) => !refused.has(field) && !isShown(field) && !UNSEEN.includes(field));
  return unseen.length === 0 ? stopped('every text of the contract') : gained(`${unseen.join()}`);
}

/** A script in every text that a county takes in, and every page that shows one. */
export const textAttempts: readonly Attempt[] = [
  attempt<string>({
    title: 'a script in every text of a county’s life, taken in by its operations, on the screens of the console',
    stoppedBy: 'text',
    weakness: 'pages that make text of a text',
    product: () => '',
    weakened: () => TEXTS_AS_HTML,
    play: async (spoil, ground) =>
      judge(spoil === '' ? (await asTheyAre(ground)).staff : await sweepConsole(spoil, ground)),
  }),
  attempt<string>({
    title: 'the same on the pages of delegates, tellers, hall and authors, and in the printed result',
    stoppedBy: 'text',
    weakness: 'pages that make text of a text',
    product: () => '',
    weakened: () => TEXTS_AS_HTML,
    play: async (spoil, ground) =>
      judge(spoil === '' ? (await asTheyAre(ground)).others : await sweepPublic(spoil, ground)),
  }),
  attempt<readonly string[]>({
    title: 'a text of the contract in which no script was refused, and none was seen on a page',
    stoppedBy: 'every text of the contract',
    weakness: 'a list that is held to the contract',
    product: textFields,
    weakened: () => [...textFields(), NOT_THOUGHT_OF],
    play: judgeFields,
  }),
];

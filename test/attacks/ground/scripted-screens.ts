import type { Page } from 'playwright-core';
import { parseOpinionFragment } from '../../../shared/protocol/opinion-receipt.ts';
import type { Office } from '../../rehearsal/office.ts';
import type { ScriptedCounty } from './scripted-county.ts';
import { FILED_ROUND, ROUND, sessionOf, UNITS } from './scripted-offices.ts';

const PATIENCE_MS = 20_000;
/** Screens of the voting page from the check-in to the second officer. */
const VOTING_PRESSES = 12;

/** Goes through a page and looks at each of its screens. */
export type Walk = (page: Page, look: () => Promise<void>) => Promise<void>;

/** What lies behind a press on a screen of the console. */
const BEHIND: Readonly<Record<string, string>> = {
  reports: '.documents button',
  collation: '.opinion-filter label:last-child input',
};

/** A screen, and what is behind the first press of a kind if it has one. */
const toScreen =
  (address: string, behind?: string): Walk =>
  async (page, look) => {
    await page.goto(address);
    await page.locator('h1, h2').first().waitFor({ timeout: PATIENCE_MS });
    await look();
    if (behind === undefined || (await page.locator(behind).count()) === 0) return;
    await page.locator(behind).first().click();
    await look();
  };

/** A document is handed out as a download; somebody opens it from the disk, where no policy is sent with it. */
const toDocument =
  (address: string): Walk =>
  async (page, look) => {
    await page.setContent(await (await fetch(address)).text());
    await look();
  };

/** From the card over the check-in into the scoring, as far as the first officers. */
const toVote =
  (address: string): Walk =>
  async (page, look) => {
    await page.goto(address);
    for (let press = 0; press < VOTING_PRESSES; press += 1) {
      await page.locator('h1').first().waitFor({ timeout: PATIENCE_MS });
      const title = await page.locator('h1').first().textContent();
      await look();
      await page.waitForFunction(
        (before) => {
          if (document.querySelector('h1')?.textContent !== before) return true;
          document.querySelector<HTMLElement>('.pad button, main .button-strong, .button-strong')?.click();
          return false;
        },
        title,
        { timeout: PATIENCE_MS, polling: 150 },
      );
    }
  };

/** A teller comes to the last place, is shown the form, signs it with the others, and opens the desk. */
const toTell =
  ({ nextEnrolment, freeze, armByOthers, embedded }: ScriptedCounty): Walk =>
  async (page, look) => {
    const press = (name: string) => page.getByRole('button', { name, exact: true });
    await page.goto(`${embedded.origin}${await nextEnrolment()}`);
    await press('登记').first().click({ timeout: PATIENCE_MS });
    await look();
    await page.getByRole('dialog').getByRole('button', { name: '登记', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: '登记好了，请等待' }).waitFor({ timeout: PATIENCE_MS });
    await look();
    await freeze();
    await page.getByRole('button', { name: '核对无误，签署' }).waitFor({ timeout: PATIENCE_MS });
    await look();
    for (const view of await page.getByRole('navigation').getByRole('button').all()) {
      await view.click();
      await look();
    }
    const confirm = async (name: string) => {
      await press(name).first().click({ timeout: PATIENCE_MS });
      await page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
    };
    await page.getByRole('navigation').getByRole('button', { name: '当前任务' }).click();
    await confirm('核对无误，签署');
    await armByOthers();
    await page.locator('.check-code').waitFor({ timeout: PATIENCE_MS });
    await look();
    await page.getByRole('navigation').getByRole('button', { name: '签到台' }).click();
    await page.locator('.desk-row').first().click({ timeout: PATIENCE_MS });
    await look();
    await press('发一张纸质票').click();
    await look();
  };

const UNIT_SCREENS = [
  ...['unit', 'collation', 'nomination', 'screening', 'invitations', 'preparation', 'reports', 'cards', 'paper'],
  ...['enrolment', 'floor', 'rectification', 'outcomes'],
];

/** Every screen of the console about some units, or some of the screens, for one of the staff. */
export const consoleWalks = (
  origin: string,
  units: readonly string[],
  screens: readonly string[] = UNIT_SCREENS,
): readonly Walk[] => {
  const console = (fragment: string, behind?: string) => toScreen(`${origin}/console/${fragment}`, behind);
  return units.flatMap((unit) =>
    screens.map((screen) => console(`#/${screen}/${ROUND}/${sessionOf(unit)}`, BEHIND[screen])),
  );
};

/** Screens about the county and its rounds, a meeting that was called off among them. */
export const countyWalks = (origin: string): readonly Walk[] =>
  [
    ...['#/', '#/rounds', `#/rounds/${FILED_ROUND}`, '#/audit', `#/plan/${ROUND}`, `#/round-up/${ROUND}`],
    `#/unit/${FILED_ROUND}/${sessionOf(UNITS.announced, FILED_ROUND)}`,
  ].map((fragment) => toScreen(`${origin}/console/${fragment}`));

/** What people open without a name, documents among it. */
export async function publicWalks(county: ScriptedCounty, office: Office): Promise<readonly Walk[]> {
  const { origin } = county.embedded;
  const announced = sessionOf(UNITS.announced);
  const walks: Walk[] = [toVote(`${origin}${county.nextCard()}`), toTell(county)];
  for (const hash of county.held.posters.values()) {
    const door = parseOpinionFragment(hash);
    if (door === null) throw new Error('the poster leads nowhere');
    walks.push(toScreen(`${origin}/opinion/${hash}`), toScreen(`${origin}/read/#${door.session}/${door.key}`));
    walks.push(toScreen(`${origin}/read/#${door.session}/${door.key}/o1`));
  }
  for (const hash of county.held.receipts.values()) walks.push(toScreen(`${origin}/opinion/${hash}`));
  const halls = Object.values(UNITS).map((unit) => sessionOf(unit));
  for (const session of [...halls, sessionOf(UNITS.announced, FILED_ROUND)])
    walks.push(toScreen(`${origin}/hall/?session=${session}`));
  walks.push(toScreen(`${origin}/verify/?session=${announced}`));
  for (const session of [announced, sessionOf(UNITS.rectifying)])
    walks.push(toDocument((await office.ask('createDownload', { session, document: 'result.html' })).url));
  return walks;
}

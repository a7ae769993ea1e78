import type { Page, Route } from 'playwright-core';
import type { ResponseOf } from '../../../shared/contract/operations.ts';
import { toHex } from '../../../shared/protocol/bytes.ts';
import { manifestHash } from '../../../shared/protocol/manifest.ts';
import { ISSUING, type MadeMeeting } from './made-meeting.ts';

type Meeting = ResponseOf<'getMeeting'>;
type Teller = Meeting['tellers'][number];

/** What the API tells the hall; a test changes it while the screen is looking. */
export interface HallScript {
  face: Partial<Meeting>;
  tellers: readonly Partial<Teller>[];
  manifest: unknown;
  arming: unknown;
  electronic: number;
  result: unknown;
  /** What the network does: everything answered, nothing, or the figures alone refused. */
  network: 'up' | 'down' | 'figures-down';
  /** Questions that wait for their answer at this moment. */
  unanswered: number;
  /** Operations asked so far, for what must not be asked. */
  readonly asked: Set<string>;
}

const TELLER = {
  enrolled: true,
  armed: true,
  boardSigned: false,
  paperEntered: false,
  sharesReleased: false,
  absent: false,
  result: null,
} as const;

/** Read off the script in one moment: an answer is never half of what a test has just changed. */
function faceOf({ manifest, armingHash }: MadeMeeting, hash: string, script: HallScript): Meeting {
  const [discipline = {}, delegates = {}, inspection = {}] = script.tellers;
  return {
    county: manifest.county,
    countyName: '团风县工商局',
    session: manifest.session,
    round: '2007-2008',
    unit: manifest.unit,
    state: 'armed',
    nowMs: Date.now(),
    manifestHash: hash,
    armingHash: toHex(armingHash),
    closesAt: null,
    tellers: [
      { ...TELLER, slot: 'discipline', ...discipline },
      { ...TELLER, slot: 'delegates', ...delegates },
      { ...TELLER, slot: 'inspection', ...inspection },
    ],
    counts: null,
    boardRoot: null,
    boardFrozen: false,
    paper: null,
    openedBy: null,
    outcome: null,
    voidReason: null,
    floor: null,
    ...script.face,
  };
}

/** Answers the hall's questions in the page's own browser, from a script with true keys and signatures. */
export async function scriptHall(page: Page, meeting: MadeMeeting): Promise<HallScript> {
  const script: HallScript = {
    face: {},
    tellers: [],
    manifest: meeting.manifest,
    arming: meeting.arming,
    electronic: 0,
    result: null,
    network: 'up',
    unanswered: 0,
    asked: new Set(),
  };
  const hash = toHex(await manifestHash(meeting.manifest));
  const answer = (path: string): unknown => {
    const operation = path.split('/').pop() ?? '';
    script.asked.add(operation);
    if (operation === 'manifest') return { manifest: script.manifest, arming: script.arming };
    if (operation === 'result') return script.result;
    if (operation === meeting.manifest.session) return faceOf(meeting, hash, script);
    if (script.network === 'figures-down') return null;
    return path.includes('turnout') ? ISSUING : { electronic: script.electronic };
  };
  const reply = (route: Route): Promise<void> => {
    const path = new URL(route.request().url()).pathname;
    if (script.network === 'down') return route.abort('internetdisconnected');
    const body = path.includes(meeting.manifest.session) ? answer(path) : null;
    if (body !== null) return route.fulfill({ json: body });
    const problem = { type: 'urn:shuangshu:problem:session-unknown', title: '没有这次大会', status: 404 };
    return route.fulfill({ status: 404, contentType: 'application/problem+json', json: problem });
  };
  await page.route('**/api/**', async (route) => {
    script.unanswered += 1;
    await reply(route);
    script.unanswered -= 1;
  });
  return script;
}

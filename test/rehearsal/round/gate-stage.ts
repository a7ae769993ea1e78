import { clerkOf, DISCIPLINE, INSPECTION, LEADER } from '../../../infra/local/sample/ask.ts';
import { delegatesOf } from '../../../infra/local/sample/living-sample-units.ts';
import { playDelegates, playNomination, playSubmission } from '../../../infra/local/sample/play-delegates.ts';
import { playReplies, playSending, playTellerLot, playVenue } from '../../../infra/local/sample/play-invitations.ts';
import { playAcknowledgements, playReport } from '../../../infra/local/sample/play-preparation.ts';
import { playReports } from '../../../infra/local/sample/play-reports.ts';
import { morningOf, type PlayedUnit, type RoundScene } from './scene.ts';

const NOMINATED_ON = '2008-02-18';
const INVITED_ON = '2008-02-25';
const REPORTED_ON = '2008-02-28';
const PREPARED_ON = '2008-03-03';
const OBSERVERS = ['样例监督员甲', '样例监督员乙', '样例监督员丙', '样例监督员丁'];

/** A nomination of no more people than there are seats; a screening that is not finished; a list before both agree. */
async function refuseDelegates({ ask, refusals }: RoundScene, played: PlayedUnit): Promise<void> {
  const plan = delegatesOf(played);
  const { session, unit } = plan;
  await playNomination(ask, { ...plan, reserves: plan.reserves.slice(0, 3) });
  await refusals.expect('nomination-too-short', () => playSubmission(ask, plan));
  await refusals.expect('edited-meanwhile', () =>
    ask(clerkOf(unit), 'saveNomination', {
      ...{ session, expectedVersion: 0, plannedSeats: plan.chosen.length },
      candidates: [...plan.chosen],
    }),
  );
  await playNomination(ask, plan);
  await playSubmission(ask, plan);
  await refusals.expect('screening-incomplete', () => ask(DISCIPLINE, 'finishScreening', { session }));
  const reason = '联合审查后按各类别名额选定';
  const early = { session, basedOn: 0, add: [1, 2, 3], remove: [], reason };
  await refusals.expect('not-agreed', () => ask(INSPECTION, 'proposeList', early));
  await refusals.expect('role-not-allowed', () => ask(LEADER, 'getScreening', { session, page: 0 }));
}

/** Stage 2: nomination, screening by two offices, the frozen list; observers are kept apart. */
export async function chooseDelegates(scene: RoundScene, units: readonly PlayedUnit[]): Promise<void> {
  const { ask, clock } = scene;
  await clock.until(morningOf(NOMINATED_ON));
  for (const played of units) {
    if (played.place === 0) await refuseDelegates(scene, played);
    await playDelegates(ask, delegatesOf(played));
    const observers = OBSERVERS.map((name) => ({ name, organisation: '行风监督组（样例）' }));
    await ask(clerkOf(played.unit.code), 'setObservers', { session: played.session, expectedVersion: 0, observers });
  }
}

/** What the freeze, and the steps before it, refuse by the name of what is missing. */
async function refuseEarly({ ask, refusals }: RoundScene, { session, unit }: PlayedUnit): Promise<void> {
  await refusals.expect('not-ready', () => ask(INSPECTION, 'freeze', { session }));
  await refusals.expect('preparation-missing', () =>
    ask(DISCIPLINE, 'acknowledgePreparation', { session, version: 1 }),
  );
  await refusals.expect('lot-too-few', () =>
    ask(INSPECTION, 'nameDelegatesTeller', { session, expectedVersion: 0, named: null }),
  );
  const use = { session, subject: 'unit', use: 'award', note: '推荐评优', decidedBy: '县局党组' } as const;
  await refusals.expect('state-wrong', () => ask(LEADER, 'recordUse', use));
  const { officers } = await ask(clerkOf(unit.code), 'listReports', { session });
  const [first] = officers;
  if (first === undefined) throw new Error('a unit without officers');
  await refusals.expect('report-not-submitted', () =>
    ask(clerkOf(unit.code), 'withdrawReport', { session, officer: first.officer, reason: '更正' }),
  );
}

/** A phone behind the letter's code: every report is there to read, and with another code there is nothing. */
async function readReports({ ask, refusals }: RoundScene, { session, key, unit }: PlayedUnit): Promise<void> {
  const { officers } = await ask('anyone', 'openReading', { session, key });
  const unread = unit.officers.length - officers.filter(({ submitted }) => submitted).length;
  if (unread > 0) throw new Error(`${unread} reports cannot be read`);
  for (const { officer } of officers) await ask('anyone', 'getReadingReport', { session, key, officer });
  await refusals.expect('reading-key-wrong', () => ask('anyone', 'openReading', { session, key: 'A'.repeat(43) }));
}

/** Stages 2 and 3 up to the freeze: letters and replies, reports, the delegates' teller, the preparation and who acknowledges it. */
export async function passGates(scene: RoundScene, units: readonly PlayedUnit[]): Promise<void> {
  const { ask, clock } = scene;
  await clock.until(morningOf(INVITED_ON));
  for (const { session, unit, heldOn } of units) {
    const plan = { session, unit: unit.code, onDay: heldOn };
    await playVenue(ask, plan);
    await playSending(ask, plan);
  }
  const [pilot] = units;
  if (pilot !== undefined) await refuseEarly(scene, pilot);
  for (const { session, unit } of units)
    await playReplies(ask, { session, unit: unit.code, howMany: unit.delegates.length });
  await clock.until(morningOf(REPORTED_ON));
  for (const { session, unit } of units) await playReports(ask, { session, unit: unit.code });
  if (pilot !== undefined) await readReports(scene, pilot);
  await clock.until(morningOf(PREPARED_ON));
  for (const { session, unit } of units) {
    await playTellerLot(ask, { session });
    await playReport(ask, { session, unit: unit.code });
    await playAcknowledgements(ask, { session });
  }
}

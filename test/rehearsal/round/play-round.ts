import { clerkOf, DISCIPLINE, INSPECTION } from '../../../infra/local/sample/ask.ts';
import { playQuotation, playUses, readRoundUp } from '../../../infra/local/sample/play-outcomes.ts';
import type { ResponseOf } from '../../../shared/contract/operations.ts';
import { chooseDelegates, passGates } from './gate-stage.ts';
import { type HeldMeeting, holdMeeting } from './meeting-stage.ts';
import { collectOpinions, openRound } from './opening-stage.ts';
import { putRight } from './rectification-stage.ts';
import { morningOf, type PlayedUnit, type RoundScene } from './scene.ts';

const USED_ON = '2008-04-15';

export interface PlayedRound {
  readonly roundUp: ResponseOf<'getRoundUp'>;
  readonly meetings: readonly HeldMeeting[];
  /** Where something is not as it was played; empty when all is well. */
  readonly complaints: readonly string[];
}

/** After its day a meeting takes no more opinions; a second time nobody freezes it. */
async function refuseAfterwards({ ask, refusals }: RoundScene, { session, key, unit }: PlayedUnit): Promise<void> {
  const said = { session, key, kind: 'question', about: { kind: 'unit' }, named: null } as const;
  await refusals.expect('opinions-closed', () =>
    ask('anyone', 'leaveOpinion', { ...said, photos: [], text: '会后还能提吗？', receiptHash: 'b'.repeat(64) }),
  );
  await refusals.expect('state-wrong', () => ask(INSPECTION, 'freeze', { session }));
  await refusals.expect('role-not-allowed', () => ask(clerkOf(unit.code), 'exportAudit', {}));
}

/** Stage 6: where results were used, and what the source published beside them. */
async function useResults(scene: RoundScene, units: readonly PlayedUnit[]): Promise<readonly string[]> {
  const { ask, clock, sample } = scene;
  await clock.until(morningOf(USED_ON));
  const complaints: string[] = [];
  for (const { session, unit } of units) {
    const recorded = await playUses(ask, session);
    const { uses } = await ask(DISCIPLINE, 'listUses', { session });
    if (uses.length !== recorded) complaints.push(`${unit.code}: ${uses.length} uses on record, ${recorded} played`);
  }
  await playQuotation(ask, sample.round.id);
  return complaints;
}

const labelled = ({ played, meeting }: HeldMeeting): readonly string[] =>
  meeting.complaints.map((complaint) => `${played.unit.code}: ${complaint}`);

/** A whole round, from its opening to its round-up, on a deployment whose clock is moved. */
export async function playRound(scene: RoundScene): Promise<PlayedRound> {
  const { progress, ask, sample, counter, refusals } = scene;
  progress('开启年度 / the round and its plan');
  await openRound(scene);
  progress('征求意见 / opinions, their photos, the collated list');
  const units = await collectOpinions(scene);
  progress('代表产生 / nomination, screening by both offices, the lists');
  await chooseDelegates(scene, units);
  progress('邀请、报告、事前汇报 / invitations, reports, preparation');
  await passGates(scene, units);
  const meetings: HeldMeeting[] = [];
  for (const unit of units) {
    progress(`大会 / meeting: ${unit.unit.name} ${unit.heldOn}`);
    meetings.push(await holdMeeting(scene, unit));
  }
  progress('整改、重新打开、逾期上报 / rectification, reopening, escalation');
  const held = meetings.map(({ played }) => played);
  const complaints = [...(await putRight(scene, held))];
  for (const { session } of held) await ask(INSPECTION, 'finishCollation', { session });
  const [pilot] = held;
  if (pilot !== undefined) await refuseAfterwards(scene, pilot);
  progress('结果运用、年度汇总 / uses, the round-up');
  complaints.push(...(await useResults(scene, held)));
  const roundUp = await readRoundUp(ask, sample.round.id);
  complaints.push(...meetings.flatMap(labelled), ...counter.disagreements(roundUp), ...refusals.complaints);
  return { roundUp, meetings, complaints };
}

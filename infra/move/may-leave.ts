import { shanghaiDay } from '../../shared/process/shanghai-day.ts';
import { MoveRefusal } from './move-refusal.ts';
import type { Survey } from './survey.ts';

/** States in which a session can be moved: before it relies on its keys, and after its box is opened for good. */
const RESTING = ['prepared', 'announced', 'voided'];

/**
 * Refuses a county that cannot be exported now. While a session is under way its keys are needed and cannot travel, and two states of
 * an open ballot box would tell in which order ballots came. What was said today, or waits for the night, would tell by the hour of
 * the export on which side of it somebody wrote: an export holds days that are over.
 *
 * @throws MoveRefusal `import-unfinished`, `county-unknown`, `county-other`, `sessions-open`, `night-not-run`, `day-not-over`
 */
export function refuseUnlessAtRest(survey: Survey, { county, nowMs }: { county: string; nowMs: number }): void {
  const { sessions, isImporting, waiting, latestOpinionDay, partitions } = survey;
  if (isImporting)
    throw new MoveRefusal('import-unfinished', {
      zh: `${county} 的导入没有做完：先把它做完。`,
      en: `An import into ${county} is not finished: finish it first.`,
    });
  if (Object.values(partitions).every(({ length }) => length === 0))
    throw new MoveRefusal('county-unknown', {
      zh: `那里没有 ${county} 的任何数据。`,
      en: `There is nothing of ${county} there.`,
    });
  const other = sessions.find((session) => session.county !== county);
  if (other !== undefined)
    throw new MoveRefusal('county-other', {
      zh: `那里是 ${other.county} 的数据，不是 ${county} 的。`,
      en: `The data there is of ${other.county}, not of ${county}.`,
    });
  const open = sessions.filter(({ state }) => !RESTING.includes(state));
  if (open.length > 0) {
    const list = open.map(({ session, state }) => `  ${session}: ${state}`).join('\n');
    throw new MoveRefusal('sessions-open', {
      zh: '有大会正在进行，办完或作废之后才能导出；已冻结的，让一位计票人重新登记即退回准备状态：',
      en: `Sessions are under way. Finish or void them first; one that is frozen goes back when a teller enrols again:\n${list}`,
    });
  }
  if (waiting > 0)
    throw new MoveRefusal('night-not-run', {
      zh: `有 ${waiting} 张照片或评价还没有经过夜里的打乱：等 shuffle、ratings 运行以后再导出。`,
      en: `${waiting} photos or ratings wait for the night: export after shuffle and ratings have run.`,
    });
  const today = shanghaiDay(nowMs);
  if (latestOpinionDay !== null && latestOpinionDay >= today)
    throw new MoveRefusal('day-not-over', {
      zh: `今天（${today}）还有人留下意见：先停止受理，明天再导出。`,
      en: `Opinions were left today (${today}): stop taking any, and export tomorrow.`,
    });
}

import type { EscalationLevel } from '../../shared/process/round-config.ts';
import type { RoundPlan } from '../../shared/process/round-plan.ts';
import type { Notice } from '../http/notifier.ts';
import { type NoticeName, noticeId } from '../store/notices.ts';
import type { SessionPlace } from '../store/round-lists.ts';

const WHAT_TO_DO: Readonly<Record<EscalationLevel, string>> = {
  'unit-head': '请第一责任人督促尽快整改并答复。',
  'county-leader': '该单位逾期未答复，请分管（挂点）领导督办。',
  'discipline-commission': '经单位和分管领导督办仍未答复，请当地纪委督办。',
};

/** The inbox of a level where the plan names nobody's address: the console shows its notices, mail passes it by. */
const roleInbox = (level: EscalationLevel, unit: string): string => `${level}/${unit}`;

/** Where a level reads its mail, from the round's plan: the leader attached to the unit before the one in charge of the round. */
export function addressOf(level: EscalationLevel, unit: string, plan: RoundPlan | undefined): string {
  const planned = plan?.units.find((each) => each.unit === unit);
  const named: Readonly<Record<EscalationLevel, readonly (string | undefined)[]>> = {
    'unit-head': [planned?.head.email],
    'county-leader': [planned?.leader.email, plan?.leader.email],
    'discipline-commission': [plan?.commission.email],
  };
  return named[level].find((address) => address !== undefined && address !== '') ?? roleInbox(level, unit);
}

/** What is sent: which item of which unit, how late, where to go. Not what it says, and nobody's name. */
export function noticeOf(
  name: NoticeName,
  to: string,
  { place, origin }: { place: SessionPlace; origin: string },
): Notice {
  const { item, level, dueOn, session } = name;
  const { round, unit } = place;
  return {
    id: noticeId(name),
    to,
    subject: `【双述】${unit.name}第 ${item} 项整改事项逾期`,
    text: [
      `${round.name}：${unit.name}第 ${item} 项整改事项应于 ${dueOn} 前答复，现已逾期。`,
      WHAT_TO_DO[level],
      `办理：${origin}/console/#/rectification/${round.round}/${session}`,
    ].join('\n'),
  };
}

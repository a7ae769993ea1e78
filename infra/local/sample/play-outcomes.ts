import type { ResponseOf } from '../../../shared/contract/operations.ts';
import { type Ask, INSPECTION, LEADER } from './ask.ts';
import { SOURCE_FIGURES } from './sample-round.ts';

/** Records what the result of an announced meeting was used for: an award, an assessment and a talk, as far as officers reach. */
export async function playUses(ask: Ask, session: string): Promise<number> {
  const { ofThisMeeting } = await ask(INSPECTION, 'getResults', { session });
  const [unit, first, second, third] = ofThisMeeting;
  if (unit === undefined) throw new Error('the sample: no result is announced');
  const said = [
    { of: unit, use: 'assessment', note: '计入单位年度目标考核，占十分', decidedBy: '县局党组' },
    { of: first, use: 'award', note: '测评为优秀，推荐参加年度评先评优（样例）', decidedBy: '县局党组' },
    { of: second, use: 'assessment', note: '记入干部年度考核档案（样例）', decidedBy: '县局人事教育股' },
    { of: third, use: 'talk', note: '办事效率一项得分偏低，由分管领导约谈（样例）', decidedBy: '县局分管领导' },
  ] as const;
  let recorded = 0;
  for (const { of, ...use } of said) {
    if (of === undefined) continue;
    const { uses } = await ask(LEADER, 'recordUse', { session, subject: of.subject, ...use });
    recorded = uses;
  }
  return recorded;
}

const FORMULA_UNKNOWN = '算法不明';

/** Puts the figures of the source's report beside the round's own. What the source does not give is not quoted. */
export async function playQuotation(ask: Ask, round: string): Promise<void> {
  const { quotedVersion } = await ask(INSPECTION, 'getRoundUp', { round });
  const { units, officers, delegates, questions, suggestions, satisfactionPercent } = SOURCE_FIGURES;
  await ask(INSPECTION, 'quoteFigures', {
    round,
    expectedVersion: quotedVersion,
    source: '团风县工商局 2007—2008 年度双述工作报告',
    figures: [
      { figure: 'units', text: `${units}`, note: '' },
      { figure: 'officers', text: `${officers}`, note: '' },
      { figure: 'delegates', text: `${delegates}`, note: '' },
      { figure: 'satisfaction', text: `${satisfactionPercent}%`, note: FORMULA_UNKNOWN },
      { figure: 'questions', text: `${questions}`, note: '' },
      { figure: 'suggestions', text: `${suggestions}`, note: '' },
    ],
  });
}

/** The round-up as any county office reads it. */
export const readRoundUp = (ask: Ask, round: string): Promise<ResponseOf<'getRoundUp'>> =>
  ask(INSPECTION, 'getRoundUp', { round });

import { MAX_CANDIDATES } from '../../shared/process/nomination.ts';
import type { PlanDefect, PlanDefectCode } from '../../shared/process/round-plan.ts';
import { type InBothLanguages, type Refusal, refuse } from '../http/implement.ts';

/** What is wrong at a place of a plan, and what to do. */
const SENTENCES: Readonly<Record<PlanDefectCode, InBothLanguages>> = {
  'unit-repeated': {
    zh: '单位代码重复，请改成不同的代码。',
    en: 'The unit’s code is used twice. Give each its own.',
  },
  'unit-name-repeated': {
    zh: '单位名称重复，请改成不同的名称。',
    en: 'The unit’s name is used twice. Give each its own.',
  },
  'unit-code-too-long': { zh: '单位代码太长，请缩短。', en: 'The unit’s code is too long. Shorten it.' },
  'units-differ': {
    zh: '计划里的单位与本年度的单位不一致，请刷新后再改；增减单位请重新导入名单。',
    en: 'The plan’s units are not those of the round. Reload and try again; to add or remove units, import the lists anew.',
  },
  'pilot-after-other': {
    zh: '试点单位要排在其他单位之前，请调整次序。',
    en: 'A pilot goes before the other units. Change the order.',
  },
  'pilot-dated-later': {
    zh: '试点单位的大会日期晚于其他单位，请调整日期。',
    en: 'A pilot’s meeting is later than another unit’s. Change the date.',
  },
  'officer-repeated': {
    zh: '同一单位有同名的述职人员，请在姓名后加以区分。',
    en: 'Two officers of the unit have one name. Tell them apart.',
  },
  'one-head': {
    zh: '每个单位要有且只有一位第一责任人，请选定。',
    en: 'A unit has exactly one head. Choose who it is.',
  },
  'head-not-an-officer': {
    zh: '第一责任人要是本单位的述职人员，请重新选择。',
    en: 'The unit’s head must be one of its officers. Choose again.',
  },
  'thresholds-order': {
    zh: '“优秀”的分数线要高于“合格”的分数线。',
    en: 'The threshold of excellent must be above that of qualified.',
  },
  'indicator-repeated': { zh: '测评指标重复，请改名或删去。', en: 'An indicator is there twice. Rename or remove it.' },
  'too-many-indicators': {
    zh: '一张测评表的打分项太多，请减少指标。',
    en: 'One ballot would have too many scores. Use fewer indicators.',
  },
  'shares-sum': {
    zh: '四类代表所占百分比合计必须是 100，请调整。',
    en: 'The shares of the four categories must add to 100. Adjust them.',
  },
  'minimum-too-large': {
    zh: `一个单位最多推荐 ${MAX_CANDIDATES} 名候选人，代表人数下限乘以每个名额的候选人数不能超过它，请减少。`,
    en: `A unit nominates at most ${MAX_CANDIDATES} candidates: least delegates times candidates a seat must not exceed that. Lower one of them.`,
  },
  'escalation-order': {
    zh: '逐级上报的天数要一级比一级晚。',
    en: 'Each level of the escalation must come later than the one before.',
  },
  'deadline-order': {
    zh: '提名的期限要早于发邀请函的期限。',
    en: 'Nomination must be due before invitations are.',
  },
};

export const refusePlan = (defects: readonly PlanDefect[]): Refusal =>
  refuse(
    'plan-not-valid',
    { count: defects.length },
    defects.map(({ field, code }) => ({ field, code, detail: SENTENCES[code] })),
  );

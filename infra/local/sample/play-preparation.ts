import type { RequestOf } from '../../../shared/contract/operations.ts';
import { type Ask, clerkOf, DISCIPLINE, LEADER } from './ask.ts';

type Parts = RequestOf<'submitPreparation'>['parts'];

const PARTS: Parts = {
  opinions: '上门走访和座谈共收集意见若干条，已由县局监察室归类整理，本单位只看到整理后的文字。',
  delegates: '代表名单经县局监察室和当地纪委共同审定，邀请函已全部送出，回复已登记，代表计票人和候补已定。',
  reports: '述职述廉人员的书面报告均已写成五个部分，提交后代表可以在手机上阅读。',
  venue: '会场定在三楼会议室，已检查投影、音响和网络，备足纸质票和票箱。',
  risks: '可能有代表不会用手机：签到台备有纸质票，并安排工作人员只讲操作、不看打分。',
};

export interface PreparationPlan {
  readonly session: string;
  readonly unit: string;
}

/** The unit's report on its preparation is handed in, unless there is one. */
export async function playReport(ask: Ask, { session, unit }: PreparationPlan): Promise<void> {
  const { version } = await ask(clerkOf(unit), 'getPreparation', { session });
  if (version > 0) return;
  await ask(clerkOf(unit), 'submitPreparation', { session, expectedVersion: 0, parts: PARTS });
}

/** The discipline commission and the county's leader acknowledge what is handed in. */
export async function playAcknowledgements(ask: Ask, { session }: Pick<PreparationPlan, 'session'>): Promise<void> {
  for (const actor of [DISCIPLINE, LEADER]) {
    const { version } = await ask(actor, 'getPreparation', { session });
    await ask(actor, 'acknowledgePreparation', { session, version });
  }
}

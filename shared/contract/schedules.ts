import type { Grants } from './operation.ts';

/** A function that the clock starts, and nobody else. */
export interface Schedule {
  readonly summary: { readonly zh: string; readonly en: string };
  /** Hour and minute of every day, Asia/Shanghai. */
  readonly dailyAt: { readonly hour: number; readonly minute: number };
  readonly grants: Grants;
}

/** By their time of day: a machine that was off at night starts them one after the other in this order. */
export const SCHEDULED_NAMES = ['shuffle', 'ratings', 'retention', 'forgetting', 'escalation'] as const;
export type ScheduledName = (typeof SCHEDULED_NAMES)[number];

/** What runs by the clock, with the exact rights of each: the contract of the scheduled functions. */
export const SCHEDULES: Readonly<Record<ScheduledName, Schedule>> = {
  shuffle: {
    summary: { zh: '意见照片夜间重写', en: 'Photos of opinions are written anew in a shuffled order' },
    dailyAt: { hour: 2, minute: 0 },
    grants: {
      opinions: ['GetItem', 'Query', 'UpdateItem', 'DeleteItem'],
      photos: ['GetObject', 'PutObject', 'DeleteObject', 'ListBucket'],
    },
  },
  ratings: {
    summary: { zh: '评价夜间统一计入', en: 'Authors’ ratings are counted in a shuffled order' },
    dailyAt: { hour: 2, minute: 0 },
    grants: {
      opinions: ['Query', 'DeleteItem'],
      meetings: ['GetItem', 'PutItem'],
    },
  },
  retention: {
    summary: { zh: '到期个人信息删除', en: 'Personal data of old rounds is deleted' },
    dailyAt: { hour: 3, minute: 0 },
    grants: {
      registry: ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'],
      meetings: ['GetItem', 'BatchGetItem', 'PutItem'],
    },
  },
  forgetting: {
    summary: { zh: '到期意见署名删除', en: 'Names given with opinions of old rounds are deleted' },
    dailyAt: { hour: 3, minute: 30 },
    grants: {
      opinions: ['Query', 'UpdateItem'],
      meetings: ['Query', 'DeleteItem'],
    },
  },
  escalation: {
    summary: { zh: '逾期整改事项逐级上报', en: 'Overdue rectification items go up one level' },
    dailyAt: { hour: 8, minute: 30 },
    grants: {
      registry: ['GetItem', 'Query', 'PutItem', 'UpdateItem'],
      meetings: ['GetItem', 'Query', 'PutItem'],
      notices: ['SendEmail'],
    },
  },
};

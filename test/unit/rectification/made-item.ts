import {
  type Actor,
  type ItemRefusal,
  type ItemStep,
  newItem,
  type RectificationItem,
  replyTo,
  setMeasure,
} from '../../../shared/process/rectification.ts';

/** A Monday in a week without a holiday; five working days on is the Monday after. */
export const TODAY = '2026-11-23';
export const DUE = '2026-11-30';

export const CLERK: Actor = { hand: 'unit', subject: 'clerk', name: '样例经办' };
export const OFFICE: Actor = { hand: 'county', subject: 'office', name: '样例监察' };
export const COMMISSION: Actor = { hand: 'commission', subject: 'commission', name: '样例纪委' };

export const done = (step: ItemStep): RectificationItem => {
  if (!step.ok) throw new Error(step.refusal.code);
  return step.item;
};

export const refusal = (step: ItemStep): ItemRefusal => {
  if (step.ok) throw new Error('it was not refused');
  return step.refusal;
};

export const openItem = (more: Partial<RectificationItem> = {}): RectificationItem => ({
  ...newItem({
    number: 1,
    kind: 'suggestion',
    wording: '办照窗口中午不关门',
    about: '回龙山工商所',
    sources: [{ kind: 'opinion', collated: 3 }],
    authors: 1,
    firstReplyWorkingDays: 5,
    today: TODAY,
    by: OFFICE,
  }),
  ...more,
});

export const measured = (item: RectificationItem = openItem()): RectificationItem =>
  done(
    setMeasure(item, {
      responsible: '样例所长',
      measure: '中午安排轮班',
      dueOn: item.ruleDueOn,
      reason: null,
      today: TODAY,
      by: item.withCommission ? COMMISSION : CLERK,
    }),
  );

export const reply = (item: RectificationItem, today: string = TODAY): RectificationItem =>
  done(replyTo(item, { text: '已从本周起轮班', evidence: [], today, by: CLERK }));

export const replied = (item?: RectificationItem): RectificationItem => reply(measured(item));

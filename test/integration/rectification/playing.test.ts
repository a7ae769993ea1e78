import { expect, it } from 'vitest';
import { run } from '../../../functions/escalation/run.ts';
import { type Fate, playRectification } from '../../../infra/local/sample/play-rectification.ts';
import { withEngine } from '../registry/county.ts';
import { askOf } from '../registry/prepared-meeting.ts';
import { ItemAtWork, SESSION, UNIT } from './item-at-work.ts';

withEngine();

async function played(work: ItemAtWork, fates: readonly Fate[]) {
  const items = [];
  for (const fate of fates) {
    const { secrets, number } = await work.collated();
    items.push({
      sources: [{ kind: 'opinion' as const, collated: number }],
      kind: 'suggestion' as const,
      wording: `第 ${number} 条汇总意见`,
      measure: '安排专人办理。',
      reply: '已经办结并张贴公示。',
      secrets,
      fate,
    });
  }
  return { session: SESSION, unit: UNIT, responsible: '样例所长', items, countRatings: () => work.night() };
}

it('plays every fate of an item: fixed, disputed up to the commission, late through all levels, closed, waiting, open', async () => {
  const work = await ItemAtWork.open();
  const { county } = work;
  const time = {
    goTo: (day: string) => work.goTo(day),
    escalate: () => run(county.of('escalation')),
  };
  const setting = await played(work, ['late', 'fixed', 'disputed', 'closed']);
  await playRectification(askOf(county), { ...setting, time });
  expect(await work.figures()).toMatchObject({
    ...{ items: 4, accepted: 3, closed: 1, reopened: 1, repliesDue: 3, repliesInTime: 2 },
    nextDueOn: null,
  });
  expect((await work.item(3)).reopened).toBe(3);
  expect(county.notices.map(({ id }) => id.split('#').at(-1))).toEqual([
    'unit-head',
    'county-leader',
    'discipline-commission',
  ]);
});

it('leaves some items alive where the clock cannot be moved', async () => {
  const work = await ItemAtWork.open();
  const setting = await played(work, ['open', 'waiting', 'late']);
  await playRectification(askOf(work.county), { ...setting, time: null });
  const states = await Promise.all([1, 2, 3].map(async (number) => (await work.item(number)).state));
  expect(states).toEqual(['open', 'replied', 'fixed']);
});

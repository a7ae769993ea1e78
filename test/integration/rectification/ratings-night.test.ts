import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it, vi } from 'vitest';
import { run as escalate } from '../../../functions/escalation/run.ts';
import { run } from '../../../functions/ratings/run.ts';
import type { Rating } from '../../../shared/process/opinions.ts';
import { answered, refusedAs, withEngine } from '../registry/county.ts';
import { COMMISSION, ItemAtWork, OFFICE, SESSION } from './item-at-work.ts';

withEngine();

const waiting = ({ county }: ItemAtWork) => county.all.opinions.waitingRatings.list();
const ratingsOf = async (work: ItemAtWork, reply = 1) =>
  (await work.item()).replies.find(({ number }) => number === reply)?.ratings;

/** An item with a reply, and so many authors who all say the same of it. */
async function rated(ratings: readonly Rating[]): Promise<{ work: ItemAtWork; secrets: readonly string[] }> {
  const work = await ItemAtWork.open();
  const secrets = await work.confirmed(ratings.length);
  await work.replied();
  for (const [place, secret] of secrets.entries()) answered(await work.rate(secret, ratings[place] ?? 'satisfied'));
  return { work, secrets };
}

describe('when an author rates', () => {
  it('nothing of Meetings or Registry changes; the opinion and one waiting item do', async () => {
    const work = await ItemAtWork.open();
    const [secret = ''] = await work.confirmed(2);
    await work.replied();
    const tables = ['meetings', 'registry', 'opinions'] as const;
    const [meetings, registry, opinions] = await Promise.all(tables.map((table) => work.itemsOf(table)));
    answered(await work.rate(secret, 'dissatisfied'));
    expect(await work.itemsOf('meetings')).toEqual(meetings);
    expect(await work.itemsOf('registry')).toEqual(registry);
    const after = await work.itemsOf('opinions');
    const changed = [...after].filter(([key, item]) => !isDeepStrictEqual(item, opinions?.get(key)));
    expect(changed.map(([key]) => key.split(' ')[0]).sort()).toEqual(['ratings#waiting', `${SESSION}#opinions`]);
  });

  it('what waits says neither whose it is nor when: an id that leads nowhere, the item, the reply, the word', async () => {
    const { work, secrets } = await rated(['dissatisfied']);
    const items = [...(await work.itemsOf('opinions')).entries()];
    const [key, item] = items.find(([each]) => each.startsWith('ratings#waiting')) ?? [];
    const id = key?.split(' ')[1] ?? '';
    expect(id).toMatch(/^[\w-]{22}$/);
    expect(item).toEqual({
      pk: 'ratings#waiting',
      sk: id,
      session: SESSION,
      item: 1,
      reply: 1,
      rating: 'dissatisfied',
    });
    const others = JSON.stringify(items.filter(([each]) => each !== key));
    expect(others).not.toContain(id);
    expect(secrets.join()).not.toContain(id);
  });

  it('the function has no right to write an item, nor to read what waits', async () => {
    const { work } = await rated(['satisfied']);
    const { meetings, opinions } = work.county.of('authors');
    const change = meetings.rectification.change<never>(SESSION, 1, ({ value }) => ({ kind: 'write', item: value }));
    await expect(change).rejects.toMatchObject({ name: 'AccessDeniedException' });
    await expect(opinions.waitingRatings.list()).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });
});

describe('the night', () => {
  it('counts every author’s word on one item, and one 不满意 among them reopens it for all', async () => {
    const { work } = await rated(['satisfied', 'mostly-satisfied', 'dissatisfied']);
    expect((await work.item()).state).toBe('replied');
    work.goTo('2026-11-24');
    await work.night();
    expect(await waiting(work)).toEqual([]);
    const item = await work.item();
    expect(item).toMatchObject({ state: 'open', reopened: 1, dueOn: '2026-12-01' });
    expect(item.replies[0]?.ratings).toEqual({ satisfied: 1, 'mostly-satisfied': 1, dissatisfied: 1 });
    expect(item.history.at(-1)).toEqual({ onDay: '2026-11-24', what: 'reopened', by: null, note: null });
  });

  it('reopens once for three who are not satisfied with one reply, and not again for one who says so later', async () => {
    const { work } = await rated(['dissatisfied', 'dissatisfied', 'dissatisfied']);
    await work.night();
    expect(await work.item()).toMatchObject({ state: 'open', reopened: 1, withCommission: false });
    expect(await ratingsOf(work)).toMatchObject({ dissatisfied: 3 });
  });

  it('a reply that was reopened once is counted on when the unit has answered again, and reopens nothing', async () => {
    const work = await ItemAtWork.open();
    const [first = '', late = ''] = await work.confirmed(2);
    await work.replied();
    answered(await work.rate(first, 'dissatisfied'));
    await work.night();
    await work.replied();
    answered(await work.rate(late, 'dissatisfied'));
    await work.night();
    expect(await work.item()).toMatchObject({ state: 'replied', reopened: 1 });
    expect(await ratingsOf(work)).toMatchObject({ dissatisfied: 2 });
    answered(await work.rate(late, 'dissatisfied', { reply: 2 }));
    await work.night();
    expect(await work.item()).toMatchObject({ state: 'open', reopened: 2 });
  });

  it('reopens for 不满意 what was accepted as fixed, too, and the county’s figures show it the next morning', async () => {
    const work = await ItemAtWork.open();
    const [secret = ''] = await work.confirmed();
    await work.replied();
    answered(await work.accept());
    expect(await work.figures()).toMatchObject({ accepted: 1, reopened: 0 });
    work.goTo('2026-12-10');
    answered(await work.rate(secret, 'dissatisfied'));
    expect((await work.item()).state).toBe('fixed');
    await work.night();
    expect(await work.item()).toMatchObject({ state: 'open', reopened: 1, dueOn: '2026-12-17' });
    const { capacity } = work.county;
    capacity.length = 0;
    await escalate(work.county.of('escalation'));
    expect(await work.figures()).toMatchObject({ accepted: 0, reopened: 1, nextDueOn: '2026-12-17' });
    // Of Meetings the tally alone is read for it.
    expect(capacity.filter(({ table }) => table === work.county.tables.meetings)).toHaveLength(1);
  });

  it('a third reopening goes to the discipline commission, which alone decides then', async () => {
    const work = await ItemAtWork.open();
    const [secret = ''] = await work.confirmed();
    for (const reply of [1, 2, 3]) {
      await work.replied();
      answered(await work.rate(secret, 'dissatisfied', { reply }));
      await work.night();
    }
    expect(await work.item()).toMatchObject({ state: 'open', reopened: 3, withCommission: true });
    expect(refusedAs(await work.setMeasure({ measure: '单位另定的措施' }))).toBe('409 item-with-commission');
    await work.replied();
    expect(refusedAs(await work.accept(OFFICE, 4))).toBe('409 item-with-commission');
    expect(answered(await work.accept(COMMISSION, 4)).state).toBe('fixed');
  });

  it('counts in an order that chance alone decides, not that of the keys', async () => {
    const { work } = await rated(['satisfied', 'satisfied', 'satisfied', 'satisfied']);
    const ids = (await waiting(work)).map(({ id }) => id);
    expect(ids).toEqual([...ids].sort());
    const deps = work.county.of('ratings');
    const counted: string[] = [];
    const remove = deps.opinions.waitingRatings.delete.bind(deps.opinions.waitingRatings);
    vi.spyOn(deps.opinions.waitingRatings, 'delete').mockImplementation(async ({ id }) => {
      counted.push(id);
      await remove({ id });
    });
    // Ranks of six bytes: the third rating first, then the first, the fourth, the second.
    const ranks = [2, 4, 1, 3];
    await run({ ...deps, randomBytes: () => Uint8Array.of(0, 0, 0, 0, 0, ranks.shift() ?? 0) });
    expect(counted).toEqual([ids[2], ids[0], ids[3], ids[1]]);
  });

  it('stopped between counting a rating and deleting what waited, counts it once when it runs again', async () => {
    const { work } = await rated(['dissatisfied', 'satisfied']);
    const deps = work.county.of('ratings');
    vi.spyOn(deps.opinions.waitingRatings, 'delete').mockRejectedValue(new Error('the process died'));
    await expect(run(deps)).rejects.toThrow('the process died');
    vi.restoreAllMocks();
    const counted = await work.itemsOf('meetings');
    expect(await waiting(work)).toHaveLength(2);
    expect(await work.item()).toMatchObject({ state: 'open', reopened: 1 });
    await work.night();
    expect(await waiting(work)).toEqual([]);
    expect(await work.itemsOf('meetings')).toEqual(counted);
    expect(await ratingsOf(work)).toEqual({ satisfied: 1, 'mostly-satisfied': 0, dissatisfied: 1 });
  });

  it('run twice, or twice at once, counts each rating once', async () => {
    const { work } = await rated(['dissatisfied', 'dissatisfied', 'satisfied']);
    await Promise.all([work.night(), work.night()]);
    expect(await ratingsOf(work)).toEqual({ satisfied: 1, 'mostly-satisfied': 0, dissatisfied: 2 });
    expect((await work.item()).reopened).toBe(1);
    const before = await work.county.snapshot();
    await work.night();
    expect(await work.county.snapshot()).toEqual(before);
  });

  it('a fault of one item holds up no other, and what it held waits for the next run', async () => {
    const { work } = await rated(['satisfied', 'dissatisfied']);
    const { rectification } = work.county.of('ratings').meetings;
    vi.spyOn(rectification, 'change').mockRejectedValueOnce(new Error('the engine is out of reach'));
    await expect(work.night()).rejects.toThrow('out of reach');
    expect(await waiting(work)).toHaveLength(1);
    await work.night();
    expect(await ratingsOf(work)).toEqual({ satisfied: 1, 'mostly-satisfied': 0, dissatisfied: 1 });
  });

  it.each([
    ['an item', { item: 9, reply: 1 }],
    ['a reply', { item: 1, reply: 9 }],
  ])(
    'a rating of %s that is not there is reported without data, waits no more, and holds up no other',
    async (_, of) => {
      const { work, secrets } = await rated(['satisfied']);
      const [opinion] = (await work.county.all.opinions.list(SESSION, { limit: 1 })).opinions;
      const id = 'A'.repeat(22);
      await work.county.all.opinions.rateOnce(
        { opinion: opinion?.opinion ?? '', takenOver: null },
        {
          id,
          session: SESSION,
          ...of,
          rating: 'satisfied',
        },
      );
      await work.night();
      expect(await waiting(work)).toEqual([]);
      expect(await ratingsOf(work)).toMatchObject({ satisfied: 1 });
      expect(work.county.logged.map(({ operation, errorName }) => [operation, errorName])).toEqual([
        ['ratings', 'Error'],
      ]);
      const logged = JSON.stringify(work.county.logged);
      for (const secret of [id, SESSION, ...secrets]) expect(logged).not.toContain(secret);
    },
  );

  it('the function that counts reaches no opinion, nobody’s name, and no ballot', async () => {
    const { work } = await rated(['satisfied']);
    const { opinions, registry, ballotBox } = work.county.of('ratings');
    const denied = { name: 'AccessDeniedException' };
    await expect(opinions.list(SESSION, { limit: 1 })).rejects.toMatchObject(denied);
    await expect(opinions.findByReceipt(SESSION, 'a'.repeat(64))).rejects.toMatchObject(denied);
    await expect(registry.rounds.list()).rejects.toMatchObject(denied);
    await expect(ballotBox.countBallots(SESSION)).rejects.toMatchObject(denied);
  });
});

import { describe, expect, it } from 'vitest';
import { run } from '../../../functions/shuffle/run.ts';
import { OPERATION_IDS, specOf } from '../../../shared/contract/operations.ts';
import { type OperationId, ROUTES } from '../../../shared/contract/routes.ts';
import { answered, type County, OFFICE, withEngine } from '../registry/county.ts';
import { ROUND } from '../registry/prepared-meeting.ts';
import { CLERK, opinionCounty, SESSION } from './opinion-county.ts';

withEngine();

/** A manner of writing that whoever knows the author knows again. */
const RAW = '俺们巷口那棵老槐树底下的摊子';
const NAME = '诸葛正喜';

/** Every reading that the contract gives a unit's clerk, asked as that clerk. */
async function everythingAClerkReads(county: County, photo: string): Promise<ReadonlyMap<OperationId, string>> {
  const readings = OPERATION_IDS.filter((id) => {
    const { who } = specOf(id);
    return who.kind === 'staff' && who.roles.includes('unit-clerk') && ROUTES[id].method === 'GET';
  });
  const known = {
    session: SESSION,
    round: ROUND,
    number: 1,
    page: 0,
    officer: 'o1',
    photo,
    item: 'r-001',
    notice: 'n',
  };
  const answers = new Map<OperationId, string>();
  for (const id of readings) {
    // Each takes those of the known fields that its request has; what a reading refuses is part of what the clerk gets.
    const request = Object.entries(known).filter(([name]) => isFieldOf(id, name));
    const outcome = await county.call(id, Object.fromEntries(request) as never, CLERK);
    answers.set(id, JSON.stringify(outcome));
  }
  return answers;
}

const isFieldOf = (id: OperationId, name: string): boolean => {
  const { request } = specOf(id);
  return 'shape' in request && typeof request.shape === 'object' && request.shape !== null && name in request.shape;
};

describe('a unit’s clerk', () => {
  it('gets no word of what people wrote, no day, no receipt and no photo that was not released', async () => {
    const { county, leave, upload } = await opinionCounty();
    const opinion = await leave({ text: RAW, photos: [await upload()], named: { name: NAME, contact: '' } });
    const spam = await leave({ text: `${RAW}（二）` });
    const words = {
      kind: 'suggestion',
      about: { kind: 'unit' },
      topic: '摊位',
      wording: '希望规范巷口摊位。',
    } as const;
    answered(await county.call('collate', { session: SESSION, opinions: [opinion], ...words }, OFFICE));
    answered(await county.call('discardOpinion', { session: SESSION, opinion: spam, reason: '重复' }, OFFICE));
    await run(county.of('shuffle'));
    const [photo = ''] = (await county.all.opinions.findByReceipt(SESSION, opinion))?.photos ?? [];

    const answers = await everythingAClerkReads(county, photo);
    expect(answers.get('listCollated')).toContain('希望规范巷口摊位。');
    expect(answers.size).toBeGreaterThan(5);
    const secrets = [RAW, NAME, opinion, spam, photo];
    for (const [id, answer] of answers)
      for (const secret of secrets) expect(answer.includes(secret), `${id} shows ${secret}`).toBe(false);
  });

  it('would be seen to get it, had the list been the raw one', async () => {
    const { county, leave } = await opinionCounty();
    await leave({ text: RAW });
    const raw = JSON.stringify(await county.call('listOpinions', { session: SESSION }, OFFICE));
    expect(raw).toContain(RAW);
  });
});

describe('what the functions reach', () => {
  it('leaving reads nothing back, collation sees no list of people, the night sees no opinion’s list', async () => {
    const { county } = await opinionCounty();
    await expect(county.of('opinions').opinions.list(SESSION, { limit: 1 })).rejects.toThrow('may not Query');
    const place = await county.all.registry.rounds.placeOf(SESSION);
    if (place === undefined) throw new Error('no such session');
    await expect(county.of('collation').registry.rounds.delegatesOf(place, 0)).rejects.toThrow('may not GetItem');
    await expect(county.of('collation').registry.issuing.readCode(SESSION, 'ab')).rejects.toThrow('may not GetItem');
    await expect(county.of('shuffle').opinions.list(SESSION, { limit: 1 })).rejects.toThrow('may not Query');
    await expect(county.of('authors').opinions.ofEntry(SESSION, 1)).rejects.toThrow('may not GetItem');
  });
});

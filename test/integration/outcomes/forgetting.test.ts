import { describe, expect, test, vi } from 'vitest';
import { run } from '../../../functions/forgetting/run.ts';
import { run as retain } from '../../../functions/retention/run.ts';
import { OPINIONS_PER_PAGE } from '../../../functions/store/opinions.ts';
import { opinionCounty } from '../opinions/opinion-county.ts';
import { answered, type County, OFFICE, refusedAs, withEngine } from '../registry/county.ts';
import { SESSION } from '../registry/prepared-meeting.ts';

withEngine();

const DAY_MS = 86_400_000;
const OTHER_SESSION = 'tuanfeng-2008-chengguan';
const NAMED = { name: '欧阳𪨊兰', contact: '13987654321' } as const;

const forget = (county: County) => run(county.of('forgetting'));
const isNamed = async (county: County): Promise<boolean> => {
  const said = JSON.stringify(await county.items());
  return said.includes(NAMED.name) || said.includes(NAMED.contact);
};
const opinionOf = (county: County, opinion: string) => county.all.opinions.findByReceipt(SESSION, opinion);

/** Both meetings of the round are void, which retention has seen; then so many days pass. */
async function overFor(county: County, days: number): Promise<void> {
  for (const session of [SESSION, OTHER_SESSION])
    answered(await county.call('voidMeeting', { session, reason: '会场停电' }, OFFICE));
  await retain(county.of('retention'));
  county.clock.nowMs += days * DAY_MS;
}

async function overAndRetained(county: County): Promise<void> {
  await overFor(county, 366);
  await retain(county.of('retention'));
}

describe('names given with opinions', () => {
  test('go with the other personal data of their round; what was said, how it came, and what became of it stay', async () => {
    const { county, leave, upload } = await opinionCounty();
    const photos = [await upload()];
    const named = await leave({ named: NAMED, photos });
    const nameless = await leave();
    const words = { kind: 'suggestion', about: { kind: 'unit' }, topic: '窗口', wording: '午间应有人。' } as const;
    answered(await county.call('collate', { session: SESSION, opinions: [named], ...words }, OFFICE));
    const before = [await opinionOf(county, named), await opinionOf(county, nameless)];
    expect(before[0]?.content.named).toEqual(NAMED);
    await overAndRetained(county);
    expect(await isNamed(county)).toBe(true);
    await forget(county);
    expect(await isNamed(county)).toBe(false);
    const [had] = before;
    expect(await opinionOf(county, named)).toEqual({ ...had, content: { ...had?.content, named: null } });
    expect(await opinionOf(county, nameless)).toEqual(before[1]);
    expect(await county.all.meetings.forgetMarks.list()).toEqual([]);
  });

  test('leave nothing from which they could be guessed: the digest of what was said goes with them', async () => {
    const { county, leave } = await opinionCounty();
    const opinion = await leave({ named: NAMED });
    const stored = async () => (await county.items()).find(({ sk }) => sk === opinion);
    expect(await stored()).toHaveProperty('said');
    await overAndRetained(county);
    await forget(county);
    expect(await stored()).not.toHaveProperty('said');
  });

  test('stay until the day: no session is marked before, and forgetting without a mark changes nothing', async () => {
    const { county, leave } = await opinionCounty();
    await leave({ named: NAMED });
    await overFor(county, 360);
    await retain(county.of('retention'));
    expect(await county.all.meetings.forgetMarks.list()).toEqual([]);
    const before = await county.snapshot();
    await forget(county);
    expect(await county.snapshot()).toEqual(before);
  });

  test('every session of the round is marked, also by a retention that died before it was done', async () => {
    const { county } = await opinionCounty();
    await overFor(county, 366);
    const deps = county.of('retention');
    vi.spyOn(deps.registry.retention, 'keep').mockRejectedValueOnce(new Error('gone'));
    await expect(retain(deps)).rejects.toThrow('gone');
    await forget(county);
    await retain(deps);
    expect(await county.all.meetings.forgetMarks.list()).toEqual([OTHER_SESSION, SESSION]);
    await forget(county);
    const before = await county.snapshot();
    await forget(county);
    expect(await county.snapshot()).toEqual(before);
  });

  test.each([0, 1, 2])(
    'a run that died after %i of them leaves the mark, and the next forgets the rest',
    async (done) => {
      const { county, leave } = await opinionCounty();
      for (let n = 0; n < 3; n += 1) await leave({ named: NAMED });
      await overAndRetained(county);
      const { opinions } = county.of('forgetting');
      const forgetName = opinions.forgetName.bind(opinions);
      let left = done;
      vi.spyOn(opinions, 'forgetName').mockImplementation(async (session, opinion) => {
        left -= 1;
        if (left < 0) throw new Error('the process died');
        await forgetName(session, opinion);
      });
      await expect(forget(county)).rejects.toThrow('the process died');
      vi.restoreAllMocks();
      expect(await isNamed(county)).toBe(true);
      expect(await county.all.meetings.forgetMarks.list()).toContain(SESSION);
      await forget(county);
      expect(await isNamed(county)).toBe(false);
      expect(await county.all.meetings.forgetMarks.list()).toEqual([]);
    },
  );

  test('are found on every page of a session, and only those opinions are written', async () => {
    const { county, leave } = await opinionCounty();
    const [head = ''] = await Promise.all(Array.from({ length: OPINIONS_PER_PAGE }, () => leave()));
    for (let n = 0; n < 4; n += 1) await leave({ named: NAMED });
    await overAndRetained(county);
    const { capacity } = county;
    capacity.length = 0;
    const before = await opinionOf(county, head);
    await forget(county);
    expect(await isNamed(county)).toBe(false);
    expect(await opinionOf(county, head)).toEqual(before);
    // Two pages of one session, one of the other, four opinions.
    expect(capacity.filter(({ table }) => table === county.tables.opinions)).toHaveLength(7);
  });

  test('are not brought back by a phone that sends the same opinion again', async () => {
    const { county, leave, opinion } = await opinionCounty();
    const left = await opinion({ named: NAMED });
    await leave(left);
    await overAndRetained(county);
    await forget(county);
    const before = await county.snapshot();
    expect(refusedAs(await county.call('leaveOpinion', left))).toBe('409 opinions-closed');
    const { receiptHash, photos } = left;
    const found = await opinionOf(county, receiptHash);
    if (found === undefined) throw new Error('the opinion is gone');
    const content = { ...found.content, named: NAMED };
    expect(await county.all.opinions.leave({ session: SESSION, receiptHash, content, photos, spent: null })).toBe(
      'other',
    );
    expect(await county.snapshot()).toEqual(before);
  });

  test('are forgotten by a function that reaches nobody’s name elsewhere, and not by retention, which reads no opinion', async () => {
    const { county, leave } = await opinionCounty();
    const opinion = await leave({ named: NAMED });
    const denied = { name: 'AccessDeniedException' };
    await expect(county.of('forgetting').registry.rounds.list()).rejects.toMatchObject(denied);
    await expect(county.of('forgetting').meetings.read(SESSION)).rejects.toMatchObject(denied);
    await expect(county.of('retention').opinions.list(SESSION, { limit: 1 })).rejects.toMatchObject(denied);
    await expect(county.of('retention').opinions.forgetName(SESSION, opinion)).rejects.toMatchObject(denied);
  });
});

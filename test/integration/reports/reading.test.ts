import { describe, expect, test } from 'vitest';
import { newItem } from '../../../shared/process/rectification.ts';
import { toB64u } from '../../../shared/protocol/bytes.ts';
import { answered, OFFICE, refusedAs, withEngine } from '../registry/county.ts';
import { putInState, random, SESSION } from '../registry/prepared-meeting.ts';
import { CLERK, unitWriting, WRITTEN } from './unit-writing.ts';

withEngine();

const VENUE = { onDay: '2026-03-11', startsAt: '09:00', place: '三楼会议室', directions: '镇政府往东两百米' };

describe('the reading page of a session', () => {
  test('says unit, time, place and which reports can be read, without a name of any reader', async () => {
    const { county, key, save, handIn } = await unitWriting();
    await county.all.meetings.venues.change(SESSION, () => ({
      kind: 'write',
      value: { ...VENUE, phone: '0713-6150000', note: '' },
      answer: null,
    }));
    answered(await save({ parts: WRITTEN }));
    await handIn('o2');
    const answer = answered(await county.call('openReading', { session: SESSION, key }));
    expect(answer).toMatchObject({ unitName: '回龙山工商所', state: 'prepared', venue: VENUE });
    expect(answer.officers).toEqual([
      { officer: 'o1', name: '样例干部0-0', post: '所长', submitted: false },
      { officer: 'o2', name: '样例干部0-1', post: '所长', submitted: true },
    ]);
    expect(answer.items).toEqual({ items: [], next: null });
  });

  test('has questions with their answers, and what is put right, after the meeting too', async () => {
    const { county, key } = await unitWriting();
    const question = { session: SESSION, source: 'spoken', wording: '年检为什么跑三趟？', collated: null } as const;
    answered(await county.call('putQuestion', { ...question, id: 'A'.repeat(22) }, OFFICE));
    const answer = { answer: '今后一次告知。', answeredBy: '所长' };
    answered(await county.call('recordAnswer', { session: SESSION, question: 1, ...answer, after: 0 }, OFFICE));
    const by = { hand: 'county', subject: 'sub-inspection', name: '样例监察员' } as const;
    await county.all.meetings.rectification.confirm(SESSION, (number) => ({
      item: newItem({
        ...{ number, kind: 'question', wording: '窗口一次告知', about: null, sources: [], authors: 1 },
        firstReplyWorkingDays: 5,
        ...{ today: '2026-03-11', by },
      }),
      alongside: [],
    }));
    await putInState(county, 'announced');
    const { floor, items, state } = answered(await county.call('openReading', { session: SESSION, key }));
    expect(state).toBe('announced');
    expect(floor?.questions).toEqual([
      { number: 1, wording: question.wording, state: 'answered', ...answer, earlier: [], setAsideWhy: null },
    ]);
    expect(items.items).toMatchObject([{ number: 1, wording: '窗口一次告知', state: 'open', replies: [] }]);
    expect(JSON.stringify(items)).not.toContain('样例监察员');
    expect(items).toEqual(answered(await county.call('listReadingItems', { session: SESSION, key })));
  });

  test('has the agenda before anybody touched it', async () => {
    const { county, key } = await unitWriting();
    const { floor, venue, officers } = answered(await county.call('openReading', { session: SESSION, key }));
    expect(floor?.agenda).toContain('述职述廉人员逐个报告');
    expect([floor?.current, venue, officers]).toEqual([null, null, []]);
  });

  test('another session’s key, or none of any, opens nothing', async () => {
    const { county, handIn } = await unitWriting();
    await handIn('o1');
    const key = toB64u(random(32));
    const before = await county.snapshot();
    const outcomes = [
      await county.call('openReading', { session: SESSION, key }),
      await county.call('getReadingReport', { session: SESSION, officer: 'o1', key }),
      await county.call('listReadingItems', { session: SESSION, key }),
    ];
    expect(
      outcomes.map((outcome) => refusedAs<'openReading' | 'getReadingReport' | 'listReadingItems'>(outcome)),
    ).toEqual(Array(3).fill('404 reading-key-wrong'));
    expect(JSON.stringify(outcomes)).not.toContain(key);
    expect(county.logged).toEqual([]);
    expect(await county.snapshot()).toEqual(before);
  });

  test('of a session that there is not is refused', async () => {
    const { county, key } = await unitWriting();
    expect(refusedAs(await county.call('openReading', { session: 'tuanfeng-2008-nowhere', key }))).toBe(
      '404 session-unknown',
    );
  });

  test('reading writes nothing at all', async () => {
    const { county, key, handIn } = await unitWriting();
    await handIn('o1');
    const before = await county.snapshot();
    answered(await county.call('openReading', { session: SESSION, key }));
    answered(await county.call('getReadingReport', { session: SESSION, officer: 'o1', key }));
    answered(await county.call('listReadingItems', { session: SESSION, key }));
    expect(await county.snapshot()).toEqual(before);
    expect(county.logged).toEqual([]);
  });

  test('costs no more with all reports in than with none', async () => {
    const { county, key, save } = await unitWriting();
    const units = async (): Promise<number> => {
      county.capacity.length = 0;
      answered(await county.call('openReading', { session: SESSION, key }));
      return county.capacity.reduce((sum, each) => sum + each.units, 0);
    };
    await units();
    const empty = await units();
    answered(await save({ parts: WRITTEN }));
    expect(await units()).toBeLessThanOrEqual(empty + 1);
  });
});

describe('a report on a delegate’s phone', () => {
  const reading = (key: string) => ({ session: SESSION, officer: 'o1', key });

  test('is there once it is submitted, and still there when the meeting is over', async () => {
    const { county, key, handIn } = await unitWriting();
    await handIn('o1');
    const report = answered(await county.call('getReadingReport', reading(key)));
    expect(report).toEqual({ name: '样例干部0-0', post: '所长', parts: WRITTEN });
    await county.all.meetings.change(SESSION, (meeting) => ({
      kind: 'change',
      meeting: { ...meeting, state: 'announced' },
      answer: null,
    }));
    expect(answered(await county.call('getReadingReport', reading(key)))).toEqual(report);
  });

  test('is not there as a draft, nor when it was withdrawn', async () => {
    const { county, key, save, handIn } = await unitWriting();
    answered(await save({ parts: WRITTEN }));
    expect(refusedAs(await county.call('getReadingReport', reading(key)))).toBe('404 report-missing');
    await handIn('o1');
    const withdraw = { session: SESSION, officer: 'o1', reason: '数字有误' };
    answered(await county.call('withdrawReport', withdraw, CLERK));
    expect(refusedAs(await county.call('getReadingReport', reading(key)))).toBe('404 report-missing');
  });

  test('of nobody on the lists is not there', async () => {
    const { county, key } = await unitWriting();
    expect(refusedAs(await county.call('getReadingReport', { session: SESSION, officer: 'o9', key }))).toBe(
      '404 report-missing',
    );
    expect(refusedAs(await county.call('getReport', { session: SESSION, officer: 'o9' }, OFFICE))).toBe(
      '404 officer-unknown',
    );
  });
});

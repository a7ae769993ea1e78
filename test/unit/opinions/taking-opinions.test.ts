import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CollatedItem,
  collatedId,
  collatedNumber,
  NEW_COLLATION,
  withItem,
} from '../../../shared/process/collation.ts';
import { MEETING_PATH } from '../../../shared/process/meeting-state.ts';
import {
  isRecordedByStaff,
  OPINION_CHANNELS,
  OPINION_KINDS,
  type OpinionContent,
  takesOpinions,
  whatIsSaid,
} from '../../../shared/process/opinions.ts';
import { shanghaiDay } from '../../../shared/process/shanghai-day.ts';

const HOUR_MS = 3_600_000;
/** 11:00 in Shanghai. */
const ANNOUNCED = Date.UTC(2008, 2, 12, 3);

describe('the time in which opinions are taken', () => {
  it('is from the first day on, through the meeting', () => {
    for (const state of MEETING_PATH.filter((each) => each !== 'announced'))
      expect(takesOpinions({ state, announcedAtMs: null }, ANNOUNCED), state).toBe(true);
  });

  it('ends with the day of the announcement, by the clocks of the county', () => {
    const meeting = { state: 'announced', announcedAtMs: ANNOUNCED } as const;
    expect(takesOpinions(meeting, ANNOUNCED + 12 * HOUR_MS + HOUR_MS - 1)).toBe(true);
    expect(takesOpinions(meeting, ANNOUNCED + 13 * HOUR_MS)).toBe(false);
  });

  it('is not over while nothing is announced, whatever day it is noted with', () => {
    const late = ANNOUNCED + 48 * HOUR_MS;
    expect(takesOpinions({ state: 'counted', announcedAtMs: ANNOUNCED }, late)).toBe(true);
    expect(takesOpinions({ state: 'announced', announcedAtMs: null }, late)).toBe(true);
  });

  it('is over when the meeting is void', () => {
    expect(takesOpinions({ state: 'voided', announcedAtMs: null }, ANNOUNCED)).toBe(false);
  });

  it('turns at midnight in Shanghai', () => {
    expect(shanghaiDay(Date.UTC(2008, 2, 11, 15, 59))).toBe('2008-03-11');
    expect(shanghaiDay(Date.UTC(2008, 2, 11, 16))).toBe('2008-03-12');
  });
});

const OPINION: OpinionContent = {
  kind: 'question',
  about: { kind: 'unit' },
  text: '换证要跑几趟？',
  named: null,
  channel: 'page',
  invited: false,
  day: '2008-03-01',
};

it('is written down by staff on every way but the page', () => {
  expect(OPINION_CHANNELS.filter((channel) => !isRecordedByStaff({ channel }))).toEqual(['page']);
});

describe('a retry of an opinion', () => {
  it('is none when somebody else put another name to it, or another contact', () => {
    const by = (name: string, contact: string) => whatIsSaid({ ...OPINION, named: { name, contact } });
    expect(new Set([by('王某', ''), by('李某', ''), by('王某', '13800000001')]).size).toBe(3);
  });

  it('is none when it is about another officer', () => {
    const about = (officer: string) => whatIsSaid({ ...OPINION, about: { kind: 'officer', officer } });
    expect(about('o1')).not.toBe(about('o2'));
  });

  it('is known by what it says, on whatever day it arrives', () => {
    expect(whatIsSaid({ ...OPINION, day: '2008-03-02', invited: true })).toBe(whatIsSaid(OPINION));
  });

  it.each([
    { text: '换证要跑几趟' },
    { kind: 'suggestion' as const },
    { about: { kind: 'officer' as const, officer: 'o1' } },
    { named: { name: '王某', contact: '' } },
    { channel: 'letter' as const },
  ])('is none when it says another thing: %o', (change) => {
    expect(whatIsSaid({ ...OPINION, ...change })).not.toBe(whatIsSaid(OPINION));
  });
});

const item = fc.record<CollatedItem>({
  number: fc.integer({ min: 1, max: 40 }),
  kind: fc.constantFrom(...OPINION_KINDS),
  about: fc.constant({ kind: 'unit' }),
  topic: fc.constant('办证'),
  wording: fc.constant('请缩短办证时间'),
  opinions: fc.nat(80),
  photos: fc.constant([]),
  status: fc.constantFrom('listed', 'in-rectification', 'withdrawn'),
  rectification: fc.constant(null),
});

describe('the figures of a collation', () => {
  it('are those of the list, whatever happened to its entries', () => {
    fc.assert(
      fc.property(fc.array(item), (changes) => {
        const list = new Map<number, CollatedItem>();
        let head = NEW_COLLATION;
        for (const after of changes) {
          head = withItem(head, { before: list.get(after.number), after });
          list.set(after.number, after);
        }
        const shown = [...list.values()].filter(({ status }) => status !== 'withdrawn');
        expect(head.questions).toBe(shown.filter(({ kind }) => kind === 'question').length);
        expect(head.suggestions).toBe(shown.filter(({ kind }) => kind === 'suggestion').length);
        expect(head.numbers).toBe(Math.max(0, ...list.keys()));
      }),
    );
  });

  it('are empty and not finished before the first', () => {
    expect(NEW_COLLATION).toEqual({ numbers: 0, questions: 0, suggestions: 0, isFinished: false });
  });

  it('are not finished once an entry was changed', () => {
    const [after] = fc.sample(item, 1);
    if (after === undefined) throw new Error('no item');
    expect(withItem({ ...NEW_COLLATION, isFinished: true }, { before: undefined, after }).isFinished).toBe(false);
  });

  it('name an entry in one way only', () => {
    expect([collatedId(1), collatedNumber('c-001'), collatedNumber('c-1234')]).toEqual(['c-001', 1, 1234]);
    fc.assert(fc.property(fc.integer({ min: 1, max: 9_999 }), (n) => collatedNumber(collatedId(n)) === n));
    for (const id of ['c-1', 'c-000', 'c-0001', 'x-001', 'xc-001', 'c-001x', ''])
      expect(collatedNumber(id), id).toBeUndefined();
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeSubjects } from '../../../shared/process/ballot-form.ts';
import {
  blankSheet,
  completeScores,
  gapsOf,
  IGNORE_INPUT_MS,
  MOVE_ON_AFTER_MS,
  nextSheet,
  type Place,
  positionOf,
  type Sheet,
  type SheetEvent,
} from '../../../web/vote/sheet.ts';

const SUBJECTS = makeSubjects({
  unit: { name: '城关分局' },
  officers: [
    { id: 'o1', name: '王建国', post: '局长' },
    { id: 'o2', name: '李卫东', post: '副局长' },
  ],
});
const ITEMS = 3 + 6 + 6;
const START_MS = 1_000_000;

type Untimed<E> = E extends SheetEvent ? Omit<E, 'nowMs'> : never;

/** Plays events one second apart, as a calm hand does. */
function play(sheet: Sheet, events: readonly Untimed<SheetEvent>[], startMs = START_MS): Sheet {
  return events.reduce<Sheet>(
    (played, event, index) => nextSheet(played, { ...event, nowMs: startMs + (index + 1) * 1_000 }),
    sheet,
  );
}

const START = { type: 'started' } as const;
const ON = { type: 'moved-on' } as const;
const DONE = { type: 'person-finished' } as const;
const give = (score: number | null) => ({ type: 'scored', score }) as const;
const fill = (count: number) => Array.from({ length: count }, (_, index) => [give(index % 11), ON] as const).flat();

const atItem = (sheet: Sheet): Extract<Place, { at: 'item' }> => {
  if (sheet.place.at !== 'item') throw new Error(`at ${sheet.place.at}`);
  return sheet.place;
};

describe('filling in a ballot', () => {
  it('starts with instructions and nothing preselected', () => {
    const sheet = blankSheet(SUBJECTS);
    expect(sheet.place.at).toBe('instructions');
    expect(sheet.scores).toEqual(Array.from({ length: ITEMS }, () => undefined));
  });

  it('a tap scores at once and leads on 600 ms later', () => {
    const sheet = play(blankSheet(SUBJECTS), [START]);
    const nowMs = START_MS + 5_000;
    const scored = nextSheet(sheet, { type: 'scored', score: 8, nowMs });
    expect(scored.scores[0]).toBe(8);
    expect(atItem(scored).movesOnAtMs).toBe(nowMs + MOVE_ON_AFTER_MS);
    const moved = nextSheet(scored, { type: 'moved-on', nowMs: nowMs + MOVE_ON_AFTER_MS });
    expect(atItem(moved).index).toBe(1);
    expect(atItem(moved).movesOnAtMs).toBeNull();
  });

  it('a trembling second tap within 400 ms of moving does not score the next item, one after it does', () => {
    const moved = play(blankSheet(SUBJECTS), [START, give(8), ON]);
    const { arrivedAtMs } = atItem(moved);
    const tooSoon = nextSheet(moved, { type: 'scored', score: 8, nowMs: arrivedAtMs + IGNORE_INPUT_MS - 1 });
    expect(tooSoon).toBe(moved);
    const inTime = nextSheet(moved, { type: 'scored', score: 8, nowMs: arrivedAtMs + IGNORE_INPUT_MS });
    expect(inTime.scores.slice(0, 3)).toEqual([8, 8, undefined]);
  });

  it('a timer that fires late, when another item is on, skips nothing', () => {
    const scored = play(blankSheet(SUBJECTS), [START, give(8)]);
    const { movesOnAtMs } = atItem(scored);
    expect(nextSheet(scored, { type: 'waited', nowMs: (movesOnAtMs ?? 0) - 100 })).toBe(scored);
    const second = nextSheet(scored, { type: 'waited', nowMs: movesOnAtMs ?? 0 });
    expect(atItem(second).index).toBe(1);
    expect(nextSheet(second, { type: 'waited', nowMs: (movesOnAtMs ?? 0) + 5_000 })).toBe(second);
  });

  it('tapping the same score again does not put off moving on; another score does', () => {
    const scored = play(blankSheet(SUBJECTS), [START, give(8)]);
    const { movesOnAtMs } = atItem(scored);
    const nowMs = START_MS + 2_300;
    expect(nextSheet(scored, { ...give(8), nowMs })).toBe(scored);
    const changed = nextSheet(scored, { ...give(9), nowMs });
    expect(changed.scores[0]).toBe(9);
    expect(atItem(changed).movesOnAtMs).toBe(nowMs + MOVE_ON_AFTER_MS);
    expect(movesOnAtMs).toBe(START_MS + 2_000 + MOVE_ON_AFTER_MS);
  });

  it('the tap that finished a person does not press 下一位 when it trembles', () => {
    const person = play(blankSheet(SUBJECTS), [START, ...fill(3)]);
    expect(person.place).toMatchObject({ at: 'person', subject: 0 });
    const nowMs = person.place.arrivedAtMs + IGNORE_INPUT_MS - 1;
    expect(nextSheet(person, { ...DONE, nowMs })).toBe(person);
  });

  it('moves by itself only with the automatic pace', () => {
    const manual = play(blankSheet(SUBJECTS), [{ type: 'pace-chosen', isManual: true }, START, give(4)]);
    expect(atItem(manual)).toMatchObject({ index: 0, movesOnAtMs: null });
    expect(atItem(play(manual, [ON], START_MS + 9_000)).index).toBe(1);
  });

  it('never moves on to the next person by itself', () => {
    const person = play(blankSheet(SUBJECTS), [START, ...fill(3)]);
    expect(person.place).toMatchObject({ at: 'person', subject: 0, from: 'person' });
    const stays = play(person, [ON], START_MS + 60_000);
    expect(stays).toBe(person);
    expect(atItem(play(person, [DONE], START_MS + 60_000)).index).toBe(3);
  });

  it('不了解 is stored as null, which is neither 0 nor a gap', () => {
    const sheet = play(blankSheet(SUBJECTS), [START, give(null), ON, give(0)]);
    expect(sheet.scores.slice(0, 3)).toEqual([null, 0, undefined]);
    expect(gapsOf(sheet)).toHaveLength(ITEMS - 2);
  });

  it('a skipped item is a gap, is listed first at the review, and bars handing in until it is scored', () => {
    const scoring = [START, ...fill(3), DONE, ON, ...fill(5), DONE, ...fill(6), DONE];
    const review = play(blankSheet(SUBJECTS), scoring);
    expect(review.place.at).toBe('review');
    expect(gapsOf(review)).toEqual([3]);
    expect(completeScores(review)).toBeNull();
    expect(play(review, [{ type: 'submit-pressed' }], START_MS + 60_000)).toBe(review);

    const closed = play(review, [{ type: 'item-opened', index: 3 }, give(7), ON, DONE], START_MS + 60_000);
    expect(closed.place.at).toBe('review');
    expect(completeScores(closed)).toHaveLength(ITEMS);
    expect(play(closed, [{ type: 'submit-pressed' }], START_MS + 90_000).place.at).toBe('confirm');
  });

  it('what is revised from the review leads back to the review', () => {
    const review = play(blankSheet(SUBJECTS), [START, ...fill(3), DONE, ...fill(6), DONE, ...fill(6), DONE]);
    const revised = play(
      review,
      [{ type: 'person-opened', subject: 1 }, { type: 'item-opened', index: 5 }, give(1), ON],
      START_MS + 90_000,
    );
    expect(revised.place).toMatchObject({ at: 'person', subject: 1, from: 'review' });
    expect(revised.scores[5]).toBe(1);
    expect(play(revised, [DONE], START_MS + 120_000).place.at).toBe('review');
  });

  it('a draft opens again at its first gap', () => {
    const scores = [8, null, 3, 9, ...Array.from({ length: ITEMS - 4 }, () => undefined)];
    expect(atItem(play({ ...blankSheet(SUBJECTS), scores }, [START])).index).toBe(4);
  });

  it('goes back over items and persons, and no further than the first', () => {
    const second = play(blankSheet(SUBJECTS), [START, ...fill(3), DONE]);
    const back = { type: 'stepped-back' } as const;
    expect(play(second, [back], START_MS + 60_000).place).toMatchObject({ at: 'person', subject: 0 });
    const first = play(blankSheet(SUBJECTS), [START]);
    expect(play(first, [back], START_MS + 60_000)).toBe(first);
  });

  it('whatever is tapped in whatever order, only scored items have scores and the ballot keeps its length', () => {
    const event: fc.Arbitrary<Untimed<SheetEvent>> = fc.oneof(
      fc.constantFrom(START, ON, DONE, { type: 'stepped-back' } as const, { type: 'submit-pressed' } as const),
      fc.option(fc.integer({ min: 0, max: 10 })).map(give),
      fc.integer({ min: 0, max: ITEMS - 1 }).map((index) => ({ type: 'item-opened', index }) as const),
      fc.integer({ min: 0, max: 2 }).map((subject) => ({ type: 'person-opened', subject }) as const),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 80 }), (events) => {
        const sheet = play(blankSheet(SUBJECTS), events);
        expect(sheet.scores).toHaveLength(ITEMS);
        if (sheet.place.at === 'item') expect(() => positionOf(sheet, atItem(sheet).index)).not.toThrow();
        if (sheet.place.at === 'confirm') expect(completeScores(sheet)).toHaveLength(ITEMS);
        const givenScores = events.flatMap((each) => (each.type === 'scored' ? [each.score] : []));
        for (const score of sheet.scores) if (score !== undefined) expect(givenScores).toContain(score);
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decideSave,
  decideSubmit,
  lineOf,
  linesFor,
  missingReports,
  REPORT_PARTS,
  type Report,
  type ReportRead,
  takesUp,
  withdrawn,
  withLine,
  wordsIn,
} from '../../../shared/process/report.ts';
import { textsOf } from './texts.ts';

const OFFICER = { id: 'o1', name: '样例干部甲', post: '所长' };
const OTHER = { id: 'o2', name: '样例干部乙', post: '副所长' };
const FIRST = { subject: 'sub-1', name: '经办人甲' };
const SECOND = { subject: 'sub-2', name: '经办人乙' };
const NOON = Date.UTC(2026, 2, 2, 4);

const report = (change: Partial<Report> = {}): Report => ({
  name: OFFICER.name,
  post: OFFICER.post,
  state: 'draft',
  texts: textsOf((place) => `第${place + 1}部分`),
  savedBy: FIRST,
  savedAtMs: NOON,
  submittedAtMs: null,
  withdrawnWhy: null,
  ...change,
});
const read = (change: Partial<Report> = {}, version = 3): ReportRead => ({ report: report(change), version });
const save = (texts: Report['texts'], expectedVersion: number) => ({
  ...{ officer: OFFICER, expectedVersion, texts, by: SECOND, nowMs: NOON + 1 },
});

describe('saving a report', () => {
  it('writes a draft in the name of whoever saves', () => {
    const texts = textsOf(() => '新写的');
    expect(decideSave(read(), save(texts, 3))).toEqual({
      kind: 'save',
      report: report({ texts, savedBy: SECOND, savedAtMs: NOON + 1 }),
    });
  });

  it('writes the first draft of a report that nobody wrote yet', () => {
    const texts = textsOf(() => '');
    const decision = decideSave({ report: null, version: 0 }, save(texts, 0));
    expect(decision).toEqual({ kind: 'save', report: report({ texts, savedBy: SECOND, savedAtMs: NOON + 1 }) });
    expect(decideSave({ report: null, version: 0 }, save(texts, 2))).toEqual({ kind: 'edited-meanwhile', by: '' });
  });

  it('keeps why it was taken back', () => {
    const decision = decideSave(
      read({ withdrawnWhy: '数字有误' }),
      save(
        textsOf(() => '改'),
        3,
      ),
    );
    expect(decision).toMatchObject({ kind: 'save', report: { withdrawnWhy: '数字有误' } });
  });

  it('tells the second of two clerks who saved meanwhile, and decides nothing', () => {
    expect(
      decideSave(
        read(),
        save(
          textsOf(() => '新写的'),
          2,
        ),
      ),
    ).toEqual({
      kind: 'edited-meanwhile',
      by: FIRST.name,
    });
  });

  it('takes the same texts again for the same save, on whatever version they were written', () => {
    fc.assert(
      fc.property(fc.nat(20), fc.nat(20), (version, expectedVersion) => {
        const decision = decideSave({ report: report(), version }, save(report().texts, expectedVersion));
        expect(decision.kind).toBe('same-already');
      }),
    );
  });

  it('never writes over a version that the writer has not seen', () => {
    fc.assert(
      fc.property(fc.nat(20), fc.nat(20), fc.string({ minLength: 1 }), (version, expectedVersion, words) => {
        const decision = decideSave(
          { report: report(), version },
          save(
            textsOf(() => `${words}!`),
            expectedVersion,
          ),
        );
        expect(decision.kind === 'save').toBe(version === expectedVersion);
      }),
    );
  });

  it('leaves a submitted report as it is', () => {
    const submitted = read({ state: 'submitted', submittedAtMs: NOON });
    expect(
      decideSave(
        submitted,
        save(
          textsOf(() => '改'),
          3,
        ),
      ),
    ).toEqual({ kind: 'submitted-already' });
  });

  it('goes on record when somebody takes it up, and not with every save of the same hand on the same day', () => {
    const nextDay = NOON + 24 * 3_600_000;
    expect(takesUp(null, { by: FIRST, nowMs: NOON })).toBe(true);
    expect(takesUp(report(), { by: FIRST, nowMs: NOON + 1 })).toBe(false);
    expect(takesUp(report(), { by: SECOND, nowMs: NOON + 1 })).toBe(true);
    expect(takesUp(report(), { by: FIRST, nowMs: nextDay })).toBe(true);
  });
});

describe('submitting a report', () => {
  it('names each part that is empty', () => {
    const texts = textsOf((place) => (place === 1 || place === 4 ? ' \n' : '写了'));
    expect(decideSubmit(read({ texts }), { expectedVersion: 3, nowMs: NOON })).toEqual({
      kind: 'parts-missing',
      parts: ['local-economy', 'problems-measures'],
    });
  });

  it('hands in what was saved, with the time', () => {
    expect(decideSubmit(read(), { expectedVersion: 3, nowMs: NOON + 9 })).toEqual({
      kind: 'submit',
      report: report({ state: 'submitted', submittedAtMs: NOON + 9 }),
    });
  });

  it('names all five of a report that nobody wrote', () => {
    expect(decideSubmit({ report: null, version: 0 }, { expectedVersion: 0, nowMs: NOON })).toEqual({
      kind: 'parts-missing',
      parts: REPORT_PARTS,
    });
  });

  it('is of the version that the person saw', () => {
    expect(decideSubmit(read(), { expectedVersion: 2, nowMs: NOON })).toEqual({
      kind: 'edited-meanwhile',
      by: FIRST.name,
    });
  });

  it('twice is once', () => {
    const submitted = read({ state: 'submitted', submittedAtMs: NOON + 5 });
    expect(decideSubmit(submitted, { expectedVersion: 2, nowMs: NOON + 9 })).toEqual({
      kind: 'submitted-already',
      sinceMs: NOON + 5,
    });
  });

  it('can be taken back, with the reason, and only where it was submitted', () => {
    const submitted = report({ state: 'submitted', submittedAtMs: NOON });
    expect(withdrawn(submitted, '数字有误')).toEqual(report({ withdrawnWhy: '数字有误' }));
    expect(withdrawn(report(), '数字有误')).toBeNull();
    expect(withdrawn(null, '数字有误')).toBeNull();
  });
});

describe('the list of a session’s reports', () => {
  const handedIn = () => lineOf(OFFICER, read({ state: 'submitted', submittedAtMs: NOON }));

  it('says of each report how much is written, by whom and when, and nothing of what it says', () => {
    const texts = textsOf((place) => (place === 2 ? '' : '办案37件'));
    const given = read({ texts, state: 'submitted', savedAtMs: NOON, submittedAtMs: NOON + 5 });
    expect(lineOf(OFFICER, given)).toEqual({
      ...{ officer: 'o1', name: OFFICER.name, post: OFFICER.post, state: 'submitted', version: 3 },
      ...{ words: 16, partsWritten: 4, savedBy: FIRST.name, savedAtMs: NOON, submittedAtMs: NOON + 5 },
    });
    expect(lineOf(OFFICER, { report: null, version: 0 })).toEqual({
      ...{ officer: 'o1', name: OFFICER.name, post: OFFICER.post, state: 'missing', version: 0 },
      ...{ words: 0, partsWritten: 0, savedBy: null, savedAtMs: null, submittedAtMs: null },
    });
  });

  it('names the officers whose report is not submitted', () => {
    expect(missingReports([OFFICER, OTHER], [])).toEqual([OFFICER.name, OTHER.name]);
    expect(missingReports([OFFICER, OTHER], [handedIn()])).toEqual([OTHER.name]);
    expect(missingReports([OFFICER], [lineOf(OFFICER, read())])).toEqual([OFFICER.name]);
  });

  it('does not count a report for whoever took its author’s place on the lists', () => {
    const successor = { ...OFFICER, name: '样例干部丙' };
    expect(missingReports([successor], [handedIn()])).toEqual([successor.name]);
    expect(linesFor([successor], [handedIn()])[0]).toMatchObject({ state: 'missing', words: 0, version: 0 });
  });

  it('never goes back to an older version of a line', () => {
    const older = lineOf(OFFICER, read({}, 2));
    expect(withLine([handedIn()], older)).toEqual([handedIn()]);
    expect(withLine([older], handedIn())).toEqual([handedIn()]);
    const again = { ...handedIn(), words: 99 };
    expect(withLine([handedIn()], again)).toEqual([again]);
  });

  it('changes no other officer’s line', () => {
    const other = lineOf(OTHER, { report: null, version: 0 });
    expect(withLine([other, lineOf(OFFICER, read({}, 2))], handedIn())).toEqual([other, handedIn()]);
  });

  it('tells two officers of one name apart', () => {
    const namesake = { ...OTHER, name: OFFICER.name };
    expect(linesFor([namesake, OFFICER], [handedIn()]).map(({ state }) => state)).toEqual(['missing', 'submitted']);
  });
});

describe('the word count', () => {
  it.each([
    ['', 0],
    ['  \n ', 0],
    ['依法履职。', 5],
    ['办案 37 件', 4],
    ['GDP 增长 8.5%，受理 12315 投诉', 10],
    ['㛃𬭼', 2],
    ['two words', 2],
  ])('of %j is %i', (text, words) => {
    expect(wordsIn(text)).toBe(words);
  });
});

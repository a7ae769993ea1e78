import { describe, expect, test } from 'vitest';
import { Meetings } from '../../../functions/store/meetings.ts';
import { playReports } from '../../../infra/local/sample/play-reports.ts';
import type { RequestOf } from '../../../shared/contract/operations.ts';
import type { OperationId } from '../../../shared/contract/routes.ts';
import { EMPTY_REPORT } from '../../../shared/process/report.ts';
import { textsOf } from '../../unit/reports/texts.ts';
import { writeDocument } from '../../unit/reports/word-documents.ts';
import { answered, OFFICE, refusedAs, staffOf, withEngine } from '../registry/county.ts';
import { putInState, SESSION, UNIT } from '../registry/prepared-meeting.ts';
import { CLERK, SECOND_CLERK, unitWriting, WRITTEN } from './unit-writing.ts';

withEngine();

const OFFICERS = ['样例干部0-0', '样例干部0-1'];
const ONE = { session: SESSION, officer: 'o1' };

describe('writing a report', () => {
  test('a draft is kept and counted, and read back as it was written', async () => {
    const { county, save } = await unitWriting();
    expect(answered(await save({ parts: WRITTEN }))).toEqual({
      ...{ version: 1, words: 45 },
      savedAtMs: county.clock.nowMs,
    });
    const report = answered(await county.call('getReport', ONE, OFFICE));
    expect(report).toMatchObject({ parts: WRITTEN, state: 'draft', version: 1, savedBy: '样例人员' });
  });

  test('rare characters survive, every line end is one, and a text is trimmed', async () => {
    const { county, save } = await unitWriting();
    answered(await save({ parts: { ...EMPTY_REPORT, 'lawful-duty': '  㛃𬭼\r\n阿卜杜热西提·买买提 \n' } }));
    const { parts } = answered(await county.call('getReport', ONE, CLERK));
    expect(parts['lawful-duty']).toBe('㛃𬭼\n阿卜杜热西提·买买提');
  });

  test('of two clerks the second is told who saved, and what the first wrote stays', async () => {
    const { county, save } = await unitWriting();
    answered(await save({ parts: WRITTEN }, SECOND_CLERK));
    const before = await county.snapshot();
    const refused = await save({ parts: textsOf(() => '我写的') });
    expect(refusedAs(refused)).toBe('409 edited-meanwhile');
    expect(JSON.stringify(refused)).toContain('样例经办人乙');
    expect(await county.snapshot()).toEqual(before);
  });

  test('two clerks who save at the same moment: one is kept, the other is told', async () => {
    const { county, save } = await unitWriting();
    const [mine, theirs] = await Promise.all([
      save({ parts: textsOf(() => '甲写的') }),
      save({ parts: textsOf(() => '乙写的') }, SECOND_CLERK),
    ]);
    expect([refusedAs(mine), refusedAs(theirs)].sort()).toEqual(['200', '409 edited-meanwhile']);
    const { parts, version } = answered(await county.call('getReport', ONE, CLERK));
    expect([parts['lawful-duty'], version]).toEqual([refusedAs(mine) === '200' ? '甲写的' : '乙写的', 1]);
  });

  test('a save whose answer was lost can be sent again: one version, nothing written twice', async () => {
    const { county, save } = await unitWriting();
    const first = answered(await save({ parts: WRITTEN }));
    const before = await county.snapshot();
    county.clock.nowMs += 5_000;
    expect(answered(await save({ parts: WRITTEN }))).toEqual(first);
    expect(await county.snapshot()).toEqual(before);
  });

  test('goes on the audit log when somebody takes it up, not with every autosave', async () => {
    const { county, save } = await unitWriting();
    for (const turn of [0, 1, 2]) answered(await save({ expectedVersion: turn, parts: textsOf(() => `第${turn}稿`) }));
    answered(await save({ expectedVersion: 3, parts: textsOf(() => '接着写') }, SECOND_CLERK));
    const log = await county.all.registry.audit.list({ limit: 10 });
    const saves = log.filter(({ what }) => what === 'saveReport');
    expect(saves.map(({ who, why }) => [who.includes('sub-second'), why])).toEqual([
      [true, 'o1'],
      [false, 'o1'],
    ]);
  });

  test('more characters than a part takes are refused by the part, and nothing is written', async () => {
    const { county, save } = await unitWriting();
    const before = await county.snapshot();
    const refused = await save({ parts: { ...WRITTEN, 'local-economy': '字'.repeat(5_001) } });
    expect(refusedAs(refused)).toBe('400 request-invalid');
    expect(JSON.stringify(refused)).toContain('parts.local-economy');
    expect(await county.snapshot()).toEqual(before);
  });

  test('five full parts of the rarest characters are taken', async () => {
    const { save } = await unitWriting();
    expect(answered(await save({ parts: textsOf(() => '𬭼'.repeat(5_000)) })).words).toBe(25_000);
  });
});

describe('submitting a report', () => {
  test('puts it on record, and the gate knows who is missing, by name', async () => {
    const { county, handIn, missing, save } = await unitWriting();
    expect(await missing()).toBeUndefined();
    answered(await save({ parts: WRITTEN }));
    expect(await missing()).toEqual(OFFICERS);
    await handIn('o2');
    expect(await missing()).toEqual([OFFICERS[0]]);
    const list = answered(await county.call('listReports', { session: SESSION }, OFFICE));
    expect(list.officers.map(({ state }) => state)).toEqual(['draft', 'submitted']);
    expect(list.missing).toEqual([OFFICERS[0]]);
  });

  test('all officers at once leave nobody missing', async () => {
    const { handIn, missing } = await unitWriting();
    await Promise.all([handIn('o1'), handIn('o2')]);
    expect(await missing()).toEqual([]);
  });

  test('is refused by the names of the parts that are empty', async () => {
    const { county, save, submit } = await unitWriting();
    answered(await save({ parts: { ...WRITTEN, 'local-economy': '', 'problems-measures': '' } }));
    const before = await county.snapshot();
    const refused = await submit({});
    expect(refusedAs(refused)).toBe('409 report-parts-missing');
    expect(JSON.stringify(refused)).toContain('服务地方经济发展情况、存在的问题和整改措施');
    expect(await county.snapshot()).toEqual(before);
  });

  test('is of the version that the clerk saw', async () => {
    const { county, save, submit } = await unitWriting();
    answered(await save({ parts: WRITTEN }));
    answered(await save({ expectedVersion: 1, parts: textsOf(() => '又改了') }, SECOND_CLERK));
    const before = await county.snapshot();
    expect(refusedAs(await submit({ expectedVersion: 1 }))).toBe('409 edited-meanwhile');
    expect(await county.snapshot()).toEqual(before);
  });

  test('twice is once, and the submitted report is not edited in place', async () => {
    const { county, handIn, save, submit } = await unitWriting();
    await handIn('o1');
    const before = await county.snapshot();
    answered(await submit({ expectedVersion: 1 }));
    expect(refusedAs(await save({ expectedVersion: 2, parts: textsOf(() => '悄悄改') }))).toBe('409 report-submitted');
    expect(await county.snapshot()).toEqual(before);
  });

  test('the audit log has the digest of what was submitted, and none of its words', async () => {
    const { county, handIn } = await unitWriting();
    await handIn('o1');
    const [entry] = await county.all.registry.audit.list({ limit: 1 });
    expect(entry).toMatchObject({ what: 'submitReport', target: SESSION });
    expect(entry?.why).toMatch(/^o1 SHA-256 [0-9a-f]{64}$/);
  });
});

describe('withdrawing a report', () => {
  const withdraw = { ...ONE, reason: '办案数字有误，更正后再交' };

  test('takes it from the delegates, names it missing again, and keeps the text and the reason', async () => {
    const { county, handIn, missing } = await unitWriting();
    await handIn('o1');
    answered(await county.call('withdrawReport', withdraw, CLERK));
    expect(await missing()).toEqual(OFFICERS);
    expect(answered(await county.call('getReport', ONE, CLERK))).toMatchObject({
      ...{ state: 'draft', parts: WRITTEN, withdrawnWhy: withdraw.reason },
    });
    const before = await county.snapshot();
    answered(await county.call('withdrawReport', withdraw, CLERK));
    expect(await county.snapshot()).toEqual(before);
  });

  test('is refused for a report that is not submitted', async () => {
    const { county, save } = await unitWriting();
    answered(await save({ parts: WRITTEN }));
    const before = await county.snapshot();
    expect(refusedAs(await county.call('withdrawReport', withdraw, CLERK))).toBe('409 report-not-submitted');
    expect(await county.snapshot()).toEqual(before);
  });

  test('a freeze that comes between leaves the report on record as it was', async () => {
    const { county, handIn, missing } = await unitWriting();
    await handIn('o1');
    /** The freeze comes through after the withdrawal looked at the meeting, and before it is done. */
    class Overtaken extends Meetings {
      override async change<Answer, Refused>(...step: Parameters<typeof Meetings.prototype.change<Answer, Refused>>) {
        await putInState(county, 'armed');
        return super.change<Answer, Refused>(...step);
      }
    }
    const meetings = new Overtaken(county.documents, county.tables.meetings);
    const refused = await county.call('withdrawReport', withdraw, { ...CLERK, deps: { meetings } });
    expect(refusedAs(refused)).toBe('409 state-wrong');
    expect(await missing()).toEqual([OFFICERS[1]]);
    expect(answered(await county.call('getReport', ONE, CLERK))).toMatchObject({
      ...{ state: 'submitted', parts: WRITTEN, withdrawnWhy: null },
    });
  });
});

describe('reports once the meeting is frozen', () => {
  test('stay as they are: nothing is saved, submitted or withdrawn', async () => {
    const { county, handIn, save, submit } = await unitWriting();
    await handIn('o1');
    answered(await save({ officer: 'o2', parts: WRITTEN }));
    await putInState(county, 'armed');
    const before = await county.snapshot();
    const outcomes = [
      await save({ officer: 'o2', expectedVersion: 1, parts: textsOf(() => '补写') }),
      await submit({ officer: 'o2' }),
      await county.call('withdrawReport', { ...ONE, reason: '想改一改' }, CLERK),
    ];
    expect(outcomes.map((outcome) => refusedAs<OperationId>(outcome))).toEqual(Array(3).fill('409 state-wrong'));
    expect(await county.snapshot()).toEqual(before);
    expect(answered(await county.call('getReport', ONE, OFFICE)).state).toBe('submitted');
  });
});

describe('who may write and read', () => {
  const STRANGER = { staff: staffOf('unit-clerk', 'chengguan') };

  test('a clerk of another unit neither writes nor reads', async () => {
    const { county, save, handIn } = await unitWriting();
    await handIn('o1');
    const before = await county.snapshot();
    const outcomes = [
      await save({ officer: 'o2', parts: WRITTEN }, STRANGER),
      await county.call('getReport', ONE, STRANGER),
      await county.call('listReports', { session: SESSION }, STRANGER),
      await county.call('submitReport', { ...ONE, expectedVersion: 1 }, STRANGER),
      await county.call('withdrawReport', { ...ONE, reason: '不是我的' }, STRANGER),
      await county.call('readReportFile', { session: SESSION, fileName: 'a.docx', file: 'YQ==' }, STRANGER),
    ];
    expect(outcomes.map((outcome) => refusedAs<OperationId>(outcome))).toEqual(Array(6).fill('403 unit-not-yours'));
    expect(await county.snapshot()).toEqual(before);
  });

  test('an officer who is not on the lists has no report', async () => {
    const { county, save } = await unitWriting();
    const before = await county.snapshot();
    expect(refusedAs(await save({ officer: 'o9', parts: WRITTEN }))).toBe('404 officer-unknown');
    expect(refusedAs(await county.call('getReport', { ...ONE, officer: 'o9' }, CLERK))).toBe('404 officer-unknown');
    expect(await county.snapshot()).toEqual(before);
  });
});

describe('a Word file', () => {
  const fileOf = (bytes: Uint8Array): RequestOf<'readReportFile'> => ({
    ...{ session: SESSION, fileName: '报告.docx' },
    file: Buffer.from(bytes).toString('base64'),
  });

  test('is read into the five parts, and nothing is saved', async () => {
    const { county } = await unitWriting();
    const before = await county.snapshot();
    const bytes = await writeDocument(['# 一、依法履行职责情况', '办案。', '# 二、服务经济发展', '帮扶。']);
    expect(answered(await county.call('readReportFile', fileOf(bytes), CLERK))).toEqual({
      parts: { ...EMPTY_REPORT, 'lawful-duty': '办案。', 'local-economy': '帮扶。' },
      headings: 'some',
      notFound: ['efficiency-attitude', 'clean-enforcement', 'problems-measures'],
      tooLong: [],
    });
    expect(await county.snapshot()).toEqual(before);
  });

  test('that is none is refused with what to do', async () => {
    const { county } = await unitWriting();
    const refused = await county.call('readReportFile', fileOf(new TextEncoder().encode('%PDF-1.7')), CLERK);
    expect(refusedAs(refused)).toBe('422 file-unreadable');
    expect(JSON.stringify(refused)).toContain('另存为');
  });
});

test('the sample’s players write and submit the reports of a unit', async () => {
  const { county, missing } = await unitWriting();
  await playReports(
    async (actor, id, request) => {
      if (actor === 'anyone') throw new Error('reports are written by staff');
      return answered(await county.call(id, request, { staff: staffOf(actor.role, actor.unit) }));
    },
    { session: SESSION, unit: UNIT },
  );
  expect(await missing()).toEqual([]);
});

test('the list costs the same however much is written', async () => {
  const { county, save } = await unitWriting();
  const units = async (): Promise<number> => {
    county.capacity.length = 0;
    answered(await county.call('listReports', { session: SESSION }, CLERK));
    return county.capacity.reduce((sum, each) => sum + each.units, 0);
  };
  const empty = await units();
  answered(await save({ parts: textsOf(() => '字'.repeat(5_000)) }));
  expect(await units()).toBeLessThanOrEqual(empty + 0.5);
});

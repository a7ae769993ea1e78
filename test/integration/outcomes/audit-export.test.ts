import { describe, expect, test } from 'vitest';
import { CLOCK_MARGIN_MS } from '../../../functions/http/clock-margin.ts';
import { checkAuditLog } from '../../../shared/protocol/audit-chain.ts';
import {
  answered,
  CAST_TIME_LIMIT_MS,
  type County,
  makeCounty,
  refusedAs,
  START_MS,
  staffOf,
  withEngine,
} from '../registry/county.ts';
import { armedMeeting, putInState, SESSION } from '../registry/prepared-meeting.ts';

withEngine();

const AUDITOR = { staff: staffOf('auditor') };

const fill = async (county: County, count: number): Promise<void> => {
  for (let n = 1; n <= count; n += 1)
    await county.all.registry.audit.append({
      atMs: START_MS + n,
      who: '甲',
      role: 'auditor',
      what: 'createDownload',
      target: `t${n}`,
      why: '',
    });
};
const exported = async (county: County, request: { readonly from?: number; readonly until?: number } = {}) => {
  const given = answered(await county.call('exportAudit', request, AUDITOR));
  return { ...given, text: await (await fetch(given.url)).text() };
};

describe('the export of the audit log', () => {
  test('is the whole log oldest first, ends with its own order, and checks against its hash', async () => {
    const county = await makeCounty();
    await fill(county, 7);
    const { text, first, last, until, hash, next, fileName } = await exported(county);
    expect([first, last, until, next]).toEqual([1, 8, 8, null]);
    expect(fileName).toBe('团风县工商局 审计记录 1-8.jsonl');
    expect(await checkAuditLog(text, hash)).toEqual({ entries: 8, lastHash: hash, headAt: 8, defects: [] });
    expect(JSON.parse(text.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({ what: 'exportAudit', role: 'auditor' });
  });

  test('in parts is the same log: the end that the first part named holds for all', async () => {
    const county = await makeCounty();
    await fill(county, 6);
    const whole = await exported(county);
    const head = await exported(county, { from: 1, until: 4 });
    const tail = await exported(county, { from: 5, until: whole.until });
    expect(head.text + tail.text).toBe(whole.text);
    expect([head.last, tail.last, tail.next]).toEqual([4, 7, null]);
  });

  test('later still holds against a hash out of earlier minutes', async () => {
    const county = await makeCounty();
    await fill(county, 3);
    const printed = (await county.all.registry.audit.head())?.hash;
    await fill(county, 2);
    const { text } = await exported(county);
    expect(await checkAuditLog(text, printed)).toMatchObject({ headAt: 3, defects: [] });
  });

  test('of a part that is not there, or by an office that the log is about, is refused and not on the log', async () => {
    const county = await makeCounty();
    await fill(county, 2);
    const before = await county.snapshot();
    const outcomes = [
      await county.call('exportAudit', { from: 9 }, AUDITOR),
      await county.call('exportAudit', { from: 1, until: 3 }, AUDITOR),
      await county.call('exportAudit', { from: 2, until: 1 }, AUDITOR),
      await county.call('exportAudit', {}, { staff: staffOf('inspection-office') }),
      await county.call('exportAudit', {}, { staff: staffOf('unit-clerk', 'huilongshan') }),
    ];
    expect(outcomes.map(refusedAs)).toEqual([
      '404 audit-range-unknown',
      '404 audit-range-unknown',
      '404 audit-range-unknown',
      '403 role-not-allowed',
      '403 role-not-allowed',
    ]);
    expect(await county.snapshot()).toEqual(before);
  });
});

describe('the log’s head in the minutes', () => {
  const closing = async () => {
    const meeting = await armedMeeting(await makeCounty());
    const { county, manifestHash } = meeting;
    await putInState(county, 'closing', county.clock.nowMs);
    county.clock.nowMs += CAST_TIME_LIMIT_MS + CLOCK_MARGIN_MS;
    const record = async () => answered(await meeting.by('inspection', 'recordIssuing', { manifestHash }));
    const pinned = async () => (await county.all.meetings.read(SESSION))?.auditHead;
    return { county, record, pinned };
  };

  test('is pinned with the figures of issuing, once: what is ordered later does not move it', async () => {
    const { county, record, pinned } = await closing();
    expect(await pinned()).toBeNull();
    const head = await county.all.registry.audit.head();
    await record();
    expect(await pinned()).toEqual(head);
    await fill(county, 1);
    await record();
    expect(await pinned()).toEqual(head);
  });
});

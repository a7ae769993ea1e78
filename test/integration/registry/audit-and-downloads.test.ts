import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import type { StaffRole } from '../../../shared/contract/operation.ts';
import { DOCUMENTS } from '../../../shared/contract/rounds.ts';
import { firstBrokenEntry } from '../../../shared/protocol/audit-chain.ts';
import { answered, type County, makeCounty, OFFICE, refusedAs, START_MS, staffOf, withEngine } from './county.ts';
import { armedMeeting, idOf, putInState, readyToFreeze, SESSION } from './prepared-meeting.ts';

withEngine();

const AUDITOR = { staff: staffOf('auditor') };
const logOf = async (county: County) => answered(await county.call('listAudit', {}, AUDITOR)).entries;
const oldestFirst = async (county: County) => [...(await logOf(county))].reverse();

describe('the audit log', () => {
  test('has every order of staff with who, what and why, and nothing about a delegate', async () => {
    const county = await makeCounty();
    const { codes } = await readyToFreeze(county);
    const secretHash = 'a'.repeat(64);
    answered(await county.call('issueEnrolment', { session: SESSION, slot: 'delegates', secretHash }, OFFICE));
    answered(await county.call('freeze', { session: SESSION }, OFFICE));
    answered(await county.call('voidMeeting', { session: SESSION, reason: '会场停电' }, OFFICE));
    const log = await oldestFirst(county);
    const ofOffice = log.filter(({ role }) => role === 'inspection-office');
    expect(ofOffice.map(({ what, target, why }) => [what, target, why])).toEqual([
      ['importRound', '2008', expect.stringMatching(/^version 1, file SHA-256 [0-9a-f]{64}$/)],
      ['nameDelegatesTeller', SESSION, expect.stringMatching(/^lot, seed [0-9a-f]{64}, lists [0-9a-f]{64}$/)],
      ['makeKeys', SESSION, ''],
      ['registerCards', SESSION, '25 cards'],
      ['registerCards', SESSION, '8 cards'],
      ['issueEnrolment', SESSION, 'delegates'],
      ['freeze', SESSION, ''],
      ['voidMeeting', SESSION, '会场停电'],
    ]);
    for (const { who, role, atMs } of ofOffice)
      expect({ who, role, atMs }).toEqual({
        who: '样例人员 (sub-inspection-office)',
        role: 'inspection-office',
        atMs: START_MS,
      });
    const text = JSON.stringify(log);
    for (const forbidden of ['样例代表', idOf(1), ...codes.values(), secretHash]) expect(text).not.toContain(forbidden);
    // A phone number stands alone; the digits of one may well turn up inside a hash.
    expect(text).not.toMatch(/(?<![0-9a-f])1\d{10}(?![0-9a-f])/);
  });

  test('a refused order leaves no entry', async () => {
    const county = await makeCounty();
    await readyToFreeze(county);
    answered(await county.call('freeze', { session: SESSION }, OFFICE));
    const before = await logOf(county);
    expect(refusedAs(await county.call('freeze', { session: SESSION }, OFFICE))).toBe('409 state-wrong');
    expect(await logOf(county)).toEqual(before);
  });

  test('many orders at once make one chain without gaps', async () => {
    const { all } = await makeCounty();
    const order = { atMs: START_MS, who: '甲', role: 'auditor', what: 'createDownload', why: '' };
    await Promise.all(Array.from({ length: 12 }, (_, n) => all.registry.audit.append({ ...order, target: `t${n}` })));
    const log = [...(await all.registry.audit.list({ limit: 100 }))].reverse();
    expect(log.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 12 }, (_, n) => n + 1));
    expect(await firstBrokenEntry(log)).toBeNull();
  });

  test('it is read in pages, newest first', async () => {
    const county = await makeCounty();
    const order = { atMs: START_MS, who: '甲', role: 'auditor', what: 'createDownload', why: '', target: 't' };
    for (let n = 0; n < 53; n += 1) await county.all.registry.audit.append(order);
    const first = answered(await county.call('listAudit', {}, AUDITOR));
    expect([first.entries.length, first.entries[0]?.sequence, first.next]).toEqual([50, 53, 4]);
    const last = answered(await county.call('listAudit', { before: first.next ?? 0 }, AUDITOR));
    expect([last.entries.map(({ sequence }) => sequence), last.next]).toEqual([[3, 2, 1], null]);
    expect(answered(await county.call('listAudit', { before: 1 }, AUDITOR))).toEqual({ entries: [], next: null });
    const clerk = { staff: staffOf('unit-clerk', 'huilongshan') };
    expect(refusedAs(await county.call('listAudit', {}, clerk))).toBe('403 role-not-allowed');
  });

  test('an entry that was altered, taken out or put in shows, and where', async () => {
    const county = await makeCounty();
    await readyToFreeze(county);
    const log = await oldestFirst(county);
    expect(await firstBrokenEntry(log)).toBeNull();
    await county.documents.send(
      new UpdateCommand({
        TableName: county.tables.registry,
        Key: { pk: 'AUDIT', sk: 'ENTRY#0000000002' },
        UpdateExpression: 'SET who = :who',
        ExpressionAttributeValues: { ':who': '别人' },
      }),
    );
    expect(await firstBrokenEntry(await oldestFirst(county))).toBe(2);
    expect(await firstBrokenEntry(log.filter(({ sequence }) => sequence !== 3))).toBe(4);
    expect(await firstBrokenEntry([...log.slice(0, 2), ...log.slice(1)])).toBe(2);
    expect(await firstBrokenEntry(log.slice(1))).toBe(2);
  });
});

describe('downloads', () => {
  const announced = async () => {
    const meeting = await armedMeeting(await makeCounty());
    const { county } = meeting;
    for (const name of DOCUMENTS)
      await county.all.documents.put({ session: SESSION, edition: null }, name, `{"of":"${name}"}`);
    await putInState(county, 'announced');
    return meeting;
  };
  const ask = (county: County, document: (typeof DOCUMENTS)[number], role: StaffRole, unit?: string) =>
    county.call('createDownload', { session: SESSION, document }, { staff: staffOf(role, unit) });

  test('a signed URL serves the bytes under a Chinese name for five minutes, and not under another signature', async () => {
    const { county } = await announced();
    const { url, fileName, expiresAtMs } = answered(await ask(county, 'result.json', 'county-leader'));
    expect(fileName).toBe('回龙山工商所 2008 测评结果（公开卷宗）.json');
    expect(expiresAtMs).toBe(START_MS + 300_000);
    expect(new URL(url).searchParams.get('X-Amz-Expires')).toBe('300');
    const response = await fetch(url);
    expect(await response.text()).toBe('{"of":"result.json"}');
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename="result.json"; filename*=UTF-8''${encodeURIComponent(fileName)}`,
    );
    const altered = await fetch(url.replace('result.json?', 'sealed.json?'));
    expect(altered.status).toBe(403);
    county.clock.nowMs = expiresAtMs + 1_000;
    expect((await fetch(url)).status).toBe(403);
  });

  test('the download is on the audit log before the URL leaves: without the log there is no URL', async () => {
    const { county } = await announced();
    answered(await ask(county, 'sealed.json', 'auditor'));
    expect((await logOf(county))[0]).toMatchObject({
      what: 'createDownload',
      target: `${SESSION}/sealed.json`,
      role: 'auditor',
    });
    const { registry } = county.of('documents');
    const broken = {
      ...registry,
      audit: Object.assign(Object.create(registry.audit), { append: () => Promise.reject(new Error('no log')) }),
    };
    const request = { session: SESSION, document: 'sealed.json' } as const;
    const outcome = await county.call('createDownload', request, { ...AUDITOR, deps: { registry: broken } });
    expect(refusedAs(outcome)).toBe('500 unexpected');
  });

  test('the sealed bundle is for the discipline commission and auditors, among staff', async () => {
    const { county } = await announced();
    const roles = ['unit-clerk', 'inspection-office', 'discipline-commission', 'county-leader', 'auditor'] as const;
    const outcomes = [];
    for (const role of roles) outcomes.push(refusedAs(await ask(county, 'sealed.json', role, 'huilongshan')));
    expect(outcomes).toEqual([
      '403 download-not-allowed',
      '403 download-not-allowed',
      '200',
      '403 download-not-allowed',
      '200',
    ]);
  });

  test('a unit’s clerk has their own unit’s documents, and a refusal is not on the log', async () => {
    const { county } = await announced();
    const before = await county.snapshot();
    expect(refusedAs(await ask(county, 'result.json', 'unit-clerk', 'chengguan'))).toBe('403 unit-not-yours');
    expect(await county.snapshot()).toEqual(before);
    expect(refusedAs(await ask(county, 'result.json', 'unit-clerk', 'huilongshan'))).toBe('200');
  });

  test('before the announcement, or when it was not written, there is none', async () => {
    const { county } = await armedMeeting(await makeCounty());
    await county.all.documents.put({ session: SESSION, edition: null }, 'result.json', '{}');
    const before = await county.snapshot();
    expect(refusedAs(await ask(county, 'result.json', 'auditor'))).toBe('404 document-missing');
    expect(await county.snapshot()).toEqual(before);
    await putInState(county, 'announced');
    expect(refusedAs(await ask(county, 'board.json', 'auditor'))).toBe('404 document-missing');
    const unknown = { session: 'tuanfeng-2008-nowhere', document: 'board.json' } as const;
    expect(refusedAs(await county.call('createDownload', unknown, AUDITOR))).toBe('404 session-unknown');
  });

  test('a teller has every document, by signature, on the log too', async () => {
    const meeting = await announced();
    const outcome = await meeting.by('delegates', 'createTellerDownload', { document: 'sealed.json' });
    const response = await fetch(answered(outcome).url);
    expect(await response.text()).toBe('{"of":"sealed.json"}');
    expect((await logOf(meeting.county))[0]).toMatchObject({
      who: 'delegates',
      role: 'teller',
      what: 'createTellerDownload',
    });
  });
});

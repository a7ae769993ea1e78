import { GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, test } from 'vitest';
import type { LogEntry } from '../../../../functions/http/dependencies.ts';
import { NO_METRICS } from '../../../../functions/http/metrics.ts';
import { receiptHex } from '../../../../functions/store/ballot-box.ts';
import { type Meeting, newMeeting, withTeller } from '../../../../functions/store/meetings.ts';
import { readCountInput } from '../../../../functions/tally/count-input.ts';
import { implementations } from '../../../../functions/tally/handler.ts';
import { faultOfRows } from '../../../../functions/tally/paper-entry.ts';
import { publish } from '../../../../functions/tally/publish.ts';
import { writeDocuments } from '../../../../functions/tally/write-documents.ts';
import type { OperationId } from '../../../../shared/contract/routes.ts';
import type { Slot } from '../../../../shared/protocol/slots.ts';
import { reaching } from '../../../unreached.ts';
import { platformRandom, vectorManifest, vectors } from '../../protocol/vectors.ts';
import { answerTo, mockedMeetings } from '../mocked-meetings.ts';
import { enrolled, signedRequest } from '../signed-request.ts';

const { engine, meetings, ballotBox } = mockedMeetings();
let logged: LogEntry[] = [];
const deps = reaching({
  ...{ county: 'tuanfeng', countyName: '团风县工商局', meetings, ballotBox, nowMs: () => 5_000 },
  ...{ metrics: NO_METRICS, randomBytes: platformRandom, log: (entry: LogEntry) => void logged.push(entry) },
});
const SESSION = 'session';
const IDENTITY = { session: SESSION, county: 'tuanfeng', round: '2008', unit: 'unit', unitName: '所' };
const [HASH, ROOT] = ['a'.repeat(64), 'b'.repeat(64)];
const [ENTRY, OTHER] = ['c'.repeat(64), 'd'.repeat(64)];
const ISSUING = { delegates: 33, drawn: 24, reissued: 1, papersIssued: 3, papersReissued: 0 };
const PAIR: Slot[] = ['discipline', 'inspection'];
const SIGNATURE = 'A'.repeat(86);
const SETTLING = 'Q'.repeat(86);
const BALLOT = Uint8Array.of(1);
const WHOLE = { sharePages: 1, sharesPerPage: 1, sharePagesIn: [0] };
const COLUMNS = 15;

const closed: Meeting = enrolled({
  ...newMeeting(IDENTITY),
  ...{ state: 'closed', manifestHash: HASH, boardRoot: ROOT, boardPages: 1, electronic: 1, issuing: ISSUING },
});
const opened = withTeller(withTeller(closed, 'discipline', WHOLE), 'inspection', WHOLE);
const itemIs = (pk: string, sk: string, Item?: Record<string, unknown>) =>
  engine.on(GetCommand, { Key: { pk, sk } }).resolves(Item === undefined ? {} : { Item });
const headIs = (meeting: Meeting) => itemIs(SESSION, 'HEAD', { ...meeting });
const entryIs = (entry: string, ballots: unknown) =>
  itemIs(`${SESSION}#paper`, `${entry}#0`, { json: JSON.stringify(ballots), parts: 1 });
const sharesAre = (slot: Slot, shares: readonly (string | null)[]) =>
  itemIs(`${SESSION}#shares`, `${ROOT}#${slot}#0000`, { shares: JSON.stringify(shares), signature: SIGNATURE });

beforeEach(() => {
  logged = [];
  engine.reset();
  engine.on(GetCommand).resolves({});
  engine.on(PutCommand).resolves({});
  engine.on(QueryCommand).resolves({ Items: [] });
  engine
    .on(QueryCommand, { ExpressionAttributeValues: { ':partition': `${SESSION}#0` } })
    .resolves({ Items: [{ ballot: BALLOT }] });
  itemIs(SESSION, `MANIFEST#${HASH}`, { json: JSON.stringify(vectorManifest()) });
  itemIs(SESSION, `BOARD#${ROOT}#0000`, { receipts: Buffer.from(receiptHex(BALLOT), 'hex') });
  for (const slot of PAIR) sharesAre(slot, [null]);
});

describe('what a count is made of', () => {
  test('is manifest, board, ballots, the sets that open them, and no paper before it is settled', async () => {
    expect(await readCountInput(deps, { ...opened, paper: 'awaiting' }, PAIR)).toEqual({
      ...{ manifest: vectors.manifest, board: [receiptHex(BALLOT)], openedBy: PAIR, issuing: ISSUING },
      ...{ ballots: [BALLOT], paper: [], opened: { discipline: [null], inspection: [null] } },
      manifestHash: new Uint8Array(Buffer.from(HASH, 'hex')),
    });
  });

  test('has the paper that was settled', async () => {
    entryIs(ENTRY, [Array(COLUMNS).fill(9), null]);
    const settled = { ...opened, paper: 'settled', settledBy: { slot: 'delegates', entry: ENTRY } } as const;
    expect((await readCountInput(deps, settled, PAIR)).paper).toEqual([Array(COLUMNS).fill(9), null]);
  });

  test.each<[string, Partial<Meeting>]>([
    ['board', { boardRoot: null }],
    ['manifest', { manifestHash: null }],
    ['hash that is one', { manifestHash: 'x' }],
    ['figures of issuing', { issuing: null }],
  ])('is a fault without a %s', async (_, changes) => {
    await expect(readCountInput(deps, { ...opened, ...changes }, PAIR)).rejects.toThrow(
      /^a closed meeting lacks its board or its manifest$/,
    );
  });

  test('is a fault where the manifest is gone, or a set is not one share a ballot', async () => {
    sharesAre('inspection', [null, null]);
    await expect(readCountInput(deps, opened, PAIR)).rejects.toThrow(
      /^a complete set of shares is not one share a ballot$/,
    );
    await expect(readCountInput(deps, { ...opened, electronic: null }, PAIR)).rejects.toThrow(
      /not one share a ballot$/,
    );
    itemIs(SESSION, `MANIFEST#${HASH}`);
    await expect(readCountInput(deps, opened, PAIR)).rejects.toThrow(/^a closed meeting lacks its manifest$/);
  });
});

describe('rows of a pile', () => {
  const row = (columns: number) => Array<number>(columns).fill(9);
  test('that are no ballots of this form are named, twenty of them and no more', async () => {
    expect(await faultOfRows(deps, closed, [row(COLUMNS), null])).toBeUndefined();
    const fault = await faultOfRows(deps, closed, [row(COLUMNS), ...Array<number[]>(30).fill(row(14))]);
    expect(fault).toMatchObject({ refused: 'request-invalid' });
    expect(fault?.errors?.map(({ field }) => field)).toEqual(
      Array.from({ length: 20 }, (_, place) => `payload.ballots.${place + 1}`),
    );
    expect(fault?.errors?.[0]).toMatchObject({
      code: 'number-of-scores',
      detail: { zh: '每张票要有 15 项', en: 'each ballot has 15 scores' },
    });
  });

  test('of a meeting without a manifest are a fault', async () => {
    for (const manifestHash of [null, ENTRY])
      await expect(faultOfRows(deps, { ...closed, manifestHash }, [])).rejects.toThrow(
        /^a closed meeting has no manifest$/,
      );
  });
});

describe('publishing', () => {
  test('a meeting that is gone, or a result that is not there, is a fault', async () => {
    await expect(publish(deps, SESSION)).rejects.toThrow(/^a meeting with a signed result is gone$/);
    const result = { openedBy: PAIR, hash: ENTRY, outcome: 'valid', sealedVoid: false } as const;
    const MISSING = /^a result that is published is missing$/;
    const signed: Meeting = { ...opened, state: 'counted', results: [result], openedBy: PAIR };
    await expect(writeDocuments(deps, signed)).rejects.toThrow(MISSING);
    itemIs(SESSION, `RESULT#${ENTRY}`, { json: JSON.stringify(vectors.result) });
    for (const changes of [{ openedBy: null }, { results: [] }, { boardRoot: null }])
      await expect(writeDocuments(deps, { ...signed, ...changes })).rejects.toThrow(MISSING);
  });

  test('writes nothing of a meeting that nobody has signed', async () => {
    headIs(opened);
    expect(await publish(deps, SESSION)).toEqual(opened);
  });
});

const ask = async (operation: OperationId, slot: Slot, payload: unknown) =>
  answerTo(
    { implementations, deps, id: operation },
    await signedRequest({ operation, session: SESSION, slot }, payload),
  );
/** Where a fault was noticed: by the operation itself. */
const faultIn = () => logged.map(({ operation, frames }) => [operation, /[a-z-]+\.ts/.exec(frames[0] ?? '')?.[0]]);

describe('the piles of paper', () => {
  const asked = { boardRoot: ROOT };
  const typedBy = (slots: readonly Slot[], meeting: Meeting) =>
    slots.reduce(
      (changed, slot, place) => withTeller(changed, slot, { paperEntry: [ENTRY, OTHER][place] ?? null }),
      meeting,
    );
  const signedBy = (slot: Slot, entry: string) =>
    itemIs(`${SESSION}#paper`, `${entry}#${slot}`, { signature: SIGNATURE });
  beforeEach(() => {
    entryIs(ENTRY, [null]);
    entryIs(OTHER, [null, null]);
    for (const entry of [ENTRY, OTHER])
      for (const slot of ['discipline', 'delegates', 'inspection'] as const) signedBy(slot, entry);
  });

  test('are shown to whoever typed, and to the third once two have', async () => {
    const first = { slot: 'discipline', signature: SIGNATURE, ballots: [null] };
    headIs(typedBy(['discipline'], { ...closed, paper: 'awaiting' }));
    expect(await ask('getPaper', 'discipline', asked)).toEqual({
      status: 200,
      answer: { entries: [first], settled: null, settledBy: null },
    });
    expect(await ask('getPaper', 'delegates', asked)).toMatchObject({ refused: 'own-first' });
    headIs(typedBy(PAIR, { ...closed, paper: 'differs' }));
    expect((await ask('getPaper', 'delegates', asked)).answer).toEqual({
      entries: [first, { slot: 'inspection', signature: SIGNATURE, ballots: [null, null] }],
      settled: null,
      settledBy: null,
    });
  });

  test('are none where none was issued, also before anybody typed', async () => {
    headIs({ ...closed, paper: 'none-issued' });
    expect((await ask('getPaper', 'delegates', asked)).answer).toEqual({ entries: [], settled: null, settledBy: null });
    headIs({ ...closed, paper: 'awaiting' });
    expect(await ask('getPaper', 'delegates', asked)).toMatchObject({ refused: 'own-first' });
  });

  test('come with what was settled, and who signed that', async () => {
    itemIs(`${SESSION}#paper`, `${OTHER}#delegates#settled`, { signature: SETTLING });
    headIs(typedBy(PAIR, { ...closed, paper: 'settled', settledBy: { slot: 'delegates', entry: OTHER } }));
    expect((await ask('getPaper', 'discipline', asked)).answer).toMatchObject({
      settled: [null, null],
      settledBy: { slot: 'delegates', signature: SETTLING },
    });
  });

  test('of another board are not shown', async () => {
    headIs({ ...closed, paper: 'none-issued' });
    expect(await ask('getPaper', 'delegates', { boardRoot: OTHER })).toMatchObject({ refused: 'board-differs' });
  });
});

describe('a page of shares', () => {
  const asked = (of: Slot, page = 0) => ({ boardRoot: ROOT, of, page });

  test('is shown as it was handed in to whoever handed in a whole set', async () => {
    headIs(opened);
    expect(await ask('getShares', 'discipline', asked('inspection'))).toEqual({
      status: 200,
      answer: { shares: [null], signature: SIGNATURE, page: 0, pages: 1 },
    });
    expect(await ask('getShares', 'discipline', asked('inspection', 1))).toMatchObject({ refused: 'page-unknown' });
    expect(await ask('getShares', 'discipline', asked('delegates'))).toMatchObject({ refused: 'shares-incomplete' });
    expect(await ask('getShares', 'delegates', asked('inspection'))).toMatchObject({ refused: 'own-first' });
  });
});

describe('a result', () => {
  const result = { openedBy: PAIR, hash: ENTRY, outcome: 'valid', sealedVoid: false } as const;
  const counted: Meeting = { ...opened, state: 'counted', results: [result] };

  test('that was counted and is not there is a fault, whoever counts or signs', async () => {
    headIs(counted);
    expect((await ask('count', 'delegates', { boardRoot: ROOT, openedBy: PAIR })).status).toBe(500);
    const body = JSON.stringify({ slot: 'delegates', openedBy: PAIR, signature: SIGNATURE });
    const sign = () =>
      answerTo({ implementations, deps, id: 'signResult' }, { pathParameters: { session: SESSION }, body });
    expect((await sign()).status).toBe(500);
    itemIs(SESSION, `RESULT#${ENTRY}`, { json: JSON.stringify(vectors.result) });
    headIs(withTeller(counted, 'delegates', { sign: null }));
    expect((await sign()).status).toBe(500);
    headIs(counted);
    expect(await sign()).toMatchObject({ refused: 'signature-invalid' });
    expect(faultIn()).toEqual([
      ['count', 'count.ts'],
      ['signResult', 'sign-result.ts'],
      ['signResult', 'sign-result.ts'],
    ]);
  });

  test('of a session that is not there is signed by nobody', async () => {
    const body = JSON.stringify({ slot: 'delegates', openedBy: PAIR, signature: SIGNATURE });
    const asked = { pathParameters: { session: 'nowhere' }, body };
    expect(await answerTo({ implementations, deps, id: 'signResult' }, asked)).toMatchObject({
      refused: 'session-unknown',
    });
  });
});

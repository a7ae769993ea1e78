import { S3Client } from '@aws-sdk/client-s3';
import ExcelJS from 'exceljs';
import { expect, test } from 'vitest';
import { Documents } from '../../../functions/store/documents.ts';
import { editionOf, type Meeting } from '../../../functions/store/meetings.ts';
import { DOCUMENTS } from '../../../shared/contract/rounds.ts';
import { verifyBoard } from '../../../shared/protocol/board.ts';
import type { SealedBundle } from '../../../shared/protocol/bundle.ts';
import { toHex } from '../../../shared/protocol/bytes.ts';
import { checkBundle } from '../../../shared/protocol/check-bundle.ts';
import { jcsText } from '../../../shared/protocol/jcs.ts';
import type { TallyResult } from '../../../shared/protocol/result.ts';
import { ballotId, NONCE_BYTES } from '../../../shared/protocol/sealed-ballot.ts';
import { SLOTS, type Slot } from '../../../shared/protocol/slots.ts';
import { hexBytes, vectorManifest, vectors } from '../../unit/protocol/vectors.ts';
import { Hall } from './hall.ts';
import { useResultsBucket } from './results-bucket.ts';
import { NO_PAPER, Session } from './session.ts';
import { castBallots, closeBox, freezeBoard, openBox } from './stages.ts';
import { useTables } from './tables.ts';

const tables = useTables();
const bucket = useResultsBucket();
const TWO: readonly Slot[] = ['discipline', 'delegates'];

/** A box of twenty ballots, opened and counted by two tellers, that nobody has signed. */
async function counted(documents: () => Documents = () => bucket.documents, notice: string | null = null) {
  const hall = new Hall(tables, { documents: documents(), notice });
  const session = await Session.prepare(hall);
  await session.start(session.voting());
  await castBallots(hall, session, 20);
  const board = await closeBox(hall, session, NO_PAPER);
  await freezeBoard(hall, session, board);
  for (const slot of TWO) await openBox(hall, session, slot, board.boardRoot);
  return { hall, session, board, result: await count(hall, session, board.boardRoot, TWO) };
}

async function count(hall: Hall, session: Session, boardRoot: string, openedBy: readonly Slot[]) {
  const request = await session.signed('delegates', 'count', { boardRoot, openedBy: [...openedBy] });
  const { result } = await hall.ask('count', request);
  const head = await session.head();
  const stored = head.results.find((each) => each.openedBy.join() === result.openedBy.join());
  const kept = await hall.deps.meetings.getResult(session.id, stored?.hash ?? '');
  if (kept === undefined) throw new Error('the counted result is not stored');
  return kept;
}

const signing = async (session: Session, slot: Slot, result: TallyResult) => ({
  session: session.id,
  slot,
  openedBy: [...result.openedBy],
  signature: await session.resultSignature(slot, result),
});
const objecting = (session: Session, slot: Slot, reason = '结果与我复算的不一致') =>
  session.signed(slot, 'objectToResult', { reason });
/** Where documents of the words so far would be. */
const toBeWritten = (head: Meeting) => ({ session: head.session, edition: editionOf(head) });
const readJson = async (session: Session, name: (typeof DOCUMENTS)[number]) =>
  JSON.parse((await bucket.read(await session.head(), name))?.toString('utf8') ?? 'null');

test('the second signature announces: five documents are there, and the check of both bundles finds nothing', async () => {
  const { hall, session, board, result } = await counted();
  expect(await hall.ask('signResult', await signing(session, 'delegates', result))).toEqual({
    state: 'counted',
    signed: ['delegates'],
  });
  expect(await bucket.namesOf(toBeWritten(await session.head()))).toEqual([]);
  expect(await hall.refusal('getResult', { session: session.id })).toBe('409 not-announced');
  expect(await hall.ask('signResult', await signing(session, 'discipline', result))).toEqual({
    state: 'announced',
    signed: ['discipline', 'delegates'],
  });
  expect(await bucket.namesOf(await session.head())).toEqual(DOCUMENTS);
  const published = await checkBundle(await readJson(session, 'result.json'));
  expect([published.kind, published.defects]).toEqual(['public', []]);
  const sealed = await checkBundle(await readJson(session, 'sealed.json'));
  expect([sealed.kind, sealed.defects]).toEqual(['sealed', []]);
  const { board: receipts, payload, signatures } = await readJson(session, 'board.json');
  const requests = signatures.map((signed: object) => ({ ...signed, payload }));
  expect(await verifyBoard({ ...session, board: receipts, requests })).toEqual({ ok: true, payload: board });
  const answer = await hall.ask('getResult', { session: session.id });
  expect(answer.result).toEqual(result);
  expect(answer.signatures.map(({ slot }) => slot)).toEqual(['discipline', 'delegates']);
});

test('the third teller’s later word is added to what was published, a signature or an objection', async () => {
  for (const word of ['signature', 'objection'] as const) {
    const { hall, session, result } = await counted();
    for (const slot of TWO) await hall.ask('signResult', await signing(session, slot, result));
    if (word === 'signature') await hall.ask('signResult', await signing(session, 'inspection', result));
    else
      expect(await hall.ask('objectToResult', await objecting(session, 'inspection'))).toEqual({ state: 'announced' });
    const published = await readJson(session, 'result.json');
    expect(published.signatures).toHaveLength(3);
    expect(word in published.signatures[2]).toBe(true);
    expect((await checkBundle(published)).defects).toEqual([]);
    expect((await checkBundle(await readJson(session, 'sealed.json'))).defects).toEqual([]);
    const { signatures } = await hall.ask('getResult', { session: session.id });
    expect(signatures).toEqual(published.signatures);
  }
});

test('two tellers who sign at once announce the result once', async () => {
  const { hall, session, result } = await counted();
  const requests = await Promise.all(TWO.map((slot) => signing(session, slot, result)));
  await Promise.all(requests.map((request) => hall.ask('signResult', request)));
  expect((await session.head()).state).toBe('announced');
  expect((await readJson(session, 'result.json')).signatures).toHaveLength(2);
});

test('three words at once are all in the published bundle', async () => {
  const { hall, session, result } = await counted();
  await Promise.all([
    ...TWO.map(async (slot) => hall.ask('signResult', await signing(session, slot, result))),
    objecting(session, 'inspection').then((request) => hall.ask('objectToResult', request)),
  ]);
  expect((await readJson(session, 'result.json')).signatures).toHaveLength(3);
  expect((await readJson(session, 'sealed.json')).signatures).toHaveLength(3);
});

test('signing again keeps the first signature and is answered as before', async () => {
  const { hall, session, result } = await counted();
  await hall.ask('signResult', await signing(session, 'delegates', result));
  const before = await tables.everything();
  expect(await hall.ask('signResult', await signing(session, 'delegates', result))).toEqual({
    state: 'counted',
    signed: ['delegates'],
  });
  expect(await tables.everything()).toBe(before);
});

test('storage that fails announces nothing; pressing again writes the documents and announces', async () => {
  class Failing extends Documents {
    failing = true;
    override async put(...put: Parameters<Documents['put']>): Promise<void> {
      if (this.failing && put[1] === 'result.xlsx') throw Object.assign(new Error('away'), { code: 'ECONNRESET' });
      await bucket.documents.put(...put);
    }
  }
  const failing = new Failing({ client: new S3Client({ region: 'local-1' }), bucket: 'results' });
  const { hall, session, result } = await counted(() => failing);
  await hall.ask('signResult', await signing(session, 'delegates', result));
  const second = await signing(session, 'discipline', result);
  expect((await hall.send('signResult', second)).status).toBe(503);
  expect((await session.head()).state).toBe('counted');
  expect(await hall.refusal('getResult', { session: session.id })).toBe('409 not-announced');
  failing.failing = false;
  expect((await hall.ask('signResult', second)).state).toBe('announced');
  expect(await bucket.namesOf(await session.head())).toEqual(DOCUMENTS);
});

test('a published signature that anybody sends again is answered and writes no document', async () => {
  const { hall, session, result } = await counted();
  const objection = await objecting(session, 'inspection');
  await hall.ask('objectToResult', objection);
  for (const slot of TWO) await hall.ask('signResult', await signing(session, slot, result));
  const { signatures } = await readJson(session, 'result.json');
  const before = await tables.everything();
  const { documents } = hall.deps;
  documents.put = async () => {
    throw new Error('written again');
  };
  const replayed = { ...(await signing(session, 'discipline', result)), signature: signatures[0].signature };
  expect((await hall.ask('signResult', replayed)).state).toBe('announced');
  expect(await hall.ask('objectToResult', objection)).toEqual({ state: 'announced' });
  expect(await tables.everything()).toBe(before);
});

test('storage that fails on the third teller’s word: pressing again adds it to what was published', async () => {
  const { hall, session, result } = await counted();
  for (const slot of TWO) await hall.ask('signResult', await signing(session, slot, result));
  const { documents } = hall.deps;
  const { put } = documents;
  documents.put = async () => {
    throw Object.assign(new Error('away'), { code: 'ECONNRESET' });
  };
  const third = await signing(session, 'inspection', result);
  expect((await hall.send('signResult', third)).status).toBe(503);
  expect((await readJson(session, 'result.json')).signatures).toHaveLength(2);
  documents.put = put;
  expect((await hall.ask('signResult', third)).state).toBe('announced');
  expect((await readJson(session, 'result.json')).signatures).toHaveLength(3);
});

test('a slow process that ends before it looks again takes no word out of what was published', async () => {
  for (const firstHeld of DOCUMENTS) {
    const { hall, session, result } = await counted();
    await hall.ask('signResult', await signing(session, 'delegates', result));
    const { documents } = hall.deps;
    const put = documents.put.bind(documents);
    const held: (() => Promise<void>)[] = [];
    const { promise: isHeld, resolve: hold } = Promise.withResolvers<void>();
    const { promise: isCrashed, resolve: crash } = Promise.withResolvers<void>();
    documents.put = async (...document) => {
      if (document[1] !== firstHeld) return put(...document);
      held.push(() => put(...document));
      hold();
      await isCrashed;
      throw Object.assign(new Error('ended'), { code: 'ECONNRESET' });
    };
    // The second signature's process has two words, and its put is on the wire …
    const slow = hall.send('signResult', await signing(session, 'discipline', result));
    await isHeld;
    documents.put = put;
    // … when the third teller objects, and another process publishes all three …
    const objection = await objecting(session, 'inspection');
    expect(await hall.ask('objectToResult', objection)).toEqual({ state: 'announced' });
    // … whereupon the first put lands, and its process is gone.
    for (const land of held) await land();
    crash();
    expect((await slow).status).toBe(503);
    for (const name of ['result.json', 'sealed.json'] as const) {
      const { signatures } = await readJson(session, name);
      expect([firstHeld, name, signatures.length]).toEqual([firstHeld, name, 3]);
    }
    expect((await checkBundle(await readJson(session, 'result.json'))).defects).toEqual([]);
    const board = await readJson(session, 'board.json');
    expect(board.signatures.length).toBeGreaterThanOrEqual(2);
  }
});

test('what was announced before there were editions is given as it lies, until somebody speaks', async () => {
  const { hall, session, result } = await counted();
  for (const slot of TWO) await hall.ask('signResult', await signing(session, slot, result));
  const head = await session.head();
  const old = { session: session.id, edition: null };
  const bytes = await bucket.read(head, 'result.json');
  await bucket.documents.put(old, 'result.json', bytes ?? '');
  await hall.deps.meetings.change(session.id, (meeting) => ({
    kind: 'change',
    meeting: { ...meeting, edition: null },
    answer: null,
  }));
  expect((await readJson(session, 'result.json')).signatures).toHaveLength(2);
  await hall.ask('signResult', await signing(session, 'inspection', result));
  expect((await session.head()).edition).toBe(SLOTS.join('-'));
  expect((await readJson(session, 'result.json')).signatures).toHaveLength(3);
  expect(await bucket.read(old, 'result.json')).toEqual(bytes);
});

test('a signature over another result, or by another key, is refused', async () => {
  const { hall, session, result } = await counted();
  const forged = { ...result, counts: { ...result.counts, valid: result.counts.valid - 1 } };
  expect(await hall.refusal('signResult', await signing(session, 'delegates', forged))).toBe('403 signature-invalid');
  const swapped = { ...(await signing(session, 'delegates', result)), slot: 'inspection' } as const;
  expect(await hall.refusal('signResult', swapped)).toBe('403 signature-invalid');
});

test('a result that nobody counted cannot be signed, and the first signature fixes from whose shares it is', async () => {
  const { hall, session, board, result } = await counted();
  const uncounted = { ...(await signing(session, 'delegates', result)), openedBy: [...SLOTS] };
  expect(await hall.refusal('signResult', uncounted)).toBe('409 result-differs');
  await openBox(hall, session, 'inspection', board.boardRoot);
  const ofThree = await count(hall, session, board.boardRoot, SLOTS);
  await hall.ask('signResult', await signing(session, 'delegates', result));
  expect(await hall.refusal('signResult', await signing(session, 'discipline', ofThree))).toBe('409 result-differs');
  const other = await session.signed('delegates', 'count', {
    boardRoot: board.boardRoot,
    openedBy: ['delegates', 'inspection'] as Slot[],
  });
  expect(await hall.refusal('count', other)).toBe('409 already-recorded');
  const again = await session.signed('inspection', 'count', { boardRoot: board.boardRoot, openedBy: [...SLOTS] });
  expect((await hall.ask('count', again)).result).toEqual(ofThree);
  expect((await hall.ask('getMeeting', { session: session.id })).openedBy).toEqual(TWO);
});

test('a teller has one word: who has objected does not sign, who has signed does not object', async () => {
  const { hall, session, result } = await counted();
  await hall.ask('objectToResult', await objecting(session, 'delegates'));
  expect(await hall.ask('objectToResult', await objecting(session, 'delegates'))).toEqual({ state: 'counted' });
  expect(await hall.refusal('objectToResult', await objecting(session, 'delegates', '另一个理由'))).toBe(
    '409 already-recorded',
  );
  expect(await hall.refusal('signResult', await signing(session, 'delegates', result))).toBe('409 already-recorded');
  await hall.ask('signResult', await signing(session, 'discipline', result));
  expect(await hall.refusal('objectToResult', await objecting(session, 'discipline'))).toBe('409 already-recorded');
});

test('with two objections nothing is announced, and two tellers void the meeting', async () => {
  const { hall, session, result } = await counted();
  await hall.ask('signResult', await signing(session, 'delegates', result));
  for (const slot of ['discipline', 'inspection'] as const)
    expect(await hall.ask('objectToResult', await objecting(session, slot))).toEqual({ state: 'counted' });
  expect(await bucket.namesOf(toBeWritten(await session.head()))).toEqual([]);
  for (const slot of ['discipline', 'inspection'] as const)
    await hall.ask('voidByTellers', await session.signed(slot, 'voidByTellers', { reason: '结果有争议' }));
  expect((await session.head()).state).toBe('voided');
  expect(await hall.refusal('signResult', await signing(session, 'inspection', result))).toBe('409 state-wrong');
  expect(await hall.refusal('objectToResult', await objecting(session, 'inspection'))).toBe('409 state-wrong');
});

test('a meeting that is voided while its documents are written is not announced', async () => {
  const { hall, session, result } = await counted();
  await hall.ask('signResult', await signing(session, 'delegates', result));
  const { documents } = hall.deps;
  const put = documents.put.bind(documents);
  let isVoided = false;
  documents.put = async (...document) => {
    await put(...document);
    if (isVoided) return;
    isVoided = true;
    for (const slot of TWO)
      await hall.ask('voidByTellers', await session.signed(slot, 'voidByTellers', { reason: '现场有争议' }));
  };
  const answer = await hall.ask('signResult', await signing(session, 'discipline', result));
  expect(answer.state).toBe('voided');
  expect(await hall.refusal('getResult', { session: session.id })).toBe('409 not-announced');
});

test('there is nothing to sign or to object to before the count', async () => {
  const hall = new Hall(tables, { documents: bucket.documents });
  const session = await Session.prepare(hall);
  await session.start({ ...(await session.closing()), state: 'closed' });
  const signature = await session.armingSignature('delegates');
  const early = { session: session.id, slot: 'delegates' as const, openedBy: [...TWO], signature };
  expect(await hall.refusal('signResult', early)).toBe('409 state-wrong');
  expect(await hall.refusal('objectToResult', await objecting(session, 'delegates'))).toBe('409 state-wrong');
  expect(await hall.refusal('signResult', { ...early, session: 'nowhere' })).toBe('404 session-unknown');
});

/** The box of the vectors, closed under the vectors' own manifest: ballots that nobody would cast among them. */
async function vectorBox(hall: Hall) {
  const session = await Session.prepare(hall, { session: vectorManifest().session });
  await session.start(session.voting());
  for (const { sealed } of vectors.ballots) {
    const bytes = hexBytes(sealed);
    const id = toHex(await ballotId(session.manifestHash, bytes.slice(1, 1 + NONCE_BYTES)));
    expect(await hall.deps.ballotBox.cast(session.id, id, bytes)).toBe('kept');
  }
  const { counts } = vectors.result as TallyResult;
  const { delegates, drawn, reissued, papersIssued, papersReissued } = counts;
  const board = await closeBox(hall, session, { delegates, drawn, reissued, papersIssued, papersReissued });
  await freezeBoard(hall, session, board);
  const { boardRoot } = board;
  for (const slot of TWO) {
    const ballots = vectors.paper.map((each) => each && [...each]);
    await hall.ask('enterPaper', await session.signed(slot, 'enterPaper', { boardRoot, ballots }));
  }
  return { session, boardRoot };
}

const vectorBundle = vectors.sealedBundle as SealedBundle;

const release = async (hall: Hall, session: Session, slot: Slot, boardRoot: string) => {
  const shares = [...(vectorBundle.opened[slot] ?? [])];
  const payload = { boardRoot, page: 0, pages: 1, shares };
  expect(await hall.ask('releaseShares', await session.signed(slot, 'releaseShares', payload))).toEqual({
    received: 1,
    complete: true,
  });
};

test('the vectors’ box: one spoilt share voids no ballot, and the third set counts to the independent implementation’s bytes', async () => {
  const hall = new Hall(tables, { documents: bucket.documents });
  const { session, boardRoot } = await vectorBox(hall);
  expect(boardRoot).toBe(vectors.boardRoot);
  for (const slot of TWO) await release(hall, session, slot, boardRoot);
  const ofTwo = await count(hall, session, boardRoot, TWO);
  expect(ofTwo.counts.void).toEqual({ plain: 1, sealed: 2, token: 1, paper: 1 });
  const early = await signing(session, 'delegates', ofTwo);
  expect(await hall.refusal('signResult', early)).toBe('409 third-share-needed');

  const absence = (by: Slot) => session.signed(by, 'recordAbsent', { boardRoot, absent: 'inspection' as const });
  await hall.ask('recordAbsent', await absence('discipline'));
  expect(await hall.refusal('signResult', early)).toBe('409 third-share-needed');

  await release(hall, session, 'inspection', boardRoot);
  expect(await hall.refusal('signResult', early)).toBe('409 third-share-needed');
  const ofThree = await count(hall, session, boardRoot, SLOTS);
  expect(jcsText(ofThree)).toBe(vectors.resultJcs);
  for (const slot of TWO) await hall.ask('signResult', await signing(session, slot, ofThree));
  await hall.ask('objectToResult', await objecting(session, 'inspection', '提前离场'));
  expect((await checkBundle(await readJson(session, 'result.json'))).defects).toEqual([]);
  const sealed = await readJson(session, 'sealed.json');
  expect((await checkBundle(sealed)).defects).toEqual([]);
  expect(sealed.ballots).toEqual(vectorBundle.ballots);
  expect(sealed.opened).toEqual(vectorBundle.opened);
  expect(sealed.paper).toEqual(vectorBundle.paper);
});

test('with the third teller recorded absent by both others, a result with a ballot that does not open is signed', async () => {
  const { hall, session, board, result } = await counted();
  // As if the spoilt share were there: the mark is what the rule looks at.
  await hall.deps.meetings.change(session.id, (meeting) => ({
    kind: 'change',
    meeting: { ...meeting, results: meeting.results.map((each) => ({ ...each, sealedVoid: true })) },
    answer: null,
  }));
  const request = await signing(session, 'delegates', result);
  expect(await hall.refusal('signResult', request)).toBe('409 third-share-needed');
  for (const by of TWO) {
    const payload = { boardRoot: board.boardRoot, absent: 'inspection' as const };
    await hall.ask('recordAbsent', await session.signed(by, 'recordAbsent', payload));
  }
  expect((await hall.ask('signResult', request)).signed).toEqual(['delegates']);
  await openBox(hall, session, 'inspection', board.boardRoot);
  expect((await hall.ask('signResult', await signing(session, 'discipline', result))).state).toBe('announced');
});

test('a county’s notice is printed on the result that people read, and on no other document', async () => {
  const { hall, session, result } = await counted(() => bucket.documents, '样例：分数为虚构');
  for (const slot of TWO) await hall.ask('signResult', await signing(session, slot, result));
  const workbook = new ExcelJS.Workbook();
  const read = async (name: (typeof DOCUMENTS)[number]) =>
    (await bucket.read(await session.head(), name)) ?? Buffer.alloc(0);
  await workbook.xlsx.load(Uint8Array.from(await read('result.xlsx')).buffer);
  expect(workbook.getWorksheet('结果')?.getCell('A3').value).toBe('样例：分数为虚构');
  expect((await read('result.html')).toString('utf8')).toContain('<p class="notice">样例：分数为虚构</p>');
  for (const name of ['result.json', 'sealed.json', 'board.json'] as const)
    expect((await read(name)).toString('utf8')).not.toContain('分数为虚构');
});

import { S3Client } from '@aws-sdk/client-s3';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, test } from 'vitest';
import { Documents, type DocumentsPlace } from '../../../../functions/store/documents.ts';
import { type Meeting, withTeller } from '../../../../functions/store/meetings.ts';
import { publish } from '../../../../functions/tally/publish.ts';
import { writeDocuments } from '../../../../functions/tally/write-documents.ts';
import { DOCUMENTS, type DocumentName } from '../../../../shared/contract/rounds.ts';
import { reaching } from '../../../unreached.ts';
import { vectors } from '../../protocol/vectors.ts';
import { mockedMeetings } from '../mocked-meetings.ts';
import { countedMeeting, headsAre, holdVectors, SESSION, SIGNATURE, signedBy } from './vector-meeting.ts';

/** A bucket that remembers, in order, what it was given. */
class Remembering extends Documents {
  readonly written: { readonly place: DocumentsPlace; readonly name: DocumentName; readonly body: string }[] = [];
  override async put(place: DocumentsPlace, name: DocumentName, body: Uint8Array | string): Promise<void> {
    this.written.push({ place, name, body: typeof body === 'string' ? body : '' });
  }
}

const { engine, meetings, ballotBox } = mockedMeetings();
let bucket = new Remembering({ client: new S3Client({ region: 'local-1' }), bucket: 'results' });
const depsWith = (notice: string | null = null) =>
  reaching({ countyName: '团风县工商局', meetings, ballotBox, documents: bucket, notice });

const jsonOf = (name: DocumentName) => JSON.parse(bucket.written.find((each) => each.name === name)?.body ?? 'null');
const editionsWritten = () =>
  bucket.written.filter(({ name }) => name === 'result.json').map(({ place }) => place.edition);
const headReads = () => engine.commandCalls(GetCommand, { Key: { pk: SESSION, sk: 'HEAD' } }).length;
const headsWritten = () => engine.commandCalls(PutCommand).map(({ args }) => args[0].input.Item);

const two = signedBy(['discipline', 'delegates']);
const three = signedBy(['discipline', 'delegates', 'inspection']);
const OBJECTION = { payload: { reason: '提前离场' }, signature: SIGNATURE };
const withObjection = withTeller(two, 'inspection', { voice: { kind: 'objected', ...OBJECTION } });

beforeEach(() => {
  bucket = new Remembering({ client: new S3Client({ region: 'local-1' }), bucket: 'results' });
  holdVectors(engine);
});

describe('the documents of a result', () => {
  test('are five, in one folder of the words they carry, the public bundle last', async () => {
    await writeDocuments(depsWith(), two);
    const place = { session: SESSION, edition: 'discipline-delegates' };
    expect(bucket.written.map((each) => each.place)).toEqual(DOCUMENTS.map(() => place));
    expect(bucket.written.map(({ name }) => name)).toEqual([
      ...['board.json', 'sealed.json', 'result.xlsx', 'result.html', 'result.json'],
    ]);
  });

  test('are the bundles of the vectors, with the words of this meeting', async () => {
    await writeDocuments(depsWith(), withObjection);
    const signatures = [
      { slot: 'discipline', signature: SIGNATURE },
      { slot: 'delegates', signature: SIGNATURE },
      { slot: 'inspection', objection: OBJECTION },
    ];
    expect(jsonOf('result.json')).toEqual({ ...vectors.bundle, signatures });
    expect(jsonOf('sealed.json')).toEqual({ ...vectors.sealedBundle, signatures });
  });

  test('name who signed board and arming, and nobody who did not', async () => {
    const [boardOf, signature] = ['B'.repeat(86), 'C'.repeat(86)];
    const meeting = withTeller(withTeller(two, 'inspection', { boardSignature: boardOf }), 'delegates', {
      boardSignature: signature,
      armingSignature: null,
    });
    await writeDocuments(depsWith(), meeting);
    const payload = {
      ...{ boardRoot: vectors.boardRoot, manifestHash: vectors.manifestJcsSha256 },
      counts: { delegates: 33, drawn: 21, reissued: 1, papersIssued: 4, papersReissued: 1, electronic: 20 },
    };
    expect(jsonOf('board.json')).toEqual({
      ...{ board: vectors.board, payload },
      signatures: [
        { slot: 'delegates', signature },
        { slot: 'inspection', signature: boardOf },
      ],
    });
    expect(jsonOf('result.json').arming).toEqual(vectors.arming.filter(({ slot }) => slot !== 'delegates'));
  });

  test('say in print when it was announced, the check code, and a notice where there is one', async () => {
    const page = () => bucket.written.find(({ name }) => name === 'result.html')?.body ?? '';
    await writeDocuments(depsWith(), { ...two, announcedAtMs: Date.UTC(2008, 2, 12, 3, 5) });
    for (const words of ['2008年3月12日11时05分宣布', vectors.checkCode]) expect(page()).toContain(words);
    expect(page()).not.toContain('class="notice"');
    bucket.written.length = 0;
    await writeDocuments(depsWith('演示数据'), two);
    expect(page()).toContain('<p class="notice">演示数据</p>');
  });

  test.each<[string, Partial<Meeting>]>([
    ['armed', { armingHash: null }],
    ['signed a second time', { announcedAtMs: null }],
  ])('of a meeting that was never %s are a fault, and are not announced', async (_, changes) => {
    headsAre(engine, [{ ...two, ...changes }]);
    await expect(publish(depsWith(), SESSION)).rejects.toThrow(/^a published meeting was never armed$/);
    expect(editionsWritten()).toEqual([]);
    expect(headsWritten()).toEqual([]);
  });
});

describe('announcing', () => {
  test('writes one edition and one head, and reads the head before and after the writing alone', async () => {
    headsAre(engine, [two]);
    const announced = { ...two, state: 'announced', edition: 'discipline-delegates' };
    expect(await publish(depsWith(), SESSION)).toEqual(announced);
    expect(editionsWritten()).toEqual(['discipline-delegates']);
    expect(headsWritten()).toMatchObject([{ state: 'announced', publishedWords: ['discipline', 'delegates'] }]);
    expect(headReads()).toBe(2);
  });

  test('is not done twice: what another process announced meanwhile is given as it is', async () => {
    const announced: Meeting = { ...two, state: 'announced', edition: 'discipline-delegates' };
    headsAre(engine, [two, announced]);
    expect(await publish(depsWith(), SESSION)).toEqual(announced);
    expect(headsWritten()).toEqual([]);
    expect(headReads()).toBe(2);
    bucket.written.length = 0;
    expect(await publish(depsWith(), SESSION)).toEqual(announced);
    expect(bucket.written).toEqual([]);
  });

  test('of a meeting that was voided while documents were written announces nothing', async () => {
    const voided: Meeting = { ...two, state: 'voided' };
    headsAre(engine, [two, voided]);
    expect(await publish(depsWith(), SESSION)).toEqual(voided);
    expect(headsWritten()).toEqual([]);
    expect(headReads()).toBe(2);
  });

  test('waits for the word that came while documents were written, and carries it', async () => {
    headsAre(engine, [two, three]);
    expect(await publish(depsWith(), SESSION)).toMatchObject({ edition: 'discipline-delegates-inspection' });
    expect(editionsWritten()).toEqual(['discipline-delegates', 'discipline-delegates-inspection']);
    expect(headsWritten()).toMatchObject([{ publishedWords: ['discipline', 'delegates', 'inspection'] }]);
  });

  test('of a meeting that is gone while documents were written is a fault', async () => {
    headsAre(engine, [two, undefined]);
    await expect(publish(depsWith(), SESSION)).rejects.toThrow(/^a meeting with a signed result is gone$/);
  });

  test('gives up after four editions of which none is the last word', async () => {
    headsAre(engine, [...Array.from({ length: 8 }, (_, place) => (place % 2 === 0 ? two : three)), undefined]);
    await expect(publish(depsWith(), SESSION)).rejects.toThrow(/^more words on a result than tellers$/);
    expect(editionsWritten()).toHaveLength(4);
    expect(headsWritten()).toEqual([]);
  });

  test('is not begun before two have signed', async () => {
    for (const meeting of [countedMeeting(), signedBy(['delegates'])]) {
      headsAre(engine, [meeting]);
      expect(await publish(depsWith(), SESSION)).toEqual(meeting);
    }
    expect(bucket.written).toEqual([]);
  });
});

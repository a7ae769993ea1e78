import { GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { type Meeting, newMeeting, withTeller } from '../../../../functions/store/meetings.ts';
import { toB64u } from '../../../../shared/protocol/bytes.ts';
import { SLOTS, type Slot } from '../../../../shared/protocol/slots.ts';
import { hexBytes, vectors } from '../../protocol/vectors.ts';
import type { mockedMeetings } from '../mocked-meetings.ts';
import { enrolled } from '../signed-request.ts';

type Engine = ReturnType<typeof mockedMeetings>['engine'];

const ISSUING = { delegates: 33, drawn: 21, reissued: 1, papersIssued: 4, papersReissued: 1 };
export const SESSION = 'tuanfeng-2008-huilongshan';
/** Of the vectors' result, over its JCS bytes. */
export const RESULT = '16ef27ef20397abd2dd38c6dd1bd53bd4656204bae66865ab4cddef1136e3926';
const ANNOUNCED_AT_MS = 7_000;
/** The pile, as two typed it alike. */
const ENTRY = 'c'.repeat(64);
const TYPED_BY: readonly Slot[] = ['discipline', 'delegates'];
export const SIGNATURE = 'A'.repeat(86);
const { manifestJcsSha256: MANIFEST, boardRoot: ROOT } = vectors;

/** The vectors' meeting when all three have opened the box and it is counted; nobody has signed the result. */
export function countedMeeting(): Meeting {
  const identity = { session: SESSION, county: 'tuanfeng', round: '2008', unit: 'huilongshan', unitName: '所' };
  const { length: electronic } = vectors.board;
  const closed: Meeting = {
    ...newMeeting(identity),
    ...{ state: 'counted', manifestHash: MANIFEST, armingHash: vectors.armingHash, issuing: ISSUING },
    ...{ boardRoot: ROOT, boardPages: 1, electronic, paper: 'settled' },
    results: [{ openedBy: [...SLOTS], hash: RESULT, outcome: 'valid', sealedVoid: true }],
  };
  const whole = { sharePages: 1, sharesPerPage: electronic, sharePagesIn: [0] };
  const opened = SLOTS.reduce((meeting, slot) => withTeller(meeting, slot, whole), enrolled(closed));
  const typed = TYPED_BY.reduce((meeting, slot) => withTeller(meeting, slot, { paperEntry: ENTRY }), opened);
  return vectors.arming.reduce(
    (meeting, { slot, signature }) => withTeller(meeting, slot, { armingSignature: signature }),
    typed,
  );
}

/** The meeting after these tellers have signed its result. */
export function signedBy(slots: readonly Slot[]): Meeting {
  const voice: Meeting['tellers'][Slot]['voice'] = { kind: 'signed', openedBy: [...SLOTS], signature: SIGNATURE };
  const announcedAtMs = slots.length > 1 ? ANNOUNCED_AT_MS : null;
  const counted: Meeting = { ...countedMeeting(), openedBy: [...SLOTS], announcedAtMs };
  return slots.reduce((meeting, slot) => withTeller(meeting, slot, { voice }), counted);
}

const itemIs = (engine: Engine, key: { readonly pk: string; readonly sk: string }, Item: Record<string, unknown>) =>
  engine.on(GetCommand, { Key: key }).resolves({ Item });

/** The tables hold all that the vectors' meeting consists of, but for its head. */
export function holdVectors(engine: Engine): void {
  engine.reset();
  engine.on(GetCommand).resolves({});
  engine.on(PutCommand).resolves({});
  engine.on(QueryCommand).resolves({ Items: [] });
  const ballots = vectors.ballots.map(({ sealed }) => ({ ballot: hexBytes(sealed) }));
  engine.on(QueryCommand, { ExpressionAttributeValues: { ':partition': `${SESSION}#0` } }).resolves({ Items: ballots });
  const json = (value: unknown) => ({ json: JSON.stringify(value) });
  itemIs(engine, { pk: SESSION, sk: `MANIFEST#${MANIFEST}` }, json(vectors.manifest));
  itemIs(engine, { pk: SESSION, sk: `RESULT#${RESULT}` }, json(vectors.result));
  itemIs(engine, { pk: SESSION, sk: `BOARD#${ROOT}#0000` }, { receipts: hexBytes(vectors.board.join('')) });
  itemIs(engine, { pk: `${SESSION}#paper`, sk: `${ENTRY}#0` }, { ...json(vectors.paper), parts: 1 });
  const places = vectors.board.map((receipt) => vectors.ballots.findIndex((ballot) => ballot.receipt === receipt));
  for (const slot of SLOTS) {
    const shares = places.map((place) => vectors.opened[slot][place] ?? null);
    const texts = JSON.stringify(shares.map((share) => share && toB64u(hexBytes(share))));
    itemIs(engine, { pk: `${SESSION}#shares`, sk: `${ROOT}#${slot}#0000` }, { shares: texts, signature: SIGNATURE });
  }
}

/** A head as the table has it. */
const storedHead = ({ edition, ...head }: Meeting) => ({ ...head, publishedWords: edition?.split('-') ?? [] });

/** Gives these heads, each at one reading of the head, the last one at all that follow; `undefined`: it is gone. */
export function headsAre(engine: Engine, heads: readonly (Meeting | undefined)[]): void {
  const found = (meeting: Meeting | undefined) => (meeting === undefined ? {} : { Item: storedHead(meeting) });
  const reading = engine.on(GetCommand, { Key: { pk: SESSION, sk: 'HEAD' } });
  for (const head of heads.slice(0, -1)) reading.resolvesOnce(found(head));
  reading.resolves(found(heads.at(-1)));
}

import { describe, expect, test } from 'vitest';
import {
  boardIsFrozen,
  boardPayloadOf,
  editionOf,
  type Meeting,
  newMeeting,
  receiptsOfPage,
  resultOpenedBy,
  resultSignaturesOf,
  shareSetIsComplete,
  signedResultOf,
  type TellerRecord,
  withTeller,
} from '../../../../functions/store/meetings.ts';
import { SLOTS } from '../../../../shared/protocol/slots.ts';

const IDENTITY = { session: 'session', county: 'tuanfeng', round: '2008', unit: 'unit', unitName: '所' };
const [ROOT, HASH] = ['a'.repeat(64), 'b'.repeat(64)];
const SIGNATURE = 'A'.repeat(86);
const ISSUING = { delegates: 33, drawn: 24, reissued: 1, papersIssued: 2, papersReissued: 0 };
const CLOSED = { ...newMeeting(IDENTITY), boardRoot: ROOT, manifestHash: HASH, issuing: ISSUING, electronic: 20 };

const resultOf = (openedBy: Meeting['results'][number]['openedBy']): Meeting['results'][number] => ({
  openedBy,
  hash: openedBy.length === 3 ? ROOT : HASH,
  outcome: 'valid',
  sealedVoid: false,
});

test('of a new meeting nothing was done, and no teller did anything', () => {
  const nobody = {
    ...{ enrolmentHash: null, enrolledWith: null, hpke: null, sign: null, armingSignature: null, boardSignature: null },
    ...{ paperEntry: null, sharePages: 0, sharesPerPage: 0, sharePagesIn: [], absentBy: [], voice: null },
    voidReason: null,
  };
  expect(newMeeting(IDENTITY)).toEqual({
    ...IDENTITY,
    ...{ state: 'prepared', version: 0, keysMade: false, manifestHash: null, armingHash: null, closesAt: null },
    tellers: { discipline: nobody, delegates: nobody, inspection: nobody },
    ...{ issuing: null, boardRoot: null, boardPages: 0, electronic: null, paper: null, settledBy: null, results: [] },
    ...{ openedBy: null, announcedAtMs: null, edition: null, auditHead: null, voidReason: null },
  });
});

describe('what the tellers sign of the board', () => {
  test('is its root, the manifest and the figures', () => {
    expect(boardPayloadOf(CLOSED)).toEqual({
      boardRoot: ROOT,
      manifestHash: HASH,
      counts: { ...ISSUING, electronic: 20 },
    });
  });

  test.each<keyof Meeting>(['boardRoot', 'manifestHash', 'issuing', 'electronic'])('is nothing without %s', (field) => {
    expect(boardPayloadOf({ ...CLOSED, [field]: null })).toBeUndefined();
  });

  test('is frozen by the second signature, not by the first', () => {
    const once = withTeller(CLOSED, 'delegates', { boardSignature: SIGNATURE });
    expect([CLOSED, once, withTeller(once, 'inspection', { boardSignature: SIGNATURE })].map(boardIsFrozen)).toEqual([
      false,
      false,
      true,
    ]);
  });
});

test.each([
  [0, [], false],
  [2, [0], false],
  [2, [0, 1], true],
])('of a share set of %s pages with %j in, it is %s that it is complete', (sharePages, sharePagesIn, complete) => {
  expect(shareSetIsComplete({ ...CLOSED.tellers.delegates, sharePages, sharePagesIn })).toBe(complete);
});

describe('of two counted results', () => {
  const counted: Meeting = { ...CLOSED, results: [resultOf(['discipline', 'delegates']), resultOf([...SLOTS])] };

  test('each is found by the tellers whose shares opened it, and by no others', () => {
    expect(resultOpenedBy(counted, SLOTS)).toBe(counted.results[1]);
    expect(resultOpenedBy(counted, ['discipline', 'delegates'])).toBe(counted.results[0]);
    expect(resultOpenedBy(counted, ['discipline', 'inspection'])).toBeUndefined();
  });

  test('the one that the first signature named is being signed, and none before', () => {
    expect(signedResultOf(counted)).toBeUndefined();
    expect(signedResultOf({ ...counted, openedBy: [...SLOTS] })).toBe(counted.results[1]);
  });
});

test('words on the result are told in the order of the tellers: a signature, an objection with its reason, no silence', () => {
  const payload = { reason: '票数不符' };
  const objected = withTeller(CLOSED, 'inspection', { voice: { kind: 'objected', payload, signature: SIGNATURE } });
  const both = withTeller(objected, 'discipline', {
    voice: { kind: 'signed', openedBy: [...SLOTS], signature: SIGNATURE },
  });
  expect(resultSignaturesOf(CLOSED)).toEqual([]);
  expect(resultSignaturesOf(both)).toEqual([
    { slot: 'discipline', signature: SIGNATURE },
    { slot: 'inspection', objection: { payload, signature: SIGNATURE } },
  ]);
});

test('a page of the board is receipts of 32 bytes, one after another', () => {
  const receipts = ['01', '02', 'ff'].map((byte) => byte.repeat(32));
  expect(receiptsOfPage(Buffer.from(receipts.join(''), 'hex'))).toEqual(receipts);
  expect(receiptsOfPage(new Uint8Array())).toEqual([]);
});

test('an edition is named after whoever has spoken, in slot order, whatever they said', () => {
  const objected = { voice: { kind: 'objected', payload: { reason: '票数不符' }, signature: SIGNATURE } } as const;
  const signed: Partial<TellerRecord> = { voice: { kind: 'signed', openedBy: [...SLOTS], signature: SIGNATURE } };
  const once = withTeller(CLOSED, 'inspection', signed);
  expect([CLOSED, once, withTeller(once, 'discipline', objected)].map(editionOf)).toEqual([
    '',
    'inspection',
    'discipline-inspection',
  ]);
});

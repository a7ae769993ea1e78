import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type BoardPayload,
  boardRoot,
  isBoard,
  isOnBoard,
  makeBoard,
  parseBoardPayload,
  verifyBoard,
} from '../../../shared/protocol/board.ts';
import { checkBox } from '../../../shared/protocol/box-check.ts';
import { toHex } from '../../../shared/protocol/bytes.ts';
import { sealBallot } from '../../../shared/protocol/seal.ts';
import { receiptOf } from '../../../shared/protocol/sealed-ballot.ts';
import type { Slot } from '../../../shared/protocol/slots.ts';
import {
  parseTellerRequest,
  type RequestContext,
  signTellerRequest,
  verifyTellerRequest,
} from '../../../shared/protocol/teller-request.ts';
import { columns, drawToken, manifest, sessionHash, tellers } from './made-session.ts';
import { b64uBytes, platformRandom, vectors } from './vectors.ts';

const { board } = vectors;
const { county, session } = manifest;
/** The operation's name as protocol.md has it, not as the code does. */
const context: RequestContext = { county, session, operation: 'signBoard' };
const counts = { delegates: 33, drawn: 21, reissued: 1, papersIssued: 4, papersReissued: 1, electronic: 20 };
const payload: BoardPayload = { boardRoot: vectors.boardRoot, manifestHash: vectors.manifestJcsSha256, counts };

const request = (slot: Slot, content: BoardPayload = payload, where = context) =>
  signTellerRequest(tellers[slot].sign.privateKey, where, { slot, payload: content });
const verify = (requests: readonly unknown[], shown = board) =>
  verifyBoard({ manifest, manifestHash: sessionHash, board: shown, requests });

describe('a board', () => {
  test('is the receipts in one order, whatever order they came in', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...board]), (receipts) => {
        const made = makeBoard(receipts);
        expect(isBoard(made)).toBe(true);
        expect(new Set(made)).toEqual(new Set(receipts));
      }),
    );
    expect(isBoard([...board].reverse())).toBe(false);
    expect(isBoard([board[0], board[0]])).toBe(false);
    expect(isBoard(board.map((receipt) => receipt.toUpperCase()))).toBe(false);
    expect(isBoard([1])).toBe(false);
    expect(isBoard([])).toBe(true);
  });

  test('has a receipt or does not', () => {
    expect(isOnBoard(board, board[7] ?? '')).toBe(true);
    expect(isOnBoard(board, '0'.repeat(64))).toBe(false);
  });
});

describe('a board is believed', () => {
  test('with the signatures of any two tellers', async () => {
    const [a, b, c] = [await request('discipline'), await request('delegates'), await request('inspection')];
    for (const requests of [
      [a, b],
      [c, a],
      [b, c],
      [a, b, c],
    ])
      expect(await verify(requests)).toEqual({ ok: true, payload });
  });

  test('not with one signature, nor one teller twice, nor two tellers over different figures', async () => {
    const [one, again] = [await request('discipline'), await request('discipline')];
    const other = await request('delegates', { ...payload, counts: { ...counts, drawn: 22 } });
    for (const requests of [[], [one], [one, again], [one, other]])
      expect(await verify(requests)).toEqual({ ok: false, code: 'too-few-signatures' });
  });

  test('not with a signature for another operation, another session, or under a borrowed slot', async () => {
    const one = await request('discipline');
    const others = [
      await request('delegates', payload, { ...context, operation: 'objectToResult' }),
      await request('delegates', payload, { ...context, session: 'another-session' }),
      { ...(await request('discipline')), slot: 'delegates' },
      { ...(await request('delegates')), payload: { ...payload, boardRoot: '0'.repeat(64) } },
    ];
    for (const other of others) expect(await verify([one, other])).toEqual({ ok: false, code: 'too-few-signatures' });
  });

  test('not by whatever else may stand in the list', async () => {
    const one = await request('discipline');
    const two = await request('delegates');
    const junk = [
      null,
      7,
      {},
      { ...two, slot: 'chief' },
      { ...two, signature: 1 },
      { ...two, note: 1 },
      { ...two, payload: 1 },
    ];
    expect(await verify([one, ...junk])).toEqual({ ok: false, code: 'too-few-signatures' });
    expect(await verify([...junk, one, two])).toEqual({ ok: true, payload });
  });

  test('not when it is another than the tellers signed', async () => {
    const sign = async (content: BoardPayload) => [
      await request('discipline', content),
      await request('delegates', content),
    ];
    const requests = await sign(payload);
    expect(await verify(requests, board.slice(1))).toEqual({ ok: false, code: 'another-board' });
    expect(await verify(requests, [...board].reverse())).toEqual({ ok: false, code: 'not-a-board' });
    const otherManifest = await sign({ ...payload, manifestHash: toHex(platformRandom(32)) });
    expect(await verify(otherManifest)).toEqual({ ok: false, code: 'another-manifest' });
    const otherCount = await sign({ ...payload, counts: { ...counts, electronic: 21 } });
    expect(await verify(otherCount)).toEqual({ ok: false, code: 'another-count' });
  });
});

describe('a payload for a board', () => {
  test('from JSON has exactly root, manifest and six counts', () => {
    expect(parseBoardPayload(JSON.parse(JSON.stringify(payload)))).toEqual(payload);
    const { drawn: _, ...fewer } = counts;
    const others = [
      null,
      7,
      {},
      fewer,
      { ...counts, more: 1 },
      { ...counts, drawn: -1 },
      { ...counts, electronic: '20' },
    ];
    for (const other of others) expect(parseBoardPayload({ ...payload, counts: other })).toBeNull();
    for (const value of [null, [], { ...payload, boardRoot: 'X' }, { ...payload, manifestHash: 7 }])
      expect(parseBoardPayload(value)).toBeNull();
  });

  test('of another shape counts for nothing, and takes nothing from one that two tellers signed', async () => {
    const odd = (slot: Slot) =>
      signTellerRequest(tellers[slot].sign.privateKey, context, { slot, payload: { root: vectors.boardRoot } });
    const requests = [await odd('discipline'), await odd('delegates')];
    expect(await verify(requests)).toEqual({ ok: false, code: 'too-few-signatures' });
    const good = [await request('discipline'), await request('delegates')];
    expect(await verify([...requests, null, ...good])).toEqual({ ok: true, payload });
  });
});

describe("a teller's request", () => {
  test('verifies under its own key, with fields in any order, and not with any part changed', async () => {
    const signed = await request('discipline');
    const point = b64uBytes(manifest.tellers[0]?.sign ?? '');
    expect(await verifyTellerRequest(point, context, signed)).toBe(true);
    const reordered = { manifestHash: payload.manifestHash, counts, boardRoot: payload.boardRoot };
    expect(await verifyTellerRequest(point, context, { ...signed, payload: reordered })).toBe(true);
    expect(await verifyTellerRequest(point, { ...context, county: 'another' }, signed)).toBe(false);
    expect(await verifyTellerRequest(b64uBytes(manifest.tellers[1]?.sign ?? ''), context, signed)).toBe(false);
    expect(
      await verifyTellerRequest(
        point.map((byte) => byte ^ 1),
        context,
        signed,
      ),
    ).toBe(false);
    expect(await verifyTellerRequest(point, context, { ...signed, signature: signed.signature.slice(1) })).toBe(false);
  });

  test('from JSON has exactly payload, slot and signature', async () => {
    const signed = await request('discipline');
    expect(parseTellerRequest(JSON.parse(JSON.stringify(signed)))).toEqual(signed);
    for (const value of [null, [], { ...signed, more: 1 }, { payload, slot: 'discipline' }])
      expect(parseTellerRequest(value)).toBeNull();
  });
});

describe('a teller finds in the box', () => {
  const seal = (token = drawToken()) =>
    sealBallot({
      manifest,
      manifestHash: sessionHash,
      token,
      scores: Array.from({ length: columns }, () => 8),
      random: platformRandom,
    });

  test('its board, and nothing wrong when every ballot has its own token', async () => {
    const ballots = [await seal(), await seal(), await seal()];
    const expected = makeBoard(await Promise.all(ballots.map(receiptOf)));
    const box = await checkBox({ manifest, manifestHash: sessionHash, ballots });
    expect(box).toEqual({ board: expected, boardRoot: await boardRoot(expected), defects: [] });
  });

  test('a token used twice, a forged token and a ballot of another layout, each by its receipt', async () => {
    const token = drawToken();
    const [first, again] = [await seal(token), await seal(token)];
    const forged = await seal({ ...drawToken(), signature: platformRandom(256) });
    const cut = (await seal()).slice(1);
    const cutMore = cut.slice(1);
    const box = await checkBox({ manifest, manifestHash: sessionHash, ballots: [first, forged, cut, cutMore, again] });
    expect(box.defects).toEqual([
      { code: 'wrong-token', where: await receiptOf(forged) },
      { code: 'wrong-layout', where: await receiptOf(cut) },
      { code: 'wrong-layout', where: await receiptOf(cutMore) },
      { code: 'repeated-token', where: await receiptOf(again) },
    ]);
  });

  test('nothing without the key that the tokens were signed with', async () => {
    const other = { ...manifest, tokenKey: manifest.boxKey };
    await expect(checkBox({ manifest: other, manifestHash: sessionHash, ballots: [] })).rejects.toThrow(
      'a parsed manifest has a token key that is refused',
    );
  });
});

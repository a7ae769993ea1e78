import { describe, expect, test } from 'vitest';
import { indicatorCount } from '../../../shared/process/ballot-form.ts';
import { VOID_REASONS } from '../../../shared/process/reconciliation.ts';
import { verifyArming } from '../../../shared/protocol/arming.ts';
import { verifySignature } from '../../../shared/protocol/blind-signature.ts';
import { boardRoot, isBoard, makeBoard } from '../../../shared/protocol/board.ts';
import { checkBox } from '../../../shared/protocol/box-check.ts';
import { equalBytes, toB64u, toHex } from '../../../shared/protocol/bytes.ts';
import { checkBundle } from '../../../shared/protocol/check-bundle.ts';
import { checkCode } from '../../../shared/protocol/check-code.ts';
import { codeHash } from '../../../shared/protocol/code.ts';
import { hashHex } from '../../../shared/protocol/hash.ts';
import { jcsText } from '../../../shared/protocol/jcs.ts';
import { combineShares } from '../../../shared/protocol/key-shares.ts';
import { keyBytes, manifestHash } from '../../../shared/protocol/manifest.ts';
import { openBallots, openShareSet } from '../../../shared/protocol/opening.ts';
import { encodePlainBallot, scoreOfCode } from '../../../shared/protocol/plain-ballot.ts';
import { verifyReceipt } from '../../../shared/protocol/receipt.ts';
import { computeResult } from '../../../shared/protocol/result.ts';
import {
  ballotCipher,
  ballotId,
  keyCommitment,
  parseSealedBallot,
  receiptOf,
  tokenMessage,
} from '../../../shared/protocol/sealed-ballot.ts';
import { SLOTS, type Slot } from '../../../shared/protocol/slots.ts';
import { importTokenKey, tokenKeyId } from '../../../shared/protocol/token-key.ts';
import { b64uBytes, hexBytes, vectorManifest, vectors, vectorTellerKeys } from './vectors.ts';

const manifest = vectorManifest();
const hash = hexBytes(vectors.manifestJcsSha256);
const columns = indicatorCount(manifest.subjects);
const sealedBallots = vectors.ballots.map(({ sealed }) => hexBytes(sealed));
const shareSet = (slot: Slot) => vectors.opened[slot].map((share) => (share === null ? null : hexBytes(share)));
const opened = {
  discipline: shareSet('discipline'),
  delegates: shareSet('delegates'),
  inspection: shareSet('inspection'),
};

const partsOf = (index: number) => {
  const bytes = sealedBallots[index];
  const parts = bytes && parseSealedBallot(bytes, columns);
  if (!parts) throw new Error('the vectors have another layout');
  return parts;
};

describe('another implementation and this one reach the same bytes', () => {
  test('for the manifest, the token key on the card, the arming hash and the check code', async () => {
    expect(await manifestHash(manifest)).toEqual(hash);
    expect(await hashHex(keyBytes(manifest.tokenKey))).toBe(vectors.tokenKeyId);
    expect(await tokenKeyId(keyBytes(manifest.tokenKey))).toBe(toB64u(hexBytes(vectors.tokenKeyId)).slice(0, 16));
    const armed = await verifyArming(manifest, hash, vectors.arming);
    expect(armed && toHex(armed)).toBe(vectors.armingHash);
    expect(armed && (await checkCode(armed))).toBe(vectors.checkCode);
  });

  test('for a code as the registry keeps it', async () => {
    expect(await codeHash(vectors.code.session, vectors.code.code)).toBe(vectors.code.hash);
  });

  test.each(vectors.ballots.map((ballot, index) => ({ index, ballot })))(
    'for ballot $index: token, id, key, ciphertext, receipt',
    async ({ index, ballot }) => {
      const parts = partsOf(index);
      expect(toHex(parts.nonce)).toBe(ballot.nonce);
      expect(toHex(parts.signature) === ballot.signature).toBe(ballot.result !== 'token');
      const id = await ballotId(hash, parts.nonce);
      expect(toHex(id)).toBe(ballot.id);
      const tokenKey = await importTokenKey(keyBytes(manifest.tokenKey));
      if (tokenKey === null) throw new Error('the vectors have another token key');
      const message = tokenMessage(hash, parts.nonce);
      expect(await verifySignature(tokenKey, message, hexBytes(ballot.signature))).toBe(true);
      expect(await verifySignature(tokenKey, message, parts.signature)).toBe(ballot.result !== 'token');
      const commitment = await keyCommitment(hash, id, hexBytes(ballot.K));
      expect(equalBytes(commitment, parts.commitment)).toBe(ballot.resultOfThree !== 'sealed');
      expect(await receiptOf(hexBytes(ballot.sealed))).toBe(ballot.receipt);
      const receipt = { receipt: ballot.receipt, signature: ballot.receiptSignature };
      expect(await verifyReceipt(manifest, hash, receipt)).toBe(true);
    },
  );

  test('for the ciphertext of every ballot that was sealed as the page says', async () => {
    for (const [index, ballot] of vectors.ballots.entries()) {
      if (!Array.isArray(ballot.resultOfThree)) continue;
      const key = await crypto.subtle.importKey('raw', hexBytes(ballot.K), 'AES-GCM', false, ['encrypt']);
      const plain = encodePlainBallot(ballot.scores.map(scoreOfCode));
      const cipher = ballotCipher(hash, hexBytes(ballot.id));
      expect(new Uint8Array(await crypto.subtle.encrypt(cipher, key, plain))).toEqual(partsOf(index).ciphertext);
    }
  });

  test.each(SLOTS)('for the shares that %s opens, null where one does not open', async (slot) => {
    const { hpke } = await vectorTellerKeys(slot);
    const shares = await openShareSet({ manifest, manifestHash: hash, slot, hpke, ballots: sealedBallots });
    expect(shares.map((share) => share && toHex(share))).toEqual(vectors.opened[slot]);
  });

  test('for the key behind every pair of shares', () => {
    for (const [index, { K }] of vectors.ballots.entries()) {
      const shares = SLOTS.flatMap((slot) => opened[slot][index] ?? []);
      const [first, ...others] = shares;
      for (const other of others) {
        const key = first && combineShares(first, other);
        expect(key && toHex(key)).toBe(K);
      }
    }
  });

  test.each([
    { openedBy: ['discipline', 'delegates'] as const, field: 'result' as const },
    { openedBy: SLOTS, field: 'resultOfThree' as const },
  ])('for every ballot opened by $openedBy', async ({ openedBy, field }) => {
    const ballots = await openBallots({ manifest, manifestHash: hash, ballots: sealedBallots, openedBy, opened });
    const seen = ballots.map((ballot) => ('void' in ballot ? ballot.void : ballot.scores.map((score) => score ?? 255)));
    expect(seen).toEqual(vectors.ballots.map((ballot) => ballot[field]));
  });

  test('for the board, its root, and what a teller finds in the box', async () => {
    const board = makeBoard(vectors.ballots.map(({ receipt }) => receipt));
    expect(board).toEqual(vectors.board);
    expect(isBoard(board)).toBe(true);
    expect(await boardRoot(board)).toBe(vectors.boardRoot);
    const box = await checkBox({ manifest, manifestHash: hash, ballots: sealedBallots });
    const forged = vectors.ballots.find(({ result }) => result === 'token');
    expect(box).toEqual({
      board,
      boardRoot: vectors.boardRoot,
      defects: [{ code: 'wrong-token', where: forged?.receipt }],
    });
  });

  test('for the result, byte by byte', async () => {
    const inBoardOrder = vectors.board.map((receipt) =>
      vectors.ballots.findIndex((ballot) => ballot.receipt === receipt),
    );
    const sorted = <Item>(items: readonly Item[]) => inBoardOrder.flatMap((index) => items.slice(index, index + 1));
    const result = await computeResult({
      manifest,
      manifestHash: hash,
      board: vectors.board,
      openedBy: SLOTS,
      opened: {
        discipline: sorted(opened.discipline),
        delegates: sorted(opened.delegates),
        inspection: sorted(opened.inspection),
      },
      ballots: sorted(sealedBallots),
      paper: vectors.paper,
      issuing: { delegates: 33, drawn: 21, reissued: 1, papersIssued: 4, papersReissued: 1 },
    });
    expect(jcsText(result)).toBe(vectors.resultJcs);
    expect(result).toEqual(vectors.result);
    expect(Object.keys(result.counts.void)).toEqual(VOID_REASONS);
  });

  test('for both bundles, in which nothing is wrong', async () => {
    const expected = { defects: [], checkCode: vectors.checkCode, manifest, result: vectors.result };
    expect(await checkBundle(vectors.bundle, vectors.checkCode)).toEqual({ kind: 'public', ...expected });
    expect(await checkBundle(vectors.sealedBundle, vectors.checkCode)).toEqual({ kind: 'sealed', ...expected });
  });

  test('for a ballot that the vectors have twice, in hex and in b64u', () => {
    const { ballots } = vectors.sealedBundle;
    const texts = Array.isArray(ballots) ? ballots.map((text) => toHex(b64uBytes(String(text)))) : [];
    expect(texts.sort()).toEqual(vectors.ballots.map(({ sealed }) => sealed).sort());
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concat, toB64u } from '../../../shared/protocol/bytes.ts';
import { splitSecret } from '../../../shared/protocol/key-shares.ts';
import { openBallots, parseShareSet, shareTexts } from '../../../shared/protocol/opening.ts';
import { decodePlainBallot, encodePlainBallot } from '../../../shared/protocol/plain-ballot.ts';
import { signReceipt, verifyReceipt } from '../../../shared/protocol/receipt.ts';
import { sealBallot, sealShare } from '../../../shared/protocol/seal.ts';
import {
  ballotCipher,
  ballotId,
  keyCommitment,
  packSealedBallot,
  parseSealedBallot,
  receiptOf,
  sealedBallotBytes,
  shareInfo,
} from '../../../shared/protocol/sealed-ballot.ts';
import { SLOTS, type Slot } from '../../../shared/protocol/slots.ts';
import { columns, drawToken, manifest, openAll, sessionHash, tellers } from './made-session.ts';
import { b64uBytes, platformRandom, vectorBoxKey } from './vectors.ts';

const score = fc.option(fc.integer({ min: 0, max: 10 }), { nil: null });
const form = fc.array(score, { minLength: columns, maxLength: columns });
const blank = Array.from({ length: columns }, () => null);
const pairs: readonly (readonly Slot[])[] = [
  ['discipline', 'delegates'],
  ['discipline', 'inspection'],
  ['delegates', 'inspection'],
  SLOTS,
];

const seal = (scores: readonly (number | null)[] = blank, token = drawToken()) =>
  sealBallot({ manifest, manifestHash: sessionHash, token, scores, random: platformRandom });

/** A ballot sealed by a phone that does as it likes: another plain text, another commitment. */
async function sealWith(forged: { readonly plain?: Uint8Array<ArrayBuffer>; readonly isCommitmentWrong?: boolean }) {
  const token = drawToken();
  const id = await ballotId(sessionHash, token.nonce);
  const secret = platformRandom(32);
  const key = await crypto.subtle.importKey('raw', secret, 'AES-GCM', false, ['encrypt']);
  const plain = forged.plain ?? encodePlainBallot(blank);
  const ciphertext = new Uint8Array(await crypto.subtle.encrypt(ballotCipher(sessionHash, id), key, plain));
  const committed = forged.isCommitmentWrong ? platformRandom(32) : secret;
  const info = shareInfo(sessionHash, id);
  const shares = await Promise.all(
    splitSecret(secret, platformRandom).map((share, index) => {
      const { slot, hpke } = manifest.tellers[index] ?? { slot: 'discipline' as const, hpke: '' };
      return sealShare({ recipient: b64uBytes(hpke), slot, info, share });
    }),
  );
  const commitment = await keyCommitment(sessionHash, id, committed);
  return packSealedBallot({ ...token, commitment, ciphertext, shares });
}

async function openedWith(ballots: readonly Uint8Array<ArrayBuffer>[], openedBy = SLOTS) {
  const opened = await openAll(ballots, openedBy);
  return openBallots({ manifest, manifestHash: sessionHash, ballots, openedBy, opened });
}

describe('a sealed ballot', () => {
  test('is opened by any two tellers to the scores that were given', async () => {
    await fc.assert(
      fc.asyncProperty(form, fc.constantFrom(...pairs), async (scores, openedBy) => {
        const ballots = [await seal(scores)];
        const opened = await openAll(ballots, openedBy);
        const open = openBallots({ manifest, manifestHash: sessionHash, ballots, openedBy, opened });
        expect(await open).toEqual([{ scores }]);
      }),
      { numRuns: 25 },
    );
  });

  test('has one length for a session, 713 bytes for 33 indicators, whatever was given', async () => {
    expect(sealedBallotBytes(33)).toBe(713);
    const [first, second] = [await seal(), await seal(Array.from({ length: columns }, () => 10))];
    expect([first.length, second.length]).toEqual([sealedBallotBytes(columns), sealedBallotBytes(columns)]);
  });

  test('sealed twice from one token has one id and two receipts', async () => {
    const token = drawToken();
    const [first, second] = [await seal(blank, token), await seal(blank, token)];
    expect(await receiptOf(first)).not.toBe(await receiptOf(second));
    const nonces = [first, second].map((bytes) => parseSealedBallot(bytes, columns)?.nonce);
    expect(nonces).toEqual([token.nonce, token.nonce]);
  });

  test('is taken apart and put together to the same bytes; another length or first byte is refused', async () => {
    const bytes = await seal();
    const parts = parseSealedBallot(bytes, columns);
    expect(parts && packSealedBallot(parts)).toEqual(bytes);
    expect(parseSealedBallot(bytes, columns + 1)).toBeNull();
    expect(parseSealedBallot(concat(bytes, new Uint8Array(1)), columns)).toBeNull();
    expect(parseSealedBallot(bytes.slice(1), columns)).toBeNull();
    expect(parseSealedBallot(concat(Uint8Array.of(2), bytes.slice(1)), columns)).toBeNull();
  });

  test('cannot be sealed with a score outside the scale', async () => {
    for (const wrong of [11, -1, 0.5, 254, Number.NaN])
      await expect(seal([wrong, ...blank.slice(1)])).rejects.toThrow('a score outside the scale');
  });
});

describe('the plain ballot', () => {
  test('is a version and a byte an indicator, and reads back', () => {
    expect(encodePlainBallot([0, 10, null])).toEqual(Uint8Array.of(1, 0, 10, 255));
    fc.assert(
      fc.property(form, (scores) => {
        expect(decodePlainBallot(encodePlainBallot(scores), columns)).toEqual(scores);
      }),
    );
  });

  test.each([
    ['a byte less', [1, 5]],
    ['a byte more', [1, 5, 5, 5]],
    ['another version', [2, 5, 5]],
    ['a score of eleven', [1, 5, 11]],
    ['a score of 254', [1, 254, 5]],
  ])('is void with %s', (_, bytes) => {
    expect(decodePlainBallot(Uint8Array.from(bytes), 2)).toBeNull();
  });
});

describe('a ballot that does not count', () => {
  test('is void and stops nothing: each reason, beside a good ballot', async () => {
    const good = await seal(blank);
    const parts = parseSealedBallot(good, columns);
    if (parts === null) throw new Error('a layout');
    const ballots = [
      good,
      good.slice(1),
      packSealedBallot({ ...parts, nonce: platformRandom(32) }),
      await sealWith({ isCommitmentWrong: true }),
      await sealWith({ plain: Uint8Array.of(1, ...Array.from({ length: columns }, () => 11)) }),
      await sealWith({ plain: concat(Uint8Array.of(2), new Uint8Array(columns)) }),
    ];
    expect(await openedWith(ballots)).toEqual([
      { scores: blank },
      { void: 'sealed' },
      { void: 'token' },
      { void: 'sealed' },
      { void: 'plain' },
      { void: 'plain' },
    ]);
  });

  test('opens all the same when one of three shares is spoilt, and is void when only one is left', async () => {
    const ballots = [await seal(blank)];
    const opened = await openAll(ballots);
    const spoilt = [platformRandom(33)];
    const open = (sets: typeof opened) =>
      openBallots({ manifest, manifestHash: sessionHash, ballots, openedBy: SLOTS, opened: sets });
    expect(await open({ ...opened, discipline: spoilt })).toEqual([{ scores: blank }]);
    expect(await open({ ...opened, inspection: [null] })).toEqual([{ scores: blank }]);
    expect(await open({ ...opened, discipline: spoilt, delegates: [null] })).toEqual([{ void: 'sealed' }]);
    const sameTwice = { ...opened, delegates: opened.discipline ?? [], inspection: [null] };
    expect(await open(sameTwice)).toEqual([{ void: 'sealed' }]);
  });

  test('is never looked for in a set that is not there', async () => {
    const ballots = [await seal(blank)];
    const opened = await openAll(ballots, ['discipline']);
    const open = openBallots({
      manifest,
      manifestHash: sessionHash,
      ballots,
      openedBy: ['discipline', 'delegates'],
      opened,
    });
    await expect(open).rejects.toThrow('no whole share set of delegates');
  });

  test('is never looked for in a set of another length, nor without the key of the tokens', async () => {
    const ballots = [await seal(blank)];
    const input = { manifestHash: sessionHash, ballots, openedBy: SLOTS, opened: await openAll(ballots) };
    await expect(openBallots({ ...input, manifest, opened: { ...input.opened, inspection: [] } })).rejects.toThrow(
      'no whole share set of inspection',
    );
    await expect(openBallots({ ...input, manifest: { ...manifest, tokenKey: manifest.boxKey } })).rejects.toThrow(
      'a parsed manifest has a token key that is refused',
    );
  });

  test('has no share when its layout is another', async () => {
    expect(await openAll([(await seal()).slice(1)], ['delegates'])).toEqual({ delegates: [null] });
  });
});

describe('a share set', () => {
  test('goes through JSON and back, nulls included', async () => {
    const { discipline } = await openAll([await seal()], ['discipline']);
    const set = [...(discipline ?? []), null];
    expect(parseShareSet(JSON.parse(JSON.stringify(shareTexts(set))), 2)).toEqual(set);
  });

  test('is refused with another number of shares, or a share that is none', () => {
    const share = toB64u(platformRandom(33));
    expect(parseShareSet([share], 1)).not.toBeNull();
    for (const value of [null, {}, [], [share, share], [''], [0], [toB64u(platformRandom(32))], [`${share}=`]])
      expect(parseShareSet(value, 1)).toBeNull();
  });
});

describe('a receipt', () => {
  test('is signed by the box key over this session and this ballot', async () => {
    const receipt = await receiptOf(await seal());
    const signed = await signReceipt(await vectorBoxKey(), sessionHash, receipt);
    expect(await verifyReceipt(manifest, sessionHash, signed)).toBe(true);
    expect(await verifyReceipt(manifest, platformRandom(32), signed)).toBe(false);
    const other = await receiptOf(await seal());
    expect(await verifyReceipt(manifest, sessionHash, { ...signed, receipt: other })).toBe(false);
    expect(await verifyReceipt(manifest, sessionHash, { ...signed, receipt: receipt.toUpperCase() })).toBe(false);
    const byTeller = await signReceipt(tellers.discipline.sign.privateKey, sessionHash, receipt);
    expect(await verifyReceipt(manifest, sessionHash, byTeller)).toBe(false);
    for (const signature of ['', '=', signed.signature.slice(4)])
      expect(await verifyReceipt(manifest, sessionHash, { receipt, signature })).toBe(false);
  });

  test('is not signed for what is no hash', async () => {
    for (const receipt of ['ab', 'no hex'])
      await expect(signReceipt(await vectorBoxKey(), sessionHash, receipt)).rejects.toThrow(
        'a receipt is the hex of a hash',
      );
  });
});

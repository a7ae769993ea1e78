import { describe, expect, test } from 'vitest';
import { parseManifest } from '../../../shared/protocol/manifest.ts';
import { verifyPaper } from '../../../shared/protocol/signed-paper.ts';
import { verifySharePage } from '../../../shared/protocol/signed-shares.ts';
import { signTellerRequest } from '../../../shared/protocol/teller-request.ts';
import { manifest, tellers } from './made-session.ts';

const { county, session } = manifest;
/** The same meeting under the name of another county or session. */
const elsewhere = (['county', 'session'] as const).map((place) => {
  const other = parseManifest({ ...manifest, [place]: 'another' });
  if (!other.ok) throw new Error('a manifest is expected');
  return other.manifest;
});
const boardRoot = 'b'.repeat(64);
const NO_SIGNATURES: readonly unknown[] = [undefined, null, 7, {}, '', 'AAAA'];

describe('a page of shares', () => {
  const payload = { boardRoot, page: 0, pages: 2, shares: ['AAAA', null] };
  const signed = async (operation = 'releaseShares') => {
    const context = { county, session, operation };
    const { signature } = await signTellerRequest(tellers.delegates.sign.privateKey, context, {
      slot: 'delegates',
      payload,
    });
    return { ...payload, signature };
  };

  test('is its teller’s when that teller signed its release', async () => {
    expect(await verifySharePage(manifest, 'delegates', await signed())).toBe(true);
  });

  test('is nobody’s under another slot, as another request, or with anything in it altered', async () => {
    const page = await signed();
    expect(await verifySharePage(manifest, 'inspection', page)).toBe(false);
    expect(await verifySharePage(manifest, 'delegates', await signed('enterPaper'))).toBe(false);
    expect(await verifySharePage({ ...manifest, delegates: 34 }, 'delegates', page)).toBe(true);
    for (const other of elsewhere) expect(await verifySharePage(other, 'delegates', page)).toBe(false);
    for (const change of [
      { boardRoot: 'c'.repeat(64) },
      { page: 1 },
      { pages: 1 },
      { shares: ['AAAA'] },
      { shares: ['AAAB', null] },
    ])
      expect(await verifySharePage(manifest, 'delegates', { ...page, ...change })).toBe(false);
  });

  test('is nobody’s without a signature', async () => {
    const page = await signed();
    for (const signature of NO_SIGNATURES)
      expect(await verifySharePage(manifest, 'delegates', { ...page, signature })).toBe(false);
  });
});

describe('a pile of paper ballots', () => {
  const payload = { boardRoot, ballots: [[10, 0, 255], null] };
  const signed = async (operation: 'enterPaper' | 'settlePaper') => {
    const context = { county, session, operation };
    const { signature } = await signTellerRequest(tellers.inspection.sign.privateKey, context, {
      slot: 'inspection',
      payload,
    });
    return { slot: 'inspection', ...payload, signature } as const;
  };

  test('is what its teller typed, or settled, and not the one for the other', async () => {
    for (const operation of ['enterPaper', 'settlePaper'] as const) {
      const pile = await signed(operation);
      expect(await verifyPaper(manifest, operation, pile)).toBe(true);
      expect(await verifyPaper(manifest, operation === 'enterPaper' ? 'settlePaper' : 'enterPaper', pile)).toBe(false);
    }
  });

  test('is nobody’s under another slot, with anything in it altered, or without a signature', async () => {
    const pile = await signed('enterPaper');
    for (const change of [
      { slot: 'discipline' as const },
      { boardRoot: 'c'.repeat(64) },
      { ballots: [[10, 0, 255]] },
      { ballots: [[9, 0, 255], null] },
      ...NO_SIGNATURES.map((signature) => ({ signature })),
    ])
      expect(await verifyPaper(manifest, 'enterPaper', { ...pile, ...change })).toBe(false);
    for (const other of elsewhere) expect(await verifyPaper(other, 'enterPaper', pile)).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import { signArming } from '../../../shared/protocol/arming.ts';
import { toHex } from '../../../shared/protocol/bytes.ts';
import { checkBundle } from '../../../shared/protocol/check-bundle.ts';
import { DEFECT_TEXTS } from '../../../shared/protocol/defect-texts.ts';
import { manifestHash } from '../../../shared/protocol/manifest.ts';
import { signResult, type TallyResult } from '../../../shared/protocol/result.ts';
import { SLOTS } from '../../../shared/protocol/slots.ts';
import { generateTellerKeys, publicTellerKeys } from '../../../shared/protocol/teller-keys.ts';
import { manifest } from './made-session.ts';
import { tamperedBundles } from './tampered-bundles.ts';
import { vectors } from './vectors.ts';

const LEAST = 1_000;
/** Of all, the part of which one and the same defect is expected. */
const MOST_OF_ONE = 0.25;

describe('a bundle that somebody altered', () => {
  it('is refused in each of a thousand ways, and what was altered is named; every defect is named by some', async () => {
    const named = new Map<string, number>();
    const unnamed: string[] = [];
    for await (const { name, bundle, defect, checkCode } of tamperedBundles()) {
      const { defects } = await checkBundle(bundle, checkCode);
      const isNamed = defects.some(({ code, where }) => code === defect.code && where === defect.where);
      if (isNamed) named.set(defect.code, (named.get(defect.code) ?? 0) + 1);
      else unnamed.push(`${name}: ${defect.code} ${defect.where} is not among ${JSON.stringify(defects.slice(0, 5))}`);
    }
    expect(unnamed).toEqual([]);
    expect([...named.keys()].sort()).toEqual(Object.keys(DEFECT_TEXTS).sort());
    const refused = [...named.values()].reduce((sum, count) => sum + count, 0);
    expect(refused).toBeGreaterThanOrEqual(LEAST);
    expect(Math.max(...named.values()) / refused).toBeLessThan(MOST_OF_ONE);
    const each = [...named].map(([code, count]) => `${code} ${count}`).join(', ');
    process.stdout.write(`${refused} tampered bundles refused, each with what was altered by name: ${each}\n`);
  });

  it('made whole under other keys is consistent in itself, and only the check code of the minutes shows it', async () => {
    const keys = {
      discipline: await generateTellerKeys(),
      delegates: await generateTellerKeys(),
      inspection: await generateTellerKeys(),
    };
    const others = await Promise.all(SLOTS.map(async (slot) => ({ slot, ...(await publicTellerKeys(keys[slot])) })));
    const forgedManifest = { ...manifest, tellers: others };
    const hash = await manifestHash(forgedManifest);
    const result = { ...(vectors.result as TallyResult), manifestHash: toHex(hash) };
    const forged = {
      ...vectors.bundle,
      manifest: forgedManifest,
      arming: await Promise.all(
        SLOTS.map(async (slot) => ({ slot, signature: await signArming(keys[slot].sign.privateKey, hash) })),
      ),
      result,
      signatures: await Promise.all(
        SLOTS.map(async (slot) => ({ slot, signature: await signResult(keys[slot].sign.privateKey, result) })),
      ),
    };
    const { checkCode } = await checkBundle(vectors.bundle);
    expect((await checkBundle(forged)).defects).toEqual([]);
    expect((await checkBundle(forged, checkCode ?? '')).defects).toEqual([
      { code: 'another-check-code', where: 'arming' },
    ]);
    expect((await checkBundle(vectors.bundle, checkCode ?? '')).defects).toEqual([]);
  });
});

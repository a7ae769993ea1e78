import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  armingHash,
  armingMessage,
  parseArming,
  signArming,
  verifyArming,
  verifyArmingSignature,
} from '../../../shared/protocol/arming.ts';
import { checkCode } from '../../../shared/protocol/check-code.ts';
import { ecdsaVerify } from '../../../shared/protocol/ecdsa.ts';
import { keyBytes, manifestHash, parseManifest, tellerKeys } from '../../../shared/protocol/manifest.ts';
import { SLOTS } from '../../../shared/protocol/slots.ts';
import { manifest, sessionHash, tellers } from './made-session.ts';
import { twinSignature } from './twin-signature.ts';
import { b64uBytes, vectors } from './vectors.ts';

type Json = { [name: string]: unknown };

/** The vectors' manifest as JSON, with one thing changed. */
function altered(change: (json: Json) => void): unknown {
  const json: Json = JSON.parse(JSON.stringify(manifest));
  change(json);
  return json;
}

/** Sets the value at a path of names and indices; `undefined` takes it away. */
function at(path: string, value: unknown): unknown {
  return altered((json) => {
    const steps = path.split('.');
    const last = steps.pop() ?? '';
    const parent = steps.reduce<Json>((node, step) => {
      const next = node[step];
      if (typeof next !== 'object' || next === null) throw new Error(`no ${step}`);
      return next as Json;
    }, json);
    if (value === undefined) delete parent[last];
    else parent[last] = value;
  });
}

const [discipline, delegates, inspection] = manifest.tellers;

describe('a manifest', () => {
  test('that is whole is read as it is', () => {
    expect(parseManifest(vectors.manifest)).toEqual({ ok: true, manifest: vectors.manifest });
  });

  test.each([
    ['another version', at('v', 2), 'wrong-value', 'v'],
    ['a county outside the alphabet', at('county', 'Tuanfeng'), 'wrong-value', 'county'],
    ['a session of two characters', at('session', 'ab'), 'wrong-value', 'session'],
    ['a unit without a name', at('unit', ' '), 'wrong-value', 'unit'],
    ['a name that has no UTF-8', at('unit', 'a\ud800'), 'wrong-value', 'unit'],
    ['no delegates', at('delegates', 0), 'wrong-value', 'delegates'],
    ['half a delegate', at('delegates', 33.5), 'wrong-value', 'delegates'],
    ['no subjects', at('subjects', []), 'wrong-value', 'subjects'],
    ['subjects that are no list', at('subjects', {}), 'wrong-type', 'subjects'],
    ['a subject of another kind', at('subjects.1.kind', 'chief'), 'wrong-value', 'subjects[1].kind'],
    ['two subjects of one id', at('subjects.2.id', 'o1'), 'repeated-id', 'subjects[2].id'],
    ['a subject id with a dot', at('subjects.2.id', 'o.2'), 'wrong-value', 'subjects[2].id'],
    ['a subject whose name is a number', at('subjects.1.name', 7), 'wrong-value', 'subjects[1].name'],
    ['a subject whose post is a number', at('subjects.1.post', 7), 'wrong-value', 'subjects[1].post'],
    ['a subject without indicators', at('subjects.2.indicators', []), 'wrong-value', 'subjects[2].indicators'],
    ['two indicators of one id', at('subjects.0.indicators.2.id', 'i1'), 'repeated-id', 'subjects[0].indicators[2].id'],
    ['a nameless indicator', at('subjects.0.indicators.0.name', ''), 'wrong-value', 'subjects[0].indicators[0].name'],
    ['another scale', at('scale.max', 100), 'wrong-value', 'scale'],
    ['thresholds in the wrong order', at('thresholds.qualified', 85), 'wrong-value', 'thresholds'],
    ['a threshold that is no whole number', at('thresholds.qualified', 59.5), 'wrong-value', 'thresholds'],
    ['a negative threshold', at('thresholds.qualified', -1), 'wrong-value', 'thresholds'],
    ['half a point above the lower one', at('thresholds.excellent', 85.5), 'wrong-value', 'thresholds'],
    ['a threshold above 100', at('thresholds.excellent', 101), 'wrong-value', 'thresholds'],
    ['a token key that is none', at('tokenKey', manifest.boxKey), 'wrong-key', 'tokenKey'],
    ['a padded key', at('boxKey', `${manifest.boxKey}=`), 'wrong-key', 'boxKey'],
    ['a compressed point', at('boxKey', `A${manifest.boxKey.slice(1)}`), 'wrong-key', 'boxKey'],
    ['one key for two tellers', at('tellers.1.sign', discipline?.sign), 'repeated-key', 'tellers[1].sign'],
    ["a teller's key as the box key", at('tellers.2.sign', manifest.boxKey), 'repeated-key', 'tellers[2].sign'],
    ['a county that is a number', at('county', 2008), 'wrong-value', 'county'],
    ['a session that is a number', at('session', 2008), 'wrong-value', 'session'],
    ['an id that is a number', at('subjects.1.id', 1), 'wrong-value', 'subjects[1].id'],
    ['a post of 401 characters', at('subjects.1.post', '长'.repeat(401)), 'wrong-value', 'subjects[1].post'],
    ['a scale from 1', at('scale.min', 1), 'wrong-value', 'scale'],
    ['a scale without an end', at('scale.max', undefined), 'missing-field', 'scale.max'],
    ['a scale that is a number', at('scale', 10), 'wrong-type', 'scale'],
    ['thresholds that are a number', at('thresholds', 60), 'wrong-type', 'thresholds'],
    ['a threshold missing', at('thresholds.excellent', undefined), 'missing-field', 'thresholds.excellent'],
    ['an indicator that is a text', at('subjects.0.indicators.1', '廉'), 'wrong-type', 'subjects[0].indicators[1]'],
    [
      'an indicator that has no name',
      at('subjects.0.indicators.1.name', undefined),
      'missing-field',
      'subjects[0].indicators[1].name',
    ],
    ["a teller's key of another length", at('tellers.1.hpke', 'AAAA'), 'wrong-key', 'tellers[1].hpke'],
    ['an unknown field', at('note', 1), 'unknown-field', 'note'],
    ['an unknown field of a teller', at('tellers.0.name', 'x'), 'unknown-field', 'tellers[0].name'],
    ['a missing field', at('scale', undefined), 'missing-field', 'scale'],
    ['a missing field of a subject', at('subjects.1.post', undefined), 'missing-field', 'subjects[1].post'],
  ])('is refused with %s', (_, json, code, where) => {
    expect(parseManifest(json)).toEqual({ ok: false, defects: expect.arrayContaining([{ code, where }]) });
  });

  test('is refused with its tellers in another order, one missing, or one twice', () => {
    const wrong = (tellers: unknown) => parseManifest(at('tellers', tellers));
    expect(wrong([delegates, discipline, inspection])).toEqual({
      ok: false,
      defects: [
        { code: 'wrong-value', where: 'tellers[0].slot' },
        { code: 'wrong-value', where: 'tellers[1].slot' },
      ],
    });
    expect(wrong([discipline, delegates])).toEqual({ ok: false, defects: [{ code: 'wrong-value', where: 'tellers' }] });
    expect(wrong([discipline, discipline, inspection]).ok).toBe(false);
  });

  test('of the longest texts and the highest threshold is whole', () => {
    expect(parseManifest(at('subjects.1.post', '长'.repeat(400))).ok).toBe(true);
    expect(parseManifest(at('thresholds.excellent', 100)).ok).toBe(true);
  });

  test('whose lists are none is said to have none, and nothing of their entries', () => {
    const refused = (path: string, where: string) =>
      expect(parseManifest(at(path, {}))).toEqual({
        ok: false,
        defects: [
          { code: 'wrong-type', where },
          { code: 'wrong-value', where },
        ],
      });
    refused('subjects', 'subjects');
    refused('subjects.1.indicators', 'subjects[1].indicators');
    refused('tellers', 'tellers');
  });

  test('that was never read gives no keys', () => {
    expect(() => keyBytes('=')).toThrow('a parsed manifest has a key that is not b64u');
    expect(() => tellerKeys({ ...manifest, tellers: [] }, 'delegates')).toThrow('a parsed manifest lacks a teller');
  });

  test('names every defect, not only the first', () => {
    const json = altered((each) => {
      each['v'] = 2;
      each['delegates'] = -1;
      delete each['unit'];
    });
    expect(parseManifest(json)).toEqual({
      ok: false,
      defects: [
        { code: 'missing-field', where: 'unit' },
        { code: 'wrong-value', where: 'v' },
        { code: 'wrong-value', where: 'delegates' },
      ],
    });
  });

  test('of any JSON at all is read or refused, never thrown over', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(...Object.keys(manifest)), (value, name) => {
        expect(parseManifest(value).ok).toBe(false);
        expect(typeof parseManifest({ ...manifest, [name]: value }).ok).toBe('boolean');
      }),
    );
  });
});

describe('arming', () => {
  const sign = async () =>
    Promise.all(
      SLOTS.map(async (slot) => ({ slot, signature: await signArming(tellers[slot].sign.privateKey, sessionHash) })),
    );

  test('by three tellers gives a hash and a check code; signing again gives others', async () => {
    const [first, second] = [await verifyArming(manifest, sessionHash, await sign()), await sign()];
    const again = await verifyArming(manifest, sessionHash, second);
    expect(first).not.toBeNull();
    expect(again).not.toBeNull();
    expect(first).not.toEqual(again);
    expect(first && (await checkCode(first))).toMatch(/^\d{4} \d{4} \d{4}$/);
  });

  test('holds only with all three, in slot order, each by its own teller, over this manifest', async () => {
    const [a, b, c] = await sign();
    if (!a || !b || !c) throw new Error('three signatures are expected');
    const verify = (arming: Parameters<typeof verifyArming>[2], hash = sessionHash) =>
      verifyArming(manifest, hash, arming);
    expect(await verify([a, b, c])).not.toBeNull();
    expect(await verify([a, b])).toBeNull();
    expect(await verify([])).toBeNull();
    expect(await verify([a, b, { slot: 'inspection', signature: 'AAAA' }])).toBeNull();
    expect(await verify([b, a, c])).toBeNull();
    expect(await verify([a, a, c])).toBeNull();
    expect(await verify([a, { slot: 'delegates', signature: a.signature }, c])).toBeNull();
    const other = parseManifest(at('delegates', 34));
    expect(other.ok && (await verify([a, b, c], await manifestHash(other.manifest)))).toBeNull();
  });

  test('does not hold with the twin of a signature, which would give it another check code', async () => {
    const arming = await sign();
    for (const { slot, signature } of arming) {
      const twin = twinSignature(signature);
      const point = tellerKeys(manifest, slot).sign;
      expect(await ecdsaVerify(point, b64uBytes(twin), armingMessage(sessionHash))).toBe(true);
      expect(await verifyArmingSignature(manifest, sessionHash, { slot, signature: twin })).toBe(false);
      const other = arming.map((each) => (each.slot === slot ? { slot, signature: twin } : each));
      expect(await verifyArming(manifest, sessionHash, other)).toBeNull();
    }
  });

  test('has no hash with a signature that is none', async () => {
    const [a, b, c] = await sign();
    if (!a || !b || !c) throw new Error('three signatures are expected');
    expect(await armingHash(sessionHash, [a, b, c])).toEqual(await verifyArming(manifest, sessionHash, [a, b, c]));
    expect(await armingHash(sessionHash, [a, b, { ...c, signature: '' }])).toBeNull();
  });

  test('from JSON of another shape is refused before anything is verified', () => {
    expect(parseArming(vectors.arming)).toEqual(vectors.arming);
    expect(parseArming([])).toEqual([]);
    for (const value of [
      null,
      {},
      [null],
      [{ slot: 'discipline' }],
      [{ slot: 'chief', signature: '' }],
      [{ slot: 'discipline', signature: 7 }],
    ])
      expect(parseArming(value)).toBeNull();
    expect(parseArming([{ slot: 'discipline', signature: '', note: 1 }])).toBeNull();
  });
});

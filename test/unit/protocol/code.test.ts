import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isSessionId } from '../../../shared/process/ids.ts';
import { toHex, utf8 } from '../../../shared/protocol/bytes.ts';
import {
  cardFragment,
  codeHash,
  enrolmentFragment,
  enrolmentHash,
  hallFragment,
  makeCode,
  makeEnrolmentSecret,
  normaliseCode,
  parseCardFragment,
  parseEnrolmentFragment,
  parseHallFragment,
} from '../../../shared/protocol/code.ts';
import { hashHex } from '../../../shared/protocol/hash.ts';
import { platformRandom } from './vectors.ts';

const session = 'tuanfeng-2008-huilongshan';
if (!isSessionId(session)) throw new Error('a session id');
const random = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((array) => () => new Uint8Array(array));

describe('a code', () => {
  test('has 16 characters of Crockford base32, and all 32 of them come up', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(random, (chance) => {
        const code = makeCode(chance);
        expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{16}$/);
        expect(normaliseCode(code)).toBe(code);
        for (const character of code) seen.add(character);
      }),
    );
    expect(seen.size).toBe(32);
  });

  test('typed in lower case, with spaces and hyphens, full-width, or O, I, L for 0 and 1, is the same code', () => {
    const habits = fc.record({
      separator: fc.constantFrom('', ' ', '-', ' - ', '　', '–', '\t'),
      isLower: fc.boolean(),
      isWide: fc.boolean(),
      zero: fc.constantFrom('0', 'O', 'o'),
      one: fc.constantFrom('1', 'I', 'i', 'L', 'l'),
    });
    fc.assert(
      fc.property(random, habits, (chance, { separator, isLower, isWide, zero, one }) => {
        const code = makeCode(chance);
        let typed = code.replaceAll('0', zero).replaceAll('1', one);
        if (isLower) typed = typed.toLowerCase();
        if (isWide) typed = typed.replace(/[!-~]/g, (each) => String.fromCharCode(each.charCodeAt(0) + 0xfee0));
        const grouped = typed.match(/.{4}/gu)?.join(separator) ?? '';
        expect(normaliseCode(` ${grouped} `)).toBe(code);
      }),
    );
  });

  test.each(['', '7Q4M2XK9TD3WZ8R', '7Q4M2XK9TD3WZ8RAA', '7Q4M2XK9TD3WZ8RU', '7Q4M2XK9TD3WZ8R!', '一二三四'])(
    '%j is none',
    (typed) => {
      expect(normaliseCode(typed)).toBeNull();
    },
  );

  test('under a pile of combining marks is none, without the pile being put in order', () => {
    const startMs = performance.now();
    expect(normaliseCode(`7Q4M2XK9TD3WZ8RA${'\u0301\u0316'.repeat(100_000)}`)).toBeNull();
    expect(performance.now() - startMs).toBeLessThan(2_000);
  });

  test('is kept as a hash that depends on the session', async () => {
    const code = '7Q4M2XK9TD3WZ8RA';
    const expected = await hashHex(utf8(`shuangshu code v1${session}\u0000${code}`));
    expect(await codeHash(session, code)).toBe(expected);
    expect(await codeHash('another-session', code)).not.toBe(expected);
  });
});

describe('the QR of a voting card', () => {
  const card = { session, code: '7Q4M2XK9TD3WZ8RA', tokenKeyId: 'CjMxkgLoypQy59VP' } as const;

  test('is read as it was written, and forgives a code that was retyped', () => {
    expect(cardFragment(card)).toBe('#i=tuanfeng-2008-huilongshan.7Q4M2XK9TD3WZ8RA.CjMxkgLoypQy59VP');
    expect(parseCardFragment(cardFragment(card))).toEqual(card);
    expect(parseCardFragment('#i=tuanfeng-2008-huilongshan.7q4m2xk9td3wz8ra.CjMxkgLoypQy59VP')).toEqual(card);
  });

  test.each([
    '',
    '#',
    '#s=tuanfeng-2008-huilongshan.7Q4M2XK9TD3WZ8RA.CjMxkgLoypQy59VP',
    '#i=tuanfeng-2008-huilongshan.7Q4M2XK9TD3WZ8RA',
    '#i=tuanfeng-2008-huilongshan.7Q4M2XK9TD3WZ8R.CjMxkgLoypQy59VP',
    '#i=tuanfeng-2008-huilongshan.7Q4M2XK9TD3WZ8RA.CjMxkgLoypQy59V',
    '#i=tuanfeng-2008-huilongshan.7Q4M2XK9TD3WZ8RA.CjMxkgLoypQy59VPP',
    '#i=tuanfeng-2008-huilongshan.7Q4M2XK9TD3WZ8RA.CjMxkgLoypQy59V+',
    '#i=Tuanfeng.7Q4M2XK9TD3WZ8RA.CjMxkgLoypQy59VP',
    '#i=tuanfeng-2008-huilongshan.7Q4M2XK9TD3WZ8RA.CjMxkgLoypQy59VP.more',
  ])('%j is none', (fragment) => {
    expect(parseCardFragment(fragment)).toBeNull();
  });
});

describe("the QR on the hall's screen", () => {
  test('carries the whole arming hash', () => {
    const sign = { session, armingHash: platformRandom(32) };
    expect(parseHallFragment(hallFragment(sign))).toEqual(sign);
    expect(parseHallFragment(hallFragment({ session, armingHash: platformRandom(31) }))).toBeNull();
    expect(parseHallFragment(`${hallFragment(sign)}.more`)).toBeNull();
    expect(parseHallFragment(hallFragment(sign).replace('#s', '#i'))).toBeNull();
  });
});

describe("a teller's enrolment", () => {
  const enrolment = { session, slot: 'delegates', secret: makeEnrolmentSecret(platformRandom) } as const;

  test('is read as it was written; a slot or a secret that is none is refused', () => {
    const fragment = enrolmentFragment(enrolment);
    expect(parseEnrolmentFragment(fragment)).toEqual(enrolment);
    expect(parseEnrolmentFragment(fragment.replace('delegates', 'chief'))).toBeNull();
    expect(parseEnrolmentFragment(fragment.slice(0, -1))).toBeNull();
    expect(parseEnrolmentFragment(`${fragment}.more`)).toBeNull();
    for (const start of ['', '#e=', `#e=${session}`, `#e=${session}.delegates`])
      expect(parseEnrolmentFragment(start)).toBeNull();
  });

  test('is kept as a hash that depends on session, slot and secret', async () => {
    const kept = await enrolmentHash(enrolment);
    const label = utf8(`shuangshu enrolment v1${session}\u0000delegates\u0000`);
    expect(kept).toBe(await hashHex(label, enrolment.secret));
    expect(await enrolmentHash({ ...enrolment, slot: 'discipline' })).not.toBe(kept);
    expect(await enrolmentHash({ ...enrolment, secret: new Uint8Array(32) })).not.toBe(kept);
    expect(toHex(enrolment.secret)).toHaveLength(64);
  });
});

import { describe, expect, it, vi } from 'vitest';
import { textsIn } from '../../../web/ui/texts.ts';
import { ENGLISH } from '../../../web/vote/english.ts';
import { loadEnglish, TEXTS } from '../../../web/vote/texts.ts';

const wordsOf = (texts: object): readonly string[] =>
  Object.values(texts).flatMap((text) => {
    if (typeof text === 'function') return [String(text(3, 6))];
    return typeof text === 'object' && text !== null ? wordsOf(text) : [String(text)];
  });

describe('the words of the voting page', () => {
  it('are the same texts in both languages, none empty', () => {
    const [zh, en] = [TEXTS.zh, ENGLISH];
    expect(Object.keys(en)).toEqual(Object.keys(zh));
    expect(Object.keys(en.refusals)).toEqual(Object.keys(zh.refusals));
    expect([...wordsOf(zh), ...wordsOf(en)].filter((text) => text.trim() === '')).toEqual([]);
  });

  it('fill in as many values in English as in Chinese', () => {
    const { refusals: _, ...words } = ENGLISH;
    for (const [key, text] of Object.entries(words)) {
      const inChinese = Reflect.get(TEXTS.zh, key);
      const places = new Set(text.match(/\{\d\}/g) ?? []);
      expect(places.size, key).toBe(typeof inChinese === 'function' ? inChinese.length : 0);
    }
  });

  it('are Chinese in both places until the English ones have been fetched, and stay so while they cannot be', async () => {
    expect(textsIn(TEXTS, 'en')).toBe(textsIn(TEXTS, 'zh'));
    const fetched = vi.fn<typeof fetch>();
    vi.stubGlobal('fetch', fetched);
    fetched.mockRejectedValueOnce(new TypeError('Failed to fetch'));
    fetched.mockResolvedValueOnce(new Response('<html>sign in to the hotel’s network</html>'));
    fetched.mockResolvedValueOnce(new Response('{"message":"Not Found"}', { status: 404 }));
    expect([await loadEnglish(), await loadEnglish(), await loadEnglish()]).toEqual([false, false, false]);
    expect(textsIn(TEXTS, 'en')).toBe(textsIn(TEXTS, 'zh'));
    fetched.mockResolvedValueOnce(new Response(JSON.stringify(ENGLISH)));
    expect(await loadEnglish()).toBe(true);
    vi.unstubAllGlobals();
    const english = textsIn(TEXTS, 'en');
    expect([english.same, english.position(3, 6), english.refusals['wrong-session']]).toEqual([
      'The same',
      '3 of 6',
      'This is not the ballot of this meeting. Do not vote.',
    ]);
    expect(textsIn(TEXTS, 'zh').position(3, 6)).toBe('第 3/6 位');
  });

  it('never ask a delegate to know a word of the trade', () => {
    const trade = /token|hash|nonce|signature|encrypt|令牌|哈希|盲签|加密|密钥|签名|缓存|浏览器内核/i;
    expect([...wordsOf(TEXTS.zh), ...wordsOf(ENGLISH)].filter((text) => trade.test(text))).toEqual([]);
  });
});

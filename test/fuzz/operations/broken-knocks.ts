import { type Knock, withBody, withHeaders } from '../../integration/bad-input/knock.ts';
import type { Chance } from '../chance.ts';
import { mutateJson } from '../parsers/mutate-json.ts';

type Break = (knock: Knock, chance: Chance) => Knock;

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const textOf = ({ body }: Knock): string => (typeof body === 'string' ? body : '{}');

const withUrl = (knock: Knock, url: string): Knock => ({ ...knock, url });
const join = (url: string, more: string): string => `${url}${url.includes('?') ? '&' : '?'}${more}`;

/** Breaks of the body; where there is none, one is sent with a GET or not at all. */
const BODY_BREAKS: readonly Break[] = [
  (knock, chance) => withBody(knock, mutateJson(bytesOf(textOf(knock)), chance) ?? '{}'),
  (knock, chance) => withBody(knock, mutateJson(bytesOf(textOf(knock)), chance) ?? '{}'),
  (knock, chance) => withBody(knock, textOf(knock).slice(0, chance.below(textOf(knock).length + 1))),
  (knock, chance) =>
    withBody(knock, chance.of(['', 'null', '[]', '"a"', '1', 'true', '{', '{}{}', '\u0000', '\ufeff{}'])),
  (knock, chance) => withBody(knock, Buffer.concat([bytesOf(textOf(knock)), chance.bytes(4)])),
  (knock) => withBody(knock, Uint8Array.from([0x7b, 0x22, 0xed, 0xa0, 0xbd, 0x22, 0x3a, 0xff, 0x7d])),
  (knock) => withBody(knock, Uint8Array.from(Buffer.from(textOf(knock), 'utf16le'))),
  (knock, chance) => {
    const depth = 1 + chance.below(7_000);
    return withBody(knock, `{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`);
  },
  (knock, chance) => withBody(knock, `{"${'a'.repeat(chance.below(200_000))}":1}`),
  (knock, chance) => withBody(knock, textOf(knock).replace(/:"[^"]*"/, `:"${'\u0301'.repeat(chance.below(7_000))}"`)),
  (knock, chance) =>
    withBody(
      knock,
      textOf(knock).replace(/:"[^"]*"/, `:"${chance.of(['\\ud800', '\\u0000', '𠮷', '\u202e', '\ufffe'])}"`),
    ),
  // Past what a number holds: JSON.parse makes it Infinity, which nothing that is signed can write.
  (knock, chance) =>
    withBody(
      knock,
      textOf(knock).replace(/:(?:"[^"]*"|\d+)/g, (of) => (chance.once(3) ? ':1e999' : of)),
    ),
  // A field twice: the last one counts in JSON.parse.
  (knock) => withBody(knock, textOf(knock).replace(/^\{("[^"]+"):/, '{$1:null,$1:')),
  (knock) => withBody(knock, textOf(knock).replace(/^\{/, '{"__proto__":{"role":"auditor"},"constructor":1,')),
];

const HEADER_BREAKS: readonly Break[] = [
  (knock, chance) =>
    withHeaders(knock, {
      'content-type': chance.of([
        'text/plain',
        'application/xml',
        'application/json;charset=utf-16',
        'application/jsonx',
        'multipart/form-data; boundary=x',
        '',
      ]),
    }),
  (knock, chance) =>
    withHeaders(knock, {
      authorization: chance.of([
        'Bearer',
        'Bearer a.b.c',
        'Basic YTpi',
        `Bearer ${'a'.repeat(6_000)}`,
        'Bearer eyJhbGciOiJub25lIn0.e30.',
      ]),
    }),
  (knock, chance) => withHeaders(knock, { 'accept-language': chance.of(['', 'en;q=0', '*', 'x'.repeat(3_000)]) }),
  (knock, chance) => withHeaders(knock, { 'content-encoding': chance.of(['gzip', 'br', 'identity']) }),
  (knock) => withHeaders(knock, { cookie: 'a=b; c', 'x-forwarded-for': '1.2.3.4', 'x-http-method-override': 'DELETE' }),
];

const ADDRESS_BREAKS: readonly Break[] = [
  (knock, chance) =>
    withUrl(
      knock,
      join(
        knock.url,
        chance.of([
          'a=1',
          'session=x&session=y',
          'page=1&page=2',
          '__proto__=1',
          '%00=%ff',
          '=',
          '&&&',
          `a=${'b'.repeat(6_000)}`,
        ]),
      ),
    ),
  (knock, chance) => {
    const parts = knock.url.split('/');
    const at = 2 + chance.below(Math.max(1, parts.length - 2));
    parts[at] = chance.of([
      '..%2f..',
      '%2F',
      '%00',
      '%E5%9B',
      '%ED%A0%BD',
      '𠮷',
      'a'.repeat(4_000),
      '%252e',
      '*',
      'constructor',
      '__proto__',
    ]);
    return withUrl(knock, encodeURI(parts.join('/')).replaceAll('%25', '%'));
  },
  (knock) => withUrl(knock, `${knock.url}/`),
  (knock, chance) => {
    const method = chance.of(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD']);
    const { body: _, ...bare } = knock;
    return method === 'HEAD' || method === 'OPTIONS' ? { ...bare, method } : { ...knock, method };
  },
];

/** A request that is wrong in one to three ways, from its address to the bytes of its body. */
export function broken(knock: Knock, chance: Chance): Knock {
  const breaks =
    knock.method === 'GET'
      ? [...HEADER_BREAKS, ...ADDRESS_BREAKS]
      : [...BODY_BREAKS, ...BODY_BREAKS, ...HEADER_BREAKS, ...ADDRESS_BREAKS];
  let changed = knock;
  for (let time = chance.below(3); time >= 0; time -= 1) changed = chance.of(breaks)(changed, chance);
  return changed;
}

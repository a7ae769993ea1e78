import { toB64u } from '../../../shared/protocol/bytes.ts';
import { makeCode } from '../../../shared/protocol/code.ts';
import type { County } from './county.ts';
import { type Knock, knockOf, withBody, withHeaders } from './knock.ts';
import { random } from './meeting-hall.ts';
import { type Row, row } from './row.ts';

const checkIn = ({ halls: { armed } }: County): Knock =>
  knockOf('checkIn', { session: armed.session, code: makeCode(random), blinded: toB64u(random(256).fill(0, 0, 1)) });

/** A check-in whose body is written by hand, from the good one. */
const body =
  (write: (good: string, county: County) => string | Uint8Array<ArrayBuffer>) =>
  (county: County): Knock => {
    const knock = checkIn(county);
    return withBody(knock, write(String(knock.body), county));
  };
/** The good body with one more field in front. */
const withField = (text: string) => body((good) => `{${text},${good.slice(1)}`);
const opening =
  (write: (good: string) => string) =>
  async ({ halls: { armed } }: County): Promise<Knock> => {
    const knock = knockOf(
      'openVoting',
      await armed.signed('discipline', 'openVoting', { manifestHash: armed.hashHex }),
    );
    return withBody(knock, write(String(knock.body)));
  };
const typed = (contentType: string) => (county: County) =>
  withHeaders(checkIn(county), { 'content-type': contentType });
const deep = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);

const unreadable: readonly Row[] = [
  row(
    'an empty body',
    '400 not-json',
    body(() => ''),
  ),
  row(
    'a body that is no JSON',
    '400 not-json',
    body(() => 'session=huilongshan'),
  ),
  row(
    'a body cut short',
    '400 not-json',
    body((good) => good.slice(0, -3)),
  ),
  row(
    'a body with a comma too many',
    '400 not-json',
    body((good) => `${good.slice(0, -1)},}`),
  ),
  row(
    'a body with single quotes',
    '400 not-json',
    body((good) => good.replaceAll('"', "'")),
  ),
  row(
    'a body of two objects',
    '400 not-json',
    body((good) => good + good),
  ),
  row(
    'a body that is bytes',
    '400 not-json',
    body(() => random(300)),
  ),
  row(
    'a body in UTF-16',
    '400 not-json',
    body((good) => new Uint8Array(Buffer.from(good, 'utf16le'))),
  ),
  ...['null', 'true', '17', '"text"', '[]'].map((text) =>
    row(
      `a body that is ${text}`,
      '400 not-json',
      body(() => text),
    ),
  ),
  row(
    'a body nested 8 000 deep',
    '400 not-json',
    body(() => deep(8_000)),
  ),
  row(
    'a body nested 8 000 deep in objects',
    '400 not-json',
    body(() => '{"a":'.repeat(1_000)),
  ),
  row('half of a character beyond the common plane', '400 not-json', ({ halls, bearers }) =>
    withBody(
      knockOf('voidMeeting', { session: halls.bare.session }, bearers['inspection-office']),
      '{"reason":"停电\\ud83d，改期"}',
    ),
  ),
  row('half of a character in a teller’s payload', '400 not-json', async ({ halls: { closed } }) => {
    const request = await closed.signed('discipline', 'voidByTellers', { reason: '会场停电，改期再开' });
    const knock = knockOf('voidByTellers', request);
    return withBody(knock, String(knock.body).replace('停电', '\\ud83d'));
  }),
  row('half of a character as the name of a field', '400 not-json', withField('"\\ud800":1')),
];

const sized: readonly Row[] = [
  row('a check-in of 17 000 bytes', '413 body-too-large', withField(`"filling":"${'x'.repeat(17_000)}"`)),
  row(
    'a check-in of 17 000 blanks',
    '413 body-too-large',
    body((good) => good + ' '.repeat(17_000)),
  ),
  row(
    'a ballot of five megabytes',
    '413 body-too-large',
    body(() => JSON.stringify({ ballot: 'A'.repeat(5_000_000) })),
  ),
  row('a file of five megabytes', '413 body-too-large', ({ bearers }) =>
    knockOf(
      'importRound',
      { round: 'r-2040', roundName: '某年度', fileName: 'a.csv', file: 'A'.repeat(5_000_000) },
      bearers['inspection-office'],
    ),
  ),
  row('shares of more than a page', '413 body-too-large', async ({ halls: { counted } }) => ({
    ...knockOf('releaseShares', { session: counted.session }),
    body: JSON.stringify({ shares: Array(22_000).fill(toB64u(random(33))) }),
  })),
];

const shaped: readonly Row[] = [
  row(
    'a check-in without a code',
    '400 request-invalid',
    body((good) => good.replace('"code"', '"kode"')),
    { places: ['code'] },
  ),
  row(
    'a code that is a number',
    '400 request-invalid',
    body((good) => good.replace(/"code":"\w+"/, '"code":1234567890123456')),
    { places: ['code'] },
  ),
  row(
    'a code that is a list',
    '400 request-invalid',
    body((good) => good.replace(/"code":("\w+")/, '"code":[$1]')),
    { places: ['code'] },
  ),
  row(
    'a code nested 3 000 deep',
    '400 request-invalid',
    body((good) => good.replace(/"code":"\w+"/, `"code":${deep(3_000)}`)),
    { places: ['code'] },
  ),
  row(
    'a code that is nothing',
    '400 request-invalid',
    body((good) => good.replace(/"code":"\w+"/, '"code":null')),
    { places: ['code'] },
  ),
  row(
    'a code as long as a book',
    '400 request-invalid',
    body((good) => good.replace(/"code":"\w+"/, `"code":"${'A'.repeat(9_000)}"`)),
    { places: ['code'] },
  ),
  row(
    'a session that is an object',
    '400 request-invalid',
    body((good) => good.replace(/"session":"[\w-]+"/, '"session":{"S":"x"}')),
    { places: ['session'] },
  ),
  row(
    'a session with a hash sign',
    '400 request-invalid',
    body((good) => good.replace(/"session":"[\w-]+"/, '"session":"tuanfeng#2031"')),
    { places: ['session'] },
  ),
  row('a field that there is not', '400 request-invalid', withField('"phone":"13800001234"')),
  row('a field named __proto__', '400 request-invalid', withField('"__proto__":{"state":"voting"}')),
  row('a field named constructor', '400 request-invalid', withField('"constructor":{"prototype":{"state":"voting"}}')),
  row('a field named toString', '400 request-invalid', withField('"toString":"x"')),
  row(
    'a payload with a field named __proto__',
    '400 request-invalid',
    opening((good) => good.replace('"payload":{', '"payload":{"__proto__":{"a":1},')),
    { places: ['payload'] },
  ),
  row(
    'a payload with a field that there is not',
    '400 request-invalid',
    opening((good) => good.replace('"payload":{', '"payload":{"now":true,')),
    { places: ['payload'] },
  ),
  row(
    'a payload that is a list',
    '400 request-invalid',
    opening((good) => good.replace(/"payload":(\{[^}]*\})/, '"payload":[$1]')),
    { places: ['payload'] },
  ),
  row(
    'a code twice, the second one wrong',
    '400 request-invalid',
    body((good) => `${good.slice(0, -1)},"code":7}`),
    { places: ['code'] },
  ),
  row(
    'a payload twice, the second one not the signed one',
    '403 signature-invalid',
    opening((good) => `${good.slice(0, -1)},"payload":{"manifestHash":"${'0'.repeat(64)}"}}`),
  ),
  row(
    'a body that names another session than the address',
    '400 request-invalid',
    ({ halls, bearers }) => {
      const knock = knockOf(
        'voidMeeting',
        { session: halls.bare.session, reason: '会场停电，改期再开' },
        bearers['inspection-office'],
      );
      return withBody(knock, JSON.stringify({ session: halls.armed.session, reason: '会场停电，改期再开' }));
    },
    { places: ['session'] },
  ),
];

const contentTypes: readonly Row[] = [
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/jsonp',
  'application/json-patch+json',
  'text/json',
  'application/xml',
].map((contentType) => row(`a body of the type ${contentType}`, '415 content-type-unsupported', typed(contentType)));

export const bodyRows: readonly Row[] = [...unreadable, ...sized, ...shaped, ...contentTypes];

import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { Names, Readings, wordsIn } from '../../insider/names.ts';

const SESSION = 'insider-meeting';
const PHONE = '13912345678';
const NAME = '欧阳锋';
const TOKEN = 'c0ffee'.repeat(10).padEnd(64, '0');
const readings = new Readings();
const people = [
  { names: ['钱多多', '13987654321', '5e'.repeat(32)], short: ['1'] },
  { names: [NAME, PHONE, TOKEN], short: ['2', '002'] },
];
const names = new Names(people, SESSION);

const sha256 = (text: string | Uint8Array) => createHash('sha256').update(text).digest();
const salts = [
  (text: string) => text,
  (text: string) => SESSION + text,
  (text: string) => text + SESSION,
  (text: string) => `${SESSION}#${text}`,
  (text: string) => `${text}#${SESSION}`,
  (text: string) => `${SESSION}:${text}`,
  (text: string) => `${text}:${SESSION}`,
];
const hashes = [NAME, PHONE, TOKEN, '2', '002'].flatMap((text) => salts.map((salted) => sha256(salted(text))));
hashes.push(sha256(Buffer.from(TOKEN, 'hex')));

const written: readonly ((hash: Buffer) => string)[] = [
  (hash) => hash.toString('hex'),
  (hash) => hash.toString('hex').toUpperCase(),
  (hash) => hash.toString('hex').slice(0, 16),
  (hash) => hash.toString('hex').slice(0, 32),
  (hash) => hash.toString('base64'),
  (hash) => hash.toString('base64url'),
  (hash) => `delegate#${hash.toString('base64url')}`,
  (hash) => `by_${hash.toString('hex')}`,
];

test.each(written.map((write) => [write]))('a hash names whom it is a hash of, however it is written: %s', (write) => {
  for (const hash of hashes) expect(names.placeOf(readings.of(write(hash)))).toBe(1);
});

test.each([
  PHONE,
  [...PHONE].reverse().join(''),
  Buffer.from(PHONE).toString('hex'),
  Buffer.from(NAME).toString('base64'),
  Buffer.from(NAME).toString('base64url'),
  Buffer.from(TOKEN, 'hex').toString('base64'),
  `tel: ${PHONE}`,
  `${NAME}/${PHONE}`,
])('a name is known again as it is encoded, turned round, or among others: %s', (text) => {
  expect(names.placeOf(readings.of(text))).toBe(1);
});

test('what is no name of anybody names nobody: hashes of others, random bytes, numbers', () => {
  for (let nth = 0; nth < 2_000; nth += 1) {
    const other = sha256(`nobody ${nth}`);
    for (const write of written) expect(names.placeOf(readings.of(write(other)))).toBeUndefined();
    expect(names.placeOf(readings.of(String(nth)))).toBeUndefined();
  }
});

test('a record names somebody only if nobody else is named in it', () => {
  const record = (values: readonly string[]) => ({
    ...{ kind: 'item', place: 0, listed: 1 },
    fields: new Map(values.map((value, nth) => [`field ${nth}`, value])),
  });
  const namedIn = (...values: string[]) => names.namedIn([...readings.inRecord(record(values))]);
  expect(namedIn(sha256(PHONE).toString('hex'), 'x')).toBe(1);
  expect(namedIn(sha256(PHONE).toString('hex'), '13987654321')).toBeUndefined();
  expect(namedIn('x', 'y')).toBeUndefined();
});

test('a page is read word by word: a hash in it, and a name among other characters', () => {
  const page = `<td>${sha256(PHONE).toString('hex')}</td><p>代表${NAME}投票</p>`;
  const found = [...wordsIn(page, readings)].filter(([, read]) => names.placeOf(read) === 1);
  expect(found.map(([index]) => index)).toEqual([page.indexOf(sha256(PHONE).toString('hex')), page.indexOf('代表')]);
});

import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { PriceTableError, parsePriceTable } from '../../../infra/cost/prices.ts';
import { CountyFileError, parseCounty } from '../../../infra/county-files.ts';
import { ChunkedBodyError, decodeAwsChunked } from '../../../infra/local/aws-chunked.ts';
import { exportManifest } from '../../../infra/move/export-manifest.ts';
import { itemOfLine, lineOfItem } from '../../../infra/move/item-line.ts';
import { objectOfLine } from '../../../infra/move/object-line.ts';
import { SERIES } from '../../../infra/move/series.ts';
import { OPERATION_IDS, specOf } from '../../../shared/contract/operations.ts';
import type { Bytes } from '../../../shared/protocol/bytes.ts';
import { parseConfig } from '../../../web/console/config.ts';
import { hostileJson, hostileText } from './hostile.ts';
import { bytesOf, jsonBytes, jsonIn, must, type Target, textOf, type Verdict, verdictOf } from './target.ts';

const JSON_WORDS = ['null', 'true', '-1', '1e999', '"\\ud800"', '[]', '{}', '"__proto__"', '"aws-cn"', '0.1'];

type Kind = abstract new (...given: never[]) => Error;

/** `refused` by an exception of these kinds; any other is a finding. */
function orRefused(kinds: readonly Kind[], read: () => unknown): Verdict {
  try {
    read();
    return 'taken';
  } catch (error) {
    if (kinds.some((kind) => error instanceof kind)) return 'refused';
    throw error;
  }
}

const fileSeed = (path: string): Bytes => new Uint8Array(readFileSync(new URL(`../../../${path}`, import.meta.url)));

/** The first line names an operation, the rest is the request as one flat object. */
function readRequest(text: string): Verdict {
  const [id = '', ...rest] = text.split('\n');
  const known = OPERATION_IDS.find((each) => each === id) ?? OPERATION_IDS[id.length % OPERATION_IDS.length];
  const json = jsonIn(bytesOf(rest.join('\n')));
  if (known === undefined || json === undefined) return 'refused';
  const parsed = specOf(known).request.safeParse(json.value);
  if (parsed.success) JSON.stringify(parsed.data);
  return verdictOf(parsed.success);
}

async function* inPieces(bytes: Bytes): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7);
}

async function readChunked(bytes: Bytes): Promise<Verdict> {
  try {
    let length = 0;
    for await (const piece of decodeAwsChunked(inPieces(bytes))) length += piece.length;
    must(length <= bytes.length, 'no body is longer than its framing');
    return 'taken';
  } catch (error) {
    if (error instanceof ChunkedBodyError) return 'refused';
    throw error;
  }
}

export const SETTINGS_TARGETS: readonly Target[] = [
  {
    name: 'county-settings',
    shape: 'json',
    words: JSON_WORDS,
    seeds: () => [fileSeed('infra/counties/tuanfeng.json')],
    hostile: hostileJson,
    maxBytes: 8_000,
    read: (bytes) => orRefused([CountyFileError], () => parseCounty('tuanfeng', textOf(bytes))),
  },
  {
    name: 'price-table',
    shape: 'json',
    words: JSON_WORDS,
    seeds: () => [fileSeed('infra/prices/aws-2026-11.json')],
    hostile: hostileJson,
    maxBytes: 20_000,
    read: (bytes) => orRefused([PriceTableError], () => parsePriceTable('prices.json', textOf(bytes))),
  },
  {
    name: 'page-config',
    shape: 'json',
    words: JSON_WORDS,
    seeds: () => [
      jsonBytes({ county: 'c', countyName: '县', oidc: { issuer: 'i', clientId: 'c', scope: 's', audience: 'a' } }),
    ],
    hostile: hostileJson,
    maxBytes: 1_000,
    read: (bytes) => verdictOf(parseConfig(jsonIn(bytes)?.value) !== null),
  },
  {
    name: 'export-manifest',
    shape: 'json',
    words: JSON_WORDS,
    seeds: () => [
      jsonBytes({
        ...{ format: 'shuangshu-export', version: 1, county: 'tuanfeng', contractVersion: 1, keysLeftBehind: [] },
        series: Object.fromEntries(
          SERIES.map((name) => [name, { lines: 0, sha256: 'a'.repeat(64), parts: [] }] as const),
        ),
      }),
    ],
    hostile: hostileJson,
    maxBytes: 2_000,
    read: (bytes) => verdictOf(exportManifest.safeParse(jsonIn(bytes)?.value).success),
  },
  {
    name: 'export-lines',
    shape: 'json',
    words: [...JSON_WORDS, '{"S":"a"}', '{"B":"AA=="}', '{"M":{}}', '{"L":[]}', '{"NULL":true}'],
    seeds: () => [
      jsonBytes({
        pk: { S: 'a' },
        sk: { S: 'b' },
        n: { N: '1' },
        m: { M: { l: { L: [{ BOOL: true }, { B: 'AA==' }] } } },
      }),
      jsonBytes({ key: 'a', bytes: 1, sha256: 'a'.repeat(64) }),
    ],
    // No item of the engine is larger than 400 KB, and an export is read by the one who made it.
    hostile: () => hostileJson().filter(({ length }) => length < 400_000),
    maxBytes: 2_000,
    read: (bytes) => {
      const line = textOf(bytes);
      const object = orRefused([SyntaxError, z.ZodError], () => objectOfLine(line));
      const item = orRefused([SyntaxError, z.ZodError], () => {
        const once = lineOfItem(itemOfLine(line));
        must(lineOfItem(itemOfLine(once)) === once, 'an item is written as it is read');
      });
      return verdictOf(object === 'taken' || item === 'taken');
    },
  },
  {
    name: 'request-bodies',
    shape: 'text',
    words: [...OPERATION_IDS.map((id) => `${id}\n`), ...JSON_WORDS, '"session"', '":{"', ',', '"2031-02-30"'],
    seeds: () => [
      bytesOf('getMeeting\n{"session":"tuanfeng-2008"}'),
      bytesOf(`castBallot\n{"session":"tuanfeng-2008","ballot":"AAAA"}`),
      bytesOf('voidMeeting\n{"session":"tuanfeng-2008","reason":"会场停电，改期再开"}'),
      bytesOf('importRound\n{"round":"r-2031","roundName":"述职","fileName":"a.xlsx","file":"AAAA"}'),
    ],
    hostile: () => [
      ...hostileJson().map((each) => bytesOf(`castBallot\n${textOf(each)}`)),
      ...hostileText().map((each) =>
        bytesOf(`leaveOpinion\n${JSON.stringify({ session: 'any', text: textOf(each) })}`),
      ),
      ...hostileText().map((each) => bytesOf(`saveVenue\n${JSON.stringify({ session: 'any', place: textOf(each) })}`)),
    ],
    maxBytes: 2_000,
    read: (bytes) => readRequest(textOf(bytes)),
  },
  {
    name: 'aws-chunked',
    shape: 'text',
    words: ['\r\n', '0\r\n\r\n', 'ffffffffffffffff', ';chunk-signature=', '-1', '1e9', '0x1'],
    seeds: () => [bytesOf('5\r\nhello\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n')],
    hostile: () => [bytesOf('a'.repeat(500_000)), bytesOf('1\r\na\r\n'.repeat(50_000))],
    maxBytes: 1_000,
    read: readChunked,
  },
];

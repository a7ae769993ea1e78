import { Readable } from 'node:stream';
import { type AttributeValue, DynamoDBClient, QueryCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { countyLines } from '../../infra/move/county-lines.ts';
import type { CountyPlace } from '../../infra/move/county-place.ts';
import { itemOfLine } from '../../infra/move/item-line.ts';
import { refuseUnlessAtRest } from '../../infra/move/may-leave.ts';
import { objectOfLine } from '../../infra/move/object-line.ts';
import { hashOnly } from '../../infra/move/object-lines.ts';
import { isTable, SERIES, type SeriesName } from '../../infra/move/series.ts';
import { surveyOf } from '../../infra/move/survey.ts';
import type { Item } from '../simulation/expressions.ts';
import type { MemoryEngine } from '../simulation/memory-engine.ts';

/** In the service's own form. */
function attribute(value: unknown): AttributeValue {
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: String(value) };
  if (typeof value === 'boolean') return { BOOL: value };
  if (value === null) return { NULL: true };
  if (value instanceof Uint8Array) return { B: value };
  if (Array.isArray(value)) return { L: value.map(attribute) };
  if (typeof value === 'object') return { M: attributes(value) };
  throw new Error('a value that no store of a meeting writes');
}

const attributes = (item: object): Record<string, AttributeValue> =>
  Object.fromEntries(
    Object.entries(item).flatMap(([name, value]) => (value === undefined ? [] : [[name, attribute(value)]])),
  );

/** The engine of a hall, read as an export reads tables. */
class EngineTables extends DynamoDBClient {
  readonly #engine: MemoryEngine;

  constructor(engine: MemoryEngine) {
    super({ region: 'none' });
    this.#engine = engine;
  }

  /** Every command has its own type of answer. */
  override send(command: object): Promise<never> {
    return Promise.resolve({ Items: this.#items(command).map(attributes) }) as Promise<never>;
  }

  #items(command: object): readonly Item[] {
    if (command instanceof ScanCommand) return [...this.#engine.everything(command.input.TableName ?? '')];
    if (!(command instanceof QueryCommand)) throw new Error('a command that no export sends');
    const pk = command.input.ExpressionAttributeValues?.[':pk']?.S ?? '';
    return this.#engine.partition(command.input.TableName ?? '', pk);
  }
}

/** The documents of a hall, read as an export reads a bucket. */
class KeptObjects extends S3Client {
  readonly #objects: ReadonlyMap<string, Uint8Array | string>;

  constructor(objects: ReadonlyMap<string, Uint8Array | string>) {
    super({ region: 'none' });
    this.#objects = objects;
  }

  override send(command: object): Promise<never> {
    return Promise.resolve(this.#answer(command)) as Promise<never>;
  }

  #answer(command: object): object {
    if (command instanceof ListObjectsV2Command) {
      const keys = command.input.Bucket === 'results' ? [...this.#objects.keys()].sort() : [];
      return { Contents: keys.map((Key) => ({ Key })) };
    }
    if (!(command instanceof GetObjectCommand)) throw new Error('a command that no export sends');
    return { Body: Readable.from([Buffer.from(this.#objects.get(command.input.Key ?? '') ?? '')]) };
  }
}

export interface Exportable {
  readonly county: string;
  readonly engine: MemoryEngine;
  readonly documents: ReadonlyMap<string, Uint8Array | string>;
  readonly nowMs: number;
}

const read = (item: Record<string, AttributeValue>): Item =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [name, plainOf(value)]));

/** What an attribute says. */
function plainOf({ S, N, B, BOOL, L, M }: AttributeValue): unknown {
  if (N !== undefined) return Number(N);
  if (L !== undefined) return L.map(plainOf);
  if (M !== undefined) return read(M);
  return S ?? B ?? BOOL ?? null;
}

/** What is read in the lines of every series of `npm run export`, in their order. */
export type ExportedLines = ReadonlyMap<SeriesName, readonly Item[]>;

/** The item of a line, or what it says of an object. */
const itemOf = (name: SeriesName, line: string): Item =>
  isTable(name) ? read(itemOfLine(line)) : { ...objectOfLine(line) };

/** @throws MoveRefusal when the county is not at rest */
export async function exportOf({ county, engine, documents, nowMs }: Exportable): Promise<ExportedLines> {
  const [dynamodb, s3] = [new EngineTables(engine), new KeptObjects(documents)];
  const place: CountyPlace = {
    ...{ county, dynamodb, s3 },
    tables: { Registry: 'Registry', Meetings: 'Meetings', BallotBox: 'BallotBox', Opinions: 'Opinions' },
    buckets: { results: 'results', uploads: 'uploads', photos: 'photos' },
    close: async () => undefined,
  };
  const survey = await surveyOf(place);
  refuseUnlessAtRest(survey, { county, nowMs });
  const series = new Map<SeriesName, readonly Item[]>();
  for (const name of SERIES) {
    const items: Item[] = [];
    for await (const line of countyLines(place, { name, survey, after: null, take: hashOnly }))
      items.push(itemOf(name, line));
    series.set(name, items);
  }
  return series;
}

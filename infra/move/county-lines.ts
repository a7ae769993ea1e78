import { createHash } from 'node:crypto';
import type { CountyPlace } from './county-place.ts';
import { hashOnly, objectLines, type TakeBytes } from './object-lines.ts';
import { isBucket, isTable, type SeriesName } from './series.ts';
import type { Survey } from './survey.ts';
import { tableLines } from './table-lines.ts';

export interface SeriesToRead {
  readonly name: SeriesName;
  readonly survey: Survey;
  readonly after: string | null;
  readonly take: TakeBytes;
}

/** The lines of a series as a place holds it now. */
export function countyLines(place: CountyPlace, { name, survey, after, take }: SeriesToRead): AsyncGenerator<string> {
  if (isTable(name)) {
    const { partitions, sessions } = survey;
    return tableLines(place, { table: name, partitions: partitions[name], sessions, after });
  }
  if (isBucket(name)) return objectLines(place, { bucket: name, after, take });
  throw new Error('a series that is neither a table nor a bucket');
}

export interface Digest {
  readonly lines: number;
  /** Of all lines, each with its end. */
  readonly sha256: string;
}

export async function digestOf(lines: AsyncIterable<string>): Promise<Digest> {
  const hash = createHash('sha256');
  let count = 0;
  for await (const line of lines) {
    hash.update(`${line}\n`);
    count += 1;
  }
  return { lines: count, sha256: hash.digest('hex') };
}

/** What a place holds of a series now, read whole and kept nowhere. */
export const digestOfPlace = (place: CountyPlace, name: SeriesName, survey: Survey): Promise<Digest> =>
  digestOf(countyLines(place, { name, survey, after: null, take: hashOnly }));

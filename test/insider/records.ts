import { receiptsOfPage } from '../../functions/store/meetings.ts';
import { toHex } from '../../shared/protocol/bytes.ts';

/** What lies together somewhere: an item, a line, an entry of a list. */
export interface FlatRecord {
  /** Where it is from, without what differs from one to the next. */
  readonly kind: string;
  /** Its place among its like: in a list, a log, a table by its keys. */
  readonly place: number;
  /** Of the list that it is an entry of. */
  readonly listed: number;
  readonly fields: ReadonlyMap<string, string | number>;
}

export const hexOf = (bytes: Uint8Array): string => toHex(new Uint8Array(bytes));

/** A name of where something lies, with hashes, numbers and single digits of partitions taken out. */
export const kindOf = (session: string, text: string): string =>
  text
    .replaceAll(session, 'S')
    .replace(/[0-9a-f]{32,}/g, 'H')
    .replace(/#[0-9a-f](?=\/|$)/g, '#H')
    .replace(/\d+/g, 'N');

const isJson = (text: string): boolean => /^[[{]/.test(text);

/** A board's page is one string of bytes, and a list all the same. */
const listOf = (name: string, value: Uint8Array): readonly string[] | undefined =>
  name === 'receipts' ? receiptsOfPage(value) : undefined;

/** Every record that there is in a value: itself, and the entries of each list in it, however deep. */
export function recordsIn(kind: string, place: number, value: unknown, listed = 1): readonly FlatRecord[] {
  const fields = new Map<string, string | number>();
  const inner: FlatRecord[] = [];
  const read = (path: string, name: string, each: unknown): void => {
    const list = each instanceof Uint8Array ? listOf(name, each) : undefined;
    if (list !== undefined) read(path, name, list);
    else if (each instanceof Uint8Array) fields.set(path, hexOf(each));
    else if (typeof each === 'string' && isJson(each)) read(path, name, JSON.parse(each));
    else if (typeof each === 'string' || typeof each === 'number') fields.set(path, each);
    else if (typeof each === 'boolean') fields.set(path, Number(each));
    else if (Array.isArray(each))
      for (const [nth, entry] of each.entries()) inner.push(...recordsIn(`${kind}.${path}[]`, nth, entry, each.length));
    else if (typeof each === 'object' && each !== null)
      for (const [field, part] of Object.entries(each)) read(path === '' ? field : `${path}.${field}`, field, part);
    else if (each === null) fields.set(path, 'null');
  };
  read('', '', value);
  for (const [field, text] of [...fields]) if (typeof text === 'string') fields.set(`length of ${field}`, text.length);
  return [{ kind, place, listed, fields }, ...inner];
}

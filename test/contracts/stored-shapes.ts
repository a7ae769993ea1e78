import { paginateScan } from '@aws-sdk/client-dynamodb';
import { TABLES } from '../../functions/store/tables.ts';
import type { CountyPlace } from '../../infra/move/county-place.ts';
import { lineOfItem } from '../../infra/move/item-line.ts';

/** A key or a name of an attribute without what differs from item to item. */
const general = (text: string): string =>
  text
    .replace(/tuanfeng-2008-\w+/g, '<session>')
    .replace(/^(LISTS#<session>|EDITION)#.*/, '$1#<edition>')
    .replace(/\b[0-9a-f]{32,}\b/g, '<hash>')
    .replace(/incoming\/.*|[\w-]{22,}$/, '<chance>')
    .replace(/\d{4}-\d\d-\d\d/g, '<day>')
    .replace(/\b(chengguan|2008)\b/g, '<name>')
    .replace(/#[0-9a-f]$/, '#<digit>')
    .replace(/\d+/g, '<n>');

/** The places of a value in DynamoDB's own form: `teller.hpke S`, `units[].session S`. */
function placesOf(at: string, value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([type, inner]: [string, unknown]) => {
    if (type === 'L' && Array.isArray(inner)) return inner.flatMap((each) => placesOf(`${at}[]`, each));
    if (type === 'M' && typeof inner === 'object' && inner !== null)
      return Object.entries(inner).flatMap(([name, each]) => placesOf(`${at}.${general(name)}`, each));
    return [`${at} ${type}`];
  });
}

/** Every place of every kind of item that the tables hold, as `<table> <pk> <sk> <place>`, each once. */
export async function storedShapes({ dynamodb, tables }: CountyPlace): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const table of TABLES) {
    for await (const { Items = [] } of paginateScan({ client: dynamodb }, { TableName: tables[table] }))
      for (const item of Items) {
        const kind = `${table} ${general(item['pk']?.S ?? '')} ${general(item['sk']?.S ?? '')}`;
        const written: Record<string, unknown> = JSON.parse(lineOfItem(item));
        for (const [name, value] of Object.entries(written))
          for (const place of placesOf(general(name), value)) found.add(`${kind} ${place}`);
      }
  }
  return [...found].sort();
}

const withoutType = (place: string): string => place.replace(/ \w+$/, '');

/**
 * The places of `present` that whoever wrote `kept` did not know. A value that may be absent is known with all that is in it where it
 * was absent in the kept round.
 */
export function unknownPlaces(present: readonly string[], kept: readonly string[]): readonly string[] {
  const known = new Set(kept.map(withoutType));
  const absent = kept.filter((place) => place.endsWith(' NULL')).map(withoutType);
  return present
    .map(withoutType)
    .filter(
      (place) =>
        !known.has(place) && !absent.some((each) => place.startsWith(`${each}.`) || place.startsWith(`${each}[`)),
    );
}

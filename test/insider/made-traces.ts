import { type Disguise, hashesOf, partsOf, readingsOf } from './disguises.ts';
import type { Traces } from './evidence.ts';

/** Between how a text is made and the trace that it is made of. */
const OF = ' ‹ ';

/** Everything that is made of a trace; of a number it is made as of a text. */
export function* disguisesOf(value: string | number, session: string): Generator<Disguise> {
  const text = String(value);
  yield* readingsOf(text);
  yield* partsOf(text);
  yield* hashesOf(text, session);
}

/** The name of a trace that is made of another one. */
export const madeOf = (form: string, field: string): string => (form === '' ? field : form + OF + field);

export const isMade = (name: string): boolean => name.includes(OF);

/** A trace of each row by its name: as it was found, or made of one that was. */
export function columnOf(
  rows: readonly Traces[],
  name: string,
  session: string,
): readonly (string | number | undefined)[] {
  const [form, field] = name.split(OF);
  if (form === undefined || field === undefined) return rows.map((traces) => traces.get(name));
  return rows.map((traces) => {
    const value = traces.get(field);
    return value === undefined ? undefined : madeBy(form, value, session);
  });
}

function madeBy(form: string, value: string | number, session: string): string | undefined {
  for (const each of disguisesOf(value, session)) if (each.form === form) return each.key;
  return undefined;
}

/** What is wrong, and the path to it from the document's root, `subjects[2].name` for instance. */
export type Defect<Code extends string = string> = { readonly code: Code; readonly where: string };

export type ShapeDefectCode = 'wrong-type' | 'missing-field' | 'unknown-field';

/** Takes a defect; a check reports all that it finds and goes on where it can. */
export type Report<Code extends string> = (code: Code, where: string) => void;

export type Fields<Name extends string> = Readonly<Record<Name, unknown>>;

/** A list of defects and the report that fills it. A field that is missing is named once, and not as wrong as well. */
export function defectList<Code extends string>(): {
  readonly defects: readonly Defect<Code | ShapeDefectCode>[];
  readonly report: Report<Code | ShapeDefectCode>;
} {
  const defects: Defect<Code | ShapeDefectCode>[] = [];
  const missing = new Set<string>();
  const report = (code: Code | ShapeDefectCode, where: string): void => {
    if (missing.has(where)) return;
    if (code === 'missing-field') missing.add(where);
    defects.push({ code, where });
  };
  return { defects, report };
}

/**
 * An object's fields, null when it is none. Reports each named field that is missing and each one that nobody knows: what
 * nobody reads must not be signed along.
 */
export function fieldsAt<Name extends string>(
  value: unknown,
  where: string,
  names: readonly Name[],
  report: Report<ShapeDefectCode>,
): Fields<Name> | null {
  if (!isRecord(value)) {
    report('wrong-type', where);
    return null;
  }
  const known: readonly string[] = names;
  const present = Object.keys(value);
  for (const name of names) if (!present.includes(name)) report('missing-field', pathTo(where, name));
  for (const name of present) if (!known.includes(name)) report('unknown-field', pathTo(where, name));
  return value as Fields<Name>;
}

/** An object's fields when it has exactly the named ones, else null. */
export function exactFields<Name extends string>(value: unknown, names: readonly Name[]): Fields<Name> | null {
  const { defects, report } = defectList<never>();
  const fields = fieldsAt(value, '', names, report);
  return defects.length === 0 ? fields : null;
}

/** Whether a value is a JSON object. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The array, or null with a report. */
export function arrayAt(value: unknown, where: string, report: Report<ShapeDefectCode>): readonly unknown[] | null {
  if (Array.isArray(value)) return value;
  report('wrong-type', where);
  return null;
}

/** The path to a field of an object at `where`. */
export function pathTo(where: string, name: string): string {
  return where === '' ? name : `${where}.${name}`;
}

/** Whether a value is a whole number from `min` on that JSON and JCS carry exactly. */
export function isCount(value: unknown, min = 0): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= min;
}

/** Whether a value is a text that can be hashed: well-formed Unicode of at most 400 UTF-16 units. */
export function isText(value: unknown): value is string {
  // A lone surrogate has no UTF-8 bytes; JCS refuses it.
  return typeof value === 'string' && value.length <= 400 && !/\p{Surrogate}/u.test(value);
}

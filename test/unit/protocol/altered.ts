type Json = { [name: string]: unknown };
export type Change = { readonly at: string; readonly to: unknown };

const stepsOf = (path: string) => path.replaceAll('[', '.').replaceAll(']', '').split('.');

/** The value at a path like `result.subjects[0].id`. */
export function valueAt(json: unknown, path: string): unknown {
  return stepsOf(path).reduce<unknown>((node, step) => {
    if (typeof node !== 'object' || node === null) throw new Error(`nothing at ${path}`);
    return (node as Json)[step];
  }, json);
}

/** A copy of a JSON document with values set at paths like `result.counts.valid`; `undefined` takes one away. */
export function altered(document: unknown, ...changes: readonly Change[]): Json {
  const copy: Json = JSON.parse(JSON.stringify(document));
  for (const { at, to } of changes) {
    const steps = stepsOf(at);
    const last = steps.pop() ?? '';
    const parent = steps.length === 0 ? copy : (valueAt(copy, steps.join('.')) as Json);
    if (to === undefined) delete parent[last];
    else parent[last] = to;
  }
  return copy;
}

/** Paths to every value of a JSON document that is not an object or a list. */
export function leaves(value: unknown, path = ''): readonly string[] {
  if (typeof value !== 'object' || value === null) return [path];
  const isList = Array.isArray(value);
  return Object.entries(value).flatMap(([name, each]) =>
    leaves(each, isList ? `${path}[${name}]` : path === '' ? name : `${path}.${name}`),
  );
}

/** A value of the same kind that is not the same. */
export function another(value: unknown): unknown {
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  if (typeof value !== 'string') return 'something';
  const middle = Math.floor(value.length / 2);
  return `${value.slice(0, middle)}${value[middle] === 'a' ? 'b' : 'a'}${value.slice(middle + 1)}`;
}

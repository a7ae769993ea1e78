const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Other texts of the same bytes. */
export const OTHER_TEXTS: Readonly<Record<string, (text: string) => string>> = {
  padding: (text) => `${text}${'='.repeat((4 - (text.length % 4)) % 4 || 1)}`,
  'the other alphabet': (text) => text.replaceAll('-', '+').replaceAll('_', '/'),
  'a line break': (text) => `${text.slice(0, 10)}\n${text.slice(10)}`,
  'spare bits': (text) => `${text.slice(0, -1)}${ALPHABET[ALPHABET.indexOf(text.slice(-1)) + 1] ?? '_'}`,
};

export type Fields = Readonly<Record<string, unknown>>;

/** Other bodies in which a program may find the same field. */
export const OTHER_BODIES: Readonly<Record<string, (name: string, fields: Fields) => Fields>> = {
  'an array about it': (name, fields) => ({ ...fields, [name]: [fields[name]] }),
  'an object about it': (name, fields) => ({ ...fields, [name]: { [name]: fields[name] } }),
  'its name in capitals': (name, { [name]: value, ...others }) => ({ ...others, [name.toUpperCase()]: value }),
  // A computed name is a field of its own, and no prototype.
  '__proto__ about it': (name, { [name]: value, ...others }) => ({ ...others, ['__proto__']: { [name]: value } }),
  'another session beside it': (_name, fields) => ({ ...fields, session: 'another' }),
};

/** What stands before the functions and may change a body on its way. */
export type Front = (body: string) => string;
export const asItWasSent: Front = (body) => body;

/** Makes the best of every body, as many readers do. */
export const lenientFront: Front = (body) => {
  const { session: _, ...fields } = mended(JSON.parse(body));
  return JSON.stringify(fields);
};

function mended(fields: object): Record<string, unknown> {
  const pairs = Object.entries(fields).flatMap(([name, value]) =>
    name === '__proto__' ? Object.entries(mended(value)) : [[name.toLowerCase(), mendedValue(name, value)] as const],
  );
  return Object.fromEntries(pairs);
}

/** As long as this, a text can be bytes alone: a code, a slot and a hash are shorter. */
const BASE64_CHARACTERS = 80;

function mendedValue(name: string, value: unknown): unknown {
  if (Array.isArray(value)) return mendedValue(name, value[0]);
  if (typeof value === 'object' && value !== null)
    return Object.hasOwn(value, name)
      ? Reflect.get(value, name)
      : Object.fromEntries(Object.entries(value).map(([inner, each]) => [inner, mendedValue(inner, each)]));
  if (typeof value !== 'string') return value;
  if (/^\d+$/.test(value)) return Number(value);
  return value.length < BASE64_CHARACTERS ? value : Buffer.from(value, 'base64').toString('base64url');
}

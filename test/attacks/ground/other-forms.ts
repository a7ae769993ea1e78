const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Other texts of the same bytes. */
export const OTHER_TEXTS = {
  padding: (text) => `${text}${'='.repeat((4 - (text.length % 4)) % 4 || 1)}`,
  'the other alphabet': (text) => text.replaceAll('-', '+').replaceAll('_', '/'),
  'a line break': (text) => `${text.slice(0, 10)}\n${text.slice(10)}`,
  'spare bits': (text) => `${text.slice(0, -1)}${ALPHABET[ALPHABET.indexOf(text.slice(-1)) + 1] ?? '_'}`,
} satisfies Readonly<Record<string, (text: string) => string>>;
export type OtherText = keyof typeof OTHER_TEXTS;

export type Fields = Readonly<Record<string, unknown>>;

/** Other bodies in which a program may find the same field. */
export const OTHER_BODIES = {
  'an array about it': (name, fields) => ({ ...fields, [name]: [fields[name]] }),
  'an object about it': (name, fields) => ({ ...fields, [name]: { [name]: fields[name] } }),
  'its name in capitals': (name, { [name]: value, ...others }) => ({ ...others, [name.toUpperCase()]: value }),
  // A computed name is a field of its own, and no prototype.
  '__proto__ about it': (name, { [name]: value, ...others }) => ({ ...others, ['__proto__']: { [name]: value } }),
  'another session beside it': (_name, fields) => ({ ...fields, session: 'another' }),
} satisfies Readonly<Record<string, (name: string, fields: Fields) => Fields>>;
export type OtherBody = keyof typeof OTHER_BODIES;

/** The names of such a table of forms. */
export const formsIn = <Form extends string>(forms: Readonly<Record<Form, unknown>>): readonly Form[] =>
  Object.keys(forms).filter((name): name is Form => Object.hasOwn(forms, name));

import * as z from 'zod';
import { productCut } from './cutting.ts';
import type { Ground } from './ground.ts';
import type { Replacements } from './linking.ts';
import { onceAGround } from './once-a-ground.ts';
import type { OtherBody, OtherText } from './other-forms.ts';
import { type Product, productWithout } from './stages.ts';

/** What a product lacks, and that product. */
export interface Loose {
  readonly weakness: string;
  readonly weakened: (ground: Ground) => Promise<Product>;
}

const loose = (weakness: string, product: () => Promise<Product>): Loose => ({
  weakness,
  weakened: onceAGround(product),
});

/** What many readers of base64 make of a text: other alphabets, padding, stray characters and spare bits all pass. */
const anyBase64 = {
  'shared/protocol/bytes.ts': {
    fromB64u: () => (text) => new Uint8Array(Buffer.from(text, 'base64')),
    fromB64uOf: () => (length, text) => {
      const bytes = new Uint8Array(Buffer.from(text, 'base64'));
      return bytes.length === length ? bytes : null;
    },
  },
} satisfies Replacements;

export const strictBase64 = loose('strict base64url', productWithout(anyBase64));

/** The contract leaves the characters to the decoder. */
const oneText = loose(
  'strict base64url in the contract and where it is decoded',
  productWithout({
    ...anyBase64,
    'shared/contract/formats.ts': {
      sealedBallot: () => z.string(),
      blindedMessage: () => z.string(),
      ecdsaSignature: () => z.string(),
      tellerRequest: (original) => (payload) =>
        z.strictObject({ ...original.tellerRequest(payload).shape, signature: z.string() }),
    },
  }),
);

/** A contract that reads every request in another way. */
const reading = (read: (request: z.ZodObject) => z.ZodType) =>
  productWithout({
    'shared/contract/operation.ts': {
      defineOperation: () => (operation) => {
        const { request } = operation;
        return request instanceof z.ZodObject ? Object.assign({}, operation, { request: read(request) }) : operation;
      },
    },
  });

/** Takes a field out of an array or an object that holds it. */
const heldField = (name: string, field: z.core.$ZodType): z.ZodType =>
  z.union([
    field,
    z.tuple([field]).transform(([held]) => held),
    z.strictObject({ [name]: field }).transform(({ [name]: held }) => held),
  ]);

const oneShape = loose(
  'fields that are texts and nothing that holds one',
  reading(({ shape }) =>
    z.strictObject(
      Object.fromEntries(Object.entries(shape).map(([name, field]) => [name, heldField(name, field)] as const)),
    ),
  ),
);

const named = (names: readonly string[], sent: unknown) =>
  Object.fromEntries(
    Object.entries(Object(sent)).map(([name, value]) => [
      names.find((each) => each.toLowerCase() === name.toLowerCase()) ?? name,
      value,
    ]),
  );

const oneName = loose(
  'names that are written in one way',
  reading((request) => z.preprocess((sent) => named(Object.keys(request.shape), sent), request)),
);

/** Assigning a field of this name sets the prototype, and with it every field of that. */
const noInheritance = loose(
  'fields that a request has by itself',
  reading((request) => z.preprocess((sent) => Object.assign({}, sent), request)),
);

const oneSession = loose(
  'a session that stands in the address alone',
  productCut({
    file: 'functions/http/stack.ts',
    check: "if (repeated.length > 0) return decline(event, refuse('request-invalid', {}, repeated));",
  }),
);

/** What takes a text that is written otherwise. */
export const LOOSE_TEXTS: Readonly<Record<OtherText, Loose>> = {
  padding: oneText,
  'the other alphabet': oneText,
  'a line break': oneText,
  'spare bits': strictBase64,
};

/** What takes a field that stands otherwise in its body. */
export const LOOSE_BODIES: Readonly<Record<OtherBody, Loose>> = {
  'an array about it': oneShape,
  'an object about it': oneShape,
  'its name in capitals': oneName,
  '__proto__ about it': noInheritance,
  'another session beside it': oneSession,
};

export const strictNumbers = loose(
  'numbers that are no texts',
  productWithout({
    'shared/contract/formats.ts': {
      timeMs: ({ timeMs }) => timeMs.clone({ ...timeMs.def, coerce: true }),
    },
  }),
);

/** Casting takes whatever has a token in its place: the check is a comparison in it, which no export holds. */
export const oneLayout = loose(
  'the one layout of a ballot',
  productCut({
    file: 'functions/cast/cast-ballot.ts',
    check: ' || bytes.length !== ballotBytes || bytes[0] !== VERSION',
  }),
);

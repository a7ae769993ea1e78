import * as z from 'zod';
import { hasMarkPile } from '../process/mark-pile.ts';
import { MEETING_PATH } from '../process/meeting-state.ts';
import { CATEGORIES } from '../process/seats.ts';
import { SLOTS } from '../protocol/slots.ts';

/** The formats of single fields (protocol.md, Notation). Lengths are in characters unless said otherwise. */
const hexOf = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`), 'hex');
/** Strict base64url without padding of exactly `bytes` bytes; spare bits are checked where it is decoded. */
const b64uOf = (bytes: number) =>
  z.string().regex(new RegExp(`^[A-Za-z0-9_-]{${Math.ceil((bytes * 4) / 3)}}$`), 'b64u');

export const sessionId = z.string().regex(/^[a-z0-9-]{3,64}$/, 'session');
export const roundId = z.string().regex(/^[a-z0-9-]{3,20}$/, 'round');
export const delegateId = z.string().regex(/^[a-z0-9-]{3,64}$/, 'delegate');
export const slot = z.enum(SLOTS);
export const hash = hexOf(32);
export const point = b64uOf(65);
export const ecdsaSignature = b64uOf(64);
export const secret = b64uOf(32);
export const blindedMessage = b64uOf(256);
export const sealedBallot = z.string().regex(/^[A-Za-z0-9_-]{1,1400}$/, 'ballot');
export const openedShare = z.union([b64uOf(33), z.null()]);
export const fraction = z.string().regex(/^\d+\/\d+$/, 'fraction');
export const timeMs = z.int().min(0).max(8_640_000_000_000_000);
export const count = z.int().min(0).max(1_000_000);
/** Where a page of a list ended, for the next one: the key of its last entry, since the engine refuses a key from outside the list. */
const placeOf = (key: RegExp) => z.string().regex(key, 'place');
export const questionPlace = placeOf(/^QUESTION#\d{4}$/);
export const collatedPlace = placeOf(/^COLLATED#\d{4}$/);
export const itemPlace = placeOf(/^ITEM#\d{4}$/);
export const noticePlace = placeOf(/^NOTICE#\d{8}#\d{4}#\d{4}-\d{2}-\d{2}#[a-z-]{1,40}$/);
/** A page number in a query string, from 0: a text there. */
export const pageNumber = z.coerce.number().pipe(z.int().min(0).max(99_999));
/** A page number in a JSON body: a number and nothing that could be read as one, for it is signed as it stands. */
export const signedPageNumber = z.int().min(0).max(99_999);
/** Length of a file, bytes. */
export const byteCount = z.int().min(1).max(1_000_000_000);
/** A calendar day in Asia/Shanghai, `YYYY-MM-DD`; one that the calendar has (no 30 February). */
export const day = z.iso.date();

/**
 * Control characters, and those that turn the reading direction: a text could show other words than it holds (CVE-2021-42574). Also
 * U+FFFE and U+FFFF, which no XML may hold (XML 1.0, 2.2): a workbook with one does not open.
 */
const NOT_IN_A_LINE = /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]/u;
const withoutBreaks = (text: string): string => text.replaceAll('\n', '');

/** Why somebody did something. Taken as it was written but for its ends: a teller's stands under a signature. */
export const reason = z
  .string()
  .trim()
  .min(2)
  .max(500)
  .check(({ value, issues }) => {
    if (NOT_IN_A_LINE.test(withoutBreaks(value))) issues.push({ code: 'invalid_format', format: 'text', input: value });
  });

/** Characters as people count them: a rare one outside the basic plane is one (GB 18030). */
const charactersOf = (text: string): number => [...text].length;

const textOf = (max: number, { min, tidy, bare }: TextRule) =>
  z
    .string()
    .overwrite((text) => (hasMarkPile(text) ? text : tidy(text).normalize('NFC').trim()))
    .check(({ value, issues }) => {
      const have = charactersOf(value);
      if (have > max) issues.push({ code: 'too_big', origin: 'string', maximum: max, inclusive: true, input: value });
      if (have < min) issues.push({ code: 'too_small', origin: 'string', minimum: min, inclusive: true, input: value });
      if (hasMarkPile(value) || NOT_IN_A_LINE.test(bare(value)))
        issues.push({ code: 'invalid_format', format: 'text', input: value });
    })
    .meta({ minLength: min, maxLength: max });

interface TextRule {
  readonly min: 0 | 1;
  readonly tidy: (text: string) => string;
  /** The text without the control characters that are welcome in it. */
  readonly bare: (text: string) => string;
}

const asItIs = (text: string): string => text;
/** Every system's line end becomes `\n`. */
const oneLineEnd = (text: string): string => text.replace(/\r\n?/g, '\n');

/** A text on one line: trimmed, NFC, no control character, 1 to `max` code points. */
export const line = (max: number) => textOf(max, { min: 1, tidy: asItIs, bare: asItIs });
/** The same, or empty. */
export const optionalLine = (max: number) => textOf(max, { min: 0, tidy: asItIs, bare: asItIs });
/** A text on any number of lines: trimmed, NFC, no control character but `\n`, 1 to `max` code points. */
export const multilineText = (max: number) => textOf(max, { min: 1, tidy: oneLineEnd, bare: withoutBreaks });
/** The same, or empty. */
export const optionalMultilineText = (max: number) => textOf(max, { min: 0, tidy: oneLineEnd, bare: withoutBreaks });

/** A score as paper ballots are entered and ballots encoded: 0–10, or 255 for 不了解 (protocol.md §3). */
export const scoreCode = z.union([z.int().min(0).max(10), z.literal(255)]);
export const category = z.enum(CATEGORIES);
export const meetingState = z.enum([...MEETING_PATH, 'voided']);

export const issuing = z.strictObject({
  delegates: count,
  drawn: count,
  reissued: count,
  papersIssued: count,
  papersReissued: count,
});
export const boardCounts = z.strictObject({ ...issuing.shape, electronic: count });

export const indicator = z.strictObject({ id: z.string(), name: z.string() });
/** Least scores out of 100 of a grade. */
export const thresholds = z.strictObject({ excellent: z.int(), qualified: z.int() });

export const manifest = z.strictObject({
  v: z.literal(1),
  county: sessionId,
  session: sessionId,
  unit: z.string(),
  subjects: z.array(
    z.strictObject({
      id: z.string(),
      kind: z.enum(['unit', 'officer']),
      name: z.string(),
      post: z.string(),
      indicators: z.array(indicator),
    }),
  ),
  scale: z.strictObject({ min: z.literal(0), max: z.literal(10) }),
  thresholds,
  delegates: count,
  tokenKey: z.string(),
  boxKey: point,
  tellers: z.array(z.strictObject({ slot, hpke: point, sign: point })),
});

export const grade = z.enum(['excellent', 'qualified', 'unqualified']);
export const gradeCounts = z.strictObject({ excellent: count, qualified: count, unqualified: count, none: count });
export const indicatorResult = z.union([
  z.strictObject({ id: z.string(), histogram: z.array(count).length(11), noOpinion: count, mean: fraction.nullable() }),
  z.strictObject({ id: z.string(), withheld: z.literal(true) }),
]);

export const result = z.strictObject({
  v: z.literal(1),
  county: sessionId,
  session: sessionId,
  manifestHash: hash,
  boardRoot: hash,
  openedBy: z.array(slot),
  counts: z.strictObject({
    ...boardCounts.shape,
    paper: count,
    void: z.strictObject({
      sealed: count.optional(),
      token: count.optional(),
      plain: count.optional(),
      paper: count.optional(),
    }),
    valid: count,
  }),
  subjects: z.array(
    z.strictObject({
      id: z.string(),
      ballots: count,
      indicators: z.array(indicatorResult),
      score: fraction.nullable(),
      grade: grade.nullable(),
      grades: gradeCounts,
      satisfaction: fraction.nullable(),
    }),
  ),
  outcome: z.enum(['valid', 'invalid']),
  reasons: z.array(z.string()),
});

/** A teller's request (protocol.md §1): the signature is over JCS({county, operation, payload, session, slot}). */
export const tellerRequest = <Payload extends z.ZodType>(payload: Payload) =>
  z.strictObject({ session: sessionId, payload, slot, signature: ecdsaSignature });

export const slotSignature = z.strictObject({ slot, signature: ecdsaSignature });
/** One teller's word on the result: a signature over JCS(result), or an objection (a signed request). */
export const resultSignature = z.union([
  slotSignature,
  z.strictObject({
    slot,
    objection: z.strictObject({ payload: z.strictObject({ reason }), signature: ecdsaSignature }),
  }),
]);

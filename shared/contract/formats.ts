import { z } from 'zod';
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
/** A page number in a query string or a JSON body, from 0. */
export const pageNumber = z.coerce.number().pipe(z.int().min(0).max(99_999));
export const reason = z.string().trim().min(2).max(500);
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

const grade = z.enum(['excellent', 'qualified', 'unqualified']);

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
      indicators: z.array(
        z.union([
          z.strictObject({
            id: z.string(),
            histogram: z.array(count).length(11),
            noOpinion: count,
            mean: fraction.nullable(),
          }),
          z.strictObject({ id: z.string(), withheld: z.literal(true) }),
        ]),
      ),
      score: fraction.nullable(),
      grade: grade.nullable(),
      grades: z.strictObject({ excellent: count, qualified: count, unqualified: count, none: count }),
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

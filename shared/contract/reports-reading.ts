import { z } from 'zod';
import * as f from './formats.ts';

/**
 * How an item stands, for delegates. `reopened`: an author was not satisfied. `accepted`: the discipline commission or the county
 * found it put right; nothing else makes it so.
 */
export const PUBLIC_ITEM_STATES = ['open', 'replied', 'reopened', 'accepted'] as const;

/** A rectification item as every delegate of its session may read it. */
export const publicItem = z.strictObject({
  number: f.count,
  /** Where it comes from. */
  kind: z.enum(['question', 'suggestion', 'low-score']),
  wording: z.string(),
  state: z.enum(PUBLIC_ITEM_STATES),
  /** `null` until they are set. */
  responsible: z.string().nullable(),
  measure: z.string().nullable(),
  dueOn: f.day.nullable(),
  /** Oldest first. `ratings` are counts; whose they are is known to nobody. */
  replies: z.array(
    z.strictObject({
      text: z.string(),
      onDay: f.day,
      ratings: z.strictObject({ satisfied: f.count, fairly: f.count, dissatisfied: f.count }),
    }),
  ),
});
export type PublicItem = z.output<typeof publicItem>;

/** A page of them; `next` is passed as `after` for the following one, `null` at the end. */
export const publicItems = z.strictObject({ items: z.array(publicItem), next: z.string().nullable() });
export type PublicItems = z.output<typeof publicItems>;

/** When and where, as the invitation says. */
export const publicVenue = z.strictObject({
  onDay: f.day,
  /** `14:30`, Asia/Shanghai. */
  startsAt: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'time'),
  place: z.string(),
  /** How to get there; empty when the unit wrote nothing. */
  directions: z.string(),
});
export type PublicVenue = z.output<typeof publicVenue>;

export const publicFloor = z.strictObject({
  agenda: z.array(z.string()),
  current: f.count.nullable(),
  questions: z.array(
    z.strictObject({
      number: f.count,
      wording: z.string(),
      state: z.enum(['queued', 'answered', 'set-aside']),
      answer: z.string().nullable(),
      answeredBy: z.string().nullable(),
      setAsideWhy: z.string().nullable(),
    }),
  ),
  statement: z.string().nullable(),
});

import * as z from 'zod';
import { RATINGS } from '../process/opinions.ts';
import { ITEM_KINDS, ITEM_STATES } from '../process/rectification.ts';
import { floorQuestion } from './floor-question.ts';
import * as f from './formats.ts';
import { hand } from './item-history.ts';

/** A rectification item as every delegate of its session may read it: nobody's name but the one responsible, no author in any form. */
export const publicItem = z.strictObject({
  number: f.count,
  kind: z.enum(ITEM_KINDS),
  wording: z.string(),
  /** The officer it is about, or `null` for the unit. */
  about: z.string().nullable(),
  state: z.enum(ITEM_STATES),
  withCommission: z.boolean(),
  /** `null` until they are set. */
  responsible: z.string().nullable(),
  measure: z.string().nullable(),
  dueOn: f.day,
  reopened: f.count,
  /** Oldest first, with how many authors rated them how. */
  replies: z.array(
    z.strictObject({
      number: f.count,
      text: z.string(),
      onDay: f.day,
      by: hand,
      evidence: z.array(z.string()),
      ratings: z.record(z.enum(RATINGS), f.count),
    }),
  ),
});

/** A page of them; `next` is passed as `after` for the following one, `null` at the end. */
export const publicItems = z.strictObject({ items: z.array(publicItem), next: z.string().nullable() });

/** When and where, as the invitation says. */
export const publicVenue = z.strictObject({
  onDay: f.day,
  /** `14:30`, Asia/Shanghai. */
  startsAt: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'time'),
  place: z.string(),
  /** How to get there; empty when the unit wrote nothing. */
  directions: z.string(),
});

export const publicFloor = z.strictObject({
  agenda: z.array(z.string()),
  current: f.count.nullable(),
  questions: z.array(
    floorQuestion.pick({
      ...{ number: true, wording: true, state: true, answer: true, answeredBy: true, earlier: true },
      setAsideWhy: true,
    }),
  ),
  statement: z.string().nullable(),
  /** Of the statement; the address is good for five minutes. */
  recording: z.strictObject({ fileName: z.string(), url: z.url() }).nullable(),
});

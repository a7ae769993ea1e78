import * as z from 'zod';
import { QUESTION_SOURCES } from '../process/floor.ts';
import * as f from './formats.ts';

/** One wording of an answer. */
export const floorAnswer = z.strictObject({ answer: z.string(), answeredBy: z.string() });

/** A question on record, as it is kept and as staff read it. */
export const floorQuestion = z.strictObject({
  number: f.count,
  source: z.enum(QUESTION_SOURCES),
  wording: z.string(),
  collated: f.count.nullable(),
  state: z.enum(['queued', 'answered', 'set-aside']),
  answer: z.string().nullable(),
  answeredBy: z.string().nullable(),
  earlier: z.array(floorAnswer),
  setAsideWhy: z.string().nullable(),
});

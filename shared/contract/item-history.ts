import * as z from 'zod';
import { HANDS, HISTORY_WORDS } from '../process/rectification.ts';
import * as f from './formats.ts';

export const hand = z.enum(HANDS);
export const historyWord = z.enum(HISTORY_WORDS);

/** One step of a rectification item, as it is kept and as staff read it. */
export const historyEntry = z.strictObject({
  onDay: f.day,
  what: historyWord,
  by: z.strictObject({ hand, name: z.string() }).nullable(),
  note: z.string().nullable(),
});

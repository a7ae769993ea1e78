import * as z from 'zod';
import * as f from './formats.ts';

/** The five parts of a report as they are kept and read; one that is not written yet is empty. */
export const writtenParts = z.strictObject({
  'lawful-duty': z.string(),
  'local-economy': z.string(),
  'efficiency-attitude': z.string(),
  'clean-enforcement': z.string(),
  'problems-measures': z.string(),
});

/** Where an officer's report stands, without its texts. */
export const reportLine = z.strictObject({
  officer: z.string(),
  name: z.string(),
  post: z.string(),
  state: z.enum(['missing', 'draft', 'submitted']),
  /** 0 before anybody saved. */
  version: f.count,
  words: f.count,
  /** How many of the five parts have text. */
  partsWritten: f.count,
  savedBy: z.string().nullable(),
  savedAtMs: f.timeMs.nullable(),
  submittedAtMs: f.timeMs.nullable(),
});

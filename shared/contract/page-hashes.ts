import * as z from 'zod';
import * as f from './formats.ts';

/** `/hashes.json`: SHA-256, in hex, of every file of the built pages, by its path from their folder. */
export const pageHashes = z.strictObject({ v: z.literal(1), files: z.record(z.string(), f.hash) });
export type PageHashes = z.output<typeof pageHashes>;

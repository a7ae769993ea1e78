import * as z from 'zod';
import * as f from '../../shared/contract/formats.ts';
import { CONTRACT_VERSION } from '../../shared/contract/version.ts';
import { hashHex } from '../../shared/protocol/hash.ts';
import { jcs } from '../../shared/protocol/jcs.ts';
import { SERIES } from './series.ts';

const howMany = z.int().min(0);

/** A file of lines. `name` is its place below the export's folder, with slashes. */
const part = z.strictObject({
  name: z.string().regex(/^(tables|buckets)\/[A-Za-z]+-\d{5}\.jsonl$/),
  lines: howMany,
  sha256: f.hash,
});
const series = z.strictObject({
  lines: howMany,
  /** Of the lines of all parts, one after another. */
  sha256: f.hash,
  parts: z.array(part),
});

/** `manifest.json`, which is written last: an export without it is not whole. It holds no time. */
export const exportManifest = z.strictObject({
  format: z.literal('shuangshu-export'),
  version: z.literal(1),
  county: f.sessionId,
  /** Of the deployment that it was made from. */
  contractVersion: z.int().min(1),
  /** Sessions in preparation whose keys had been made, and are to be made anew. */
  keysLeftBehind: z.array(f.sessionId),
  series: z.record(z.enum(SERIES), series),
});

export type Part = z.output<typeof part>;
export type SeriesManifest = z.output<typeof series>;
export type ExportManifest = z.output<typeof exportManifest>;

/** `progress.json`, while an export is under way: the parts that are whole, and the series that have all of them. */
export const exportProgress = z.strictObject({
  format: z.literal('shuangshu-export-progress'),
  version: z.literal(1),
  county: f.sessionId,
  contractVersion: z.int().min(1),
  parts: z.array(part),
  finished: z.array(z.enum(SERIES)),
});
export type ExportProgress = z.output<typeof exportProgress>;

export const newProgress = (county: string): ExportProgress => ({
  format: 'shuangshu-export-progress',
  version: 1,
  county,
  contractVersion: CONTRACT_VERSION,
  parts: [],
  finished: [],
});

export const MANIFEST_FILE = 'manifest.json';
export const PROGRESS_FILE = 'progress.json';

/** What names an export: the SHA-256 of its manifest's RFC 8785 bytes, and so of every byte in it. */
export const fingerprintOf = (manifest: ExportManifest): Promise<string> => hashHex(jcs(manifest));

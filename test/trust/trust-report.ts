import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { PART_NAMES } from './parts.ts';

const REPORT = new URL('../../docs/trust/report.json', import.meta.url);

const playedPart = z.strictObject({
  name: z.enum(PART_NAMES),
  command: z.string(),
  /** When it ended, ISO 8601, UTC. */
  ended: z.iso.datetime(),
  seconds: z.int().nonnegative(),
  /** Of the machine. */
  cores: z.int().positive(),
  exitCode: z.int(),
  /** The last lines of what it printed. */
  printed: z.array(z.string()).readonly(),
});

const trustReport = z.strictObject({
  /** What `judgedHash` was when each part ran. */
  judged: z.string().regex(/^[0-9a-f]{64}$/),
  parts: z.array(playedPart).readonly(),
});

export type PlayedPart = z.infer<typeof playedPart>;
/** What was tried against the judged sources, and what came of it: docs/trust/report.json. */
export type TrustReport = z.infer<typeof trustReport>;

/** @returns nothing where no report has been written yet */
export const readReport = (): TrustReport | undefined =>
  existsSync(REPORT) ? trustReport.parse(JSON.parse(readFileSync(REPORT, 'utf8'))) : undefined;

export const reportText = (report: TrustReport): string => `${JSON.stringify(report, null, 2)}\n`;

/**
 * What is missing of a report that says the same of these sources.
 * @returns sentences; empty where every part ran on these very sources and found nothing
 */
export function gapsOf(report: TrustReport | undefined, judged: string): readonly string[] {
  if (report === undefined) return ['there is no report'];
  if (report.judged !== judged) return [`the report judged ${report.judged}, the sources are ${judged}`];
  return PART_NAMES.flatMap((name) => {
    const part = report.parts.find((played) => played.name === name);
    if (part === undefined) return [`${name} did not run on these sources`];
    return part.exitCode === 0 ? [] : [`${name} ended with ${part.exitCode}`];
  });
}

import * as z from 'zod';
import { METRIC_NAMES } from '../../../functions/http/metrics.ts';
import { OPERATION_IDS } from '../../../shared/contract/operations.ts';
import { PROBLEM_TYPES } from '../../../shared/contract/problems.ts';
import { SCHEDULED_NAMES } from '../../../shared/contract/schedules.ts';

const name = z.enum([...OPERATION_IDS, ...SCHEDULED_NAMES]);
const every = { timestamp: z.iso.datetime(), level: z.literal('ERROR'), operation: name };
const frame = z.string().regex(/^at [\w.<>#$[\] ]*\(?[^\s()]+:\d+:\d+\)?$/);

/** The allow-list: a fault, or a count. A line with another field, or another value in one of these, is none of ours. */
const fault = z.strictObject({
  ...every,
  reference: z.union([z.string().regex(/^[0-9a-f]{12}$/), name]),
  errorName: z.string().regex(/^[A-Za-z]\w{0,79}$/),
  frames: z.array(frame).max(8),
});
const dimension = z.enum(['operation', 'problem']);
const count = z.strictObject({
  ...every,
  problem: z.enum(PROBLEM_TYPES).optional(),
  durationMs: z.number().optional(),
  ...Object.fromEntries(METRIC_NAMES.map((metric) => [metric, z.literal(1).optional()])),
  _aws: z.strictObject({
    Timestamp: z.number(),
    CloudWatchMetrics: z.tuple([
      z.strictObject({
        Namespace: z.literal('Shuangshu/tuanfeng'),
        Dimensions: z.tuple([z.array(dimension)]),
        Metrics: z.tuple([z.strictObject({ Name: z.enum(METRIC_NAMES), Unit: z.literal('Count') })]),
      }),
    ]),
  }),
});
const entry = z.union([fault, count]);

/** A line of the log as it was meant, by its kind. */
export type LogLine = z.output<typeof entry>;

function parse(line: string): LogLine | undefined {
  try {
    return entry.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

export const entriesIn = (lines: readonly string[]): readonly LogLine[] =>
  lines.flatMap((line) => {
    const parsed = parse(line);
    return parsed === undefined ? [] : [parsed];
  });

const NO_TIMES = /"(timestamp|Timestamp|durationMs)":("[^"]*"|\d+)/g;

/**
 * What is wrong with a log: lines with a field or a value outside the allow-list, and values that came in with a request. The line
 * itself is not repeated.
 */
export function complaintsAbout(lines: readonly string[], secrets: ReadonlySet<string>): readonly string[] {
  const unknown = lines.filter((line) => parse(line) === undefined).length;
  const distinct = [...new Set(lines.map((line) => line.replace(NO_TIMES, '')))].join('\n');
  const repeated = [...secrets].filter((secret) => distinct.includes(secret)).length;
  return [
    ...(unknown === 0 ? [] : [`${unknown} lines outside the allow-list`]),
    ...(repeated === 0 ? [] : [`${repeated} values of requests`]),
    ...(/\p{Script=Han}/u.test(distinct) ? ['words of people'] : []),
  ];
}

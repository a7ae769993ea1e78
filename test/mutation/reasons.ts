import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Survivor } from './run-area.ts';

/** Why a change that no test notices is let be. */
const explained = z.strictObject({
  file: z.string(),
  mutator: z.string(),
  original: z.string(),
  replacement: z.string(),
  reason: z.string().min(10),
});
export type Explained = z.infer<typeof explained>;

/** test/mutation/reasons.json */
export const readReasons = (): readonly Explained[] =>
  z.array(explained).parse(JSON.parse(readFileSync(new URL('reasons.json', import.meta.url), 'utf8')));

type Place = Pick<Survivor, 'file' | 'mutator' | 'original' | 'replacement'>;

const isSame = (one: Place, other: Place): boolean =>
  one.file === other.file &&
  one.mutator === other.mutator &&
  one.original === other.original &&
  one.replacement === other.replacement;

export interface ReasonedSurvivors {
  readonly reasoned: readonly (Survivor & { readonly reason: string })[];
  readonly unreasoned: readonly Survivor[];
}

/** Each survivor with its reason; those that have none apart. */
export function withReasons(survivors: readonly Survivor[], reasons: readonly Explained[]): ReasonedSurvivors {
  const reasoned: (Survivor & { reason: string })[] = [];
  const unreasoned: Survivor[] = [];
  for (const survivor of survivors) {
    const found = reasons.find((explanation) => isSame(explanation, survivor));
    if (found === undefined) unreasoned.push(survivor);
    else reasoned.push({ ...survivor, reason: found.reason });
  }
  return { reasoned, unreasoned };
}

/** Reasons for changes that the tests have come to notice, or that are gone. */
export const idleReasons = (survivors: readonly Survivor[], reasons: readonly Explained[]): readonly Explained[] =>
  reasons.filter((explanation) => !survivors.some((survivor) => isSame(explanation, survivor)));

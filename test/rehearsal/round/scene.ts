import type { Ask } from '../../../infra/local/sample/ask.ts';
import type { HeardEntry } from '../../../infra/local/sample/living-sample-authors.ts';
import type { SampleRound, SampleUnit } from '../../../infra/local/sample/sample-round.ts';
import type { SessionId } from '../../../shared/process/ids.ts';
import type { Random } from '../../../shared/protocol/bytes.ts';
import type { Clock } from '../clock.ts';
import type { LineCall } from '../line.ts';
import type { Office } from '../office.ts';
import type { Refusals } from './refusals.ts';
import type { RoundCounter } from './round-counter.ts';

/** Everybody and everything of a round that is rehearsed. */
export interface RoundScene {
  readonly sample: SampleRound;
  /** Day of each unit's meeting, YYYY-MM-DD. */
  readonly dates: Readonly<Record<string, string>>;
  readonly ask: Ask;
  readonly call: LineCall;
  readonly inspection: Office;
  readonly discipline: Office;
  readonly papers: number;
  readonly chance: () => number;
  readonly random: Random;
  readonly clock: Clock;
  /** What the clock of the deployment starts. */
  readonly startScheduled: (name: 'escalation' | 'shuffle' | 'ratings') => Promise<void>;
  /** How many notices were sent so far, one that was sent twice counted twice. */
  readonly notices: () => number;
  readonly counter: RoundCounter;
  readonly refusals: Refusals;
  readonly progress: (step: string) => void;
}

/** A unit that is played, and what was said about it. */
export interface PlayedUnit {
  readonly unit: SampleUnit;
  readonly place: number;
  readonly session: SessionId;
  readonly heldOn: string;
  /** The reading key on its posters and letters. */
  readonly key: string;
  readonly heard: readonly HeardEntry[];
}

/** Nine in the morning of a day in China. */
export const morningOf = (day: string): number => Date.parse(`${day}T09:00:00+08:00`);

import type { SessionId } from '../../../shared/process/ids.ts';
import type { Ask } from './ask.ts';
import type { SampleUnit } from './sample-round.ts';

/** One thing that happens in the county on a day. */
export interface SampleStep {
  /** YYYY-MM-DD. */
  readonly day: string;
  readonly play: () => Promise<void>;
}

/** What a unit's part of the sample is played with. */
export interface SampleScene {
  readonly ask: Ask;
  readonly county: string;
  readonly unit: SampleUnit;
  /** In the order of the sample's units. */
  readonly place: number;
  readonly session: SessionId;
  readonly heldOn: string;
  readonly today: string;
  readonly clock: SampleClock;
  readonly escalate: () => Promise<void>;
  readonly countRatings: () => Promise<void>;
}

/** A clock of the past: it stands still, is set forward to a day's morning, and never comes to the present. */
export class SampleClock {
  #nowMs = 0;
  readonly nowMs = (): number => this.#nowMs;

  goTo(day: string): void {
    this.#nowMs = Math.max(this.#nowMs, Date.parse(`${day}T09:00:00+08:00`));
  }

  advance(byMs: number): void {
    this.#nowMs += byMs;
  }
}

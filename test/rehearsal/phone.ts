import { randomBytes } from 'node:crypto';
import type { Bytes } from '../../shared/protocol/bytes.ts';
import type { call } from '../../web/ui/client.ts';
import type { KeyValueStore } from '../../web/ui/idb.ts';
import { type Driver, startDriver } from '../../web/vote/driver.ts';
import type { Flow, FlowEvent } from '../../web/vote/flow.ts';
import { IGNORE_INPUT_MS } from '../../web/vote/sheet.ts';
import type { MeantBallot } from './counter.ts';
import type { LineCall } from './line.ts';
import { memoryStore } from './memory-store.ts';

const random = (length: number): Bytes => new Uint8Array(randomBytes(length));

/** Waits are a quarter of what they are in a hall: nobody sits before these phones, and none of them keeps a rehearsal going. */
const PACE = 0.25;

const quickSleep = (delayMs: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, delayMs * PACE);
    timer.unref();
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });

export interface PhoneOptions {
  readonly call: LineCall;
  /** `#i=…` of the voting card. */
  readonly card: string;
  /** The check code on the hall's screen. */
  readonly hallCode: string;
  readonly scores: MeantBallot;
}

/** Where a phone has come to; `stopped` is a state it cannot leave by itself. */
export type Standing = 'on-its-way' | 'drawn' | 'in-box' | 'found' | 'stopped';

/**
 * One delegate's phone: the voting page's own flow, storage and sealing, without a screen. It compares the check code, draws,
 * scores every indicator one by one as fingers would, confirms, sends, and looks for its receipt.
 */
export class Phone {
  readonly #options: PhoneOptions;
  readonly #store: KeyValueStore = memoryStore();
  readonly #waiting = new Set<() => void>();
  #flow: Flow | null = null;
  readonly #driver: Driver;
  #mayScore = false;
  /** The page's own clock, pushed on so that no finger has to wait for it. */
  #skippedMs = 0;

  constructor(options: PhoneOptions) {
    this.#options = options;
    this.#driver = this.#open(options.card);
  }

  /** Scores and casts as soon as the voting is open. */
  score(): void {
    this.#mayScore = true;
    this.#press();
  }

  /** What this delegate means to give. */
  get scores(): MeantBallot {
    return this.#options.scores;
  }

  get standing(): Standing {
    switch (this.#flow?.state.at) {
      case 'waiting':
      case 'scoring':
        return 'drawn';
      case 'in-box':
        return 'in-box';
      case 'found':
        return 'found';
      case 'refused':
      case 'cannot':
      case 'bad-link':
      case 'missing':
      case 'too-late':
      case 'voided':
        return 'stopped';
      default:
        return 'on-its-way';
    }
  }

  /** Why it stopped, as the name of its state and refusal; nothing secret. */
  get reason(): string {
    const state = this.#flow?.state;
    if (state?.at !== 'refused') return state?.at ?? 'not started';
    return `refused: ${typeof state.why === 'string' ? state.why : state.why.type}`;
  }

  /** Resolves once the phone stands at one of these; rejects when it stops elsewhere or after `limitMs`. */
  async until(standings: readonly Standing[], limitMs: number): Promise<void> {
    const deadline = Date.now() + limitMs;
    while (!standings.includes(this.standing)) {
      if (this.standing === 'stopped') throw new Error(`a phone stopped: ${this.reason}`);
      if (Date.now() > deadline) throw new Error(`a phone came no further than ${this.reason}`);
      await this.#changed(deadline - Date.now());
    }
  }

  #changed(limitMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, limitMs);
      const wake = () => {
        clearTimeout(timer);
        this.#waiting.delete(wake);
        resolve();
      };
      this.#waiting.add(wake);
    });
  }

  #open(fragment: string): Driver {
    const world = {
      call: this.#options.call as typeof call,
      store: this.#store,
      random,
      nowMs: () => Date.now() + this.#skippedMs,
      sleep: quickSleep,
    };
    return startDriver(world, fragment, (flow) => {
      this.#flow = flow;
      // Presses come after the page has shown itself, never from within.
      queueMicrotask(() => this.#press());
      for (const wake of [...this.#waiting]) wake();
    });
  }

  #nowMs(): number {
    this.#skippedMs += IGNORE_INPUT_MS;
    return Date.now() + this.#skippedMs;
  }

  #press(): void {
    const state = this.#flow?.state;
    if (state?.at === 'comparing' && !state.isDifferent) {
      const isSame = state.ground.checkCode === this.#options.hallCode;
      this.#driver.dispatch({ type: isSame ? 'pressed-same' : 'pressed-different' });
    }
    if (state?.at === 'scoring' && this.#mayScore) this.#driver.dispatch(this.#nextPress(state.sheet.place));
  }

  #nextPress(place: Extract<Flow['state'], { at: 'scoring' }>['sheet']['place']): FlowEvent {
    const nowMs = this.#nowMs();
    switch (place.at) {
      case 'instructions':
        return { type: 'sheet', event: { type: 'started', nowMs } };
      case 'item': {
        const score = this.#options.scores[place.index] ?? null;
        const event = place.movesOnAtMs === null ? { type: 'scored' as const, score } : { type: 'moved-on' as const };
        return { type: 'sheet', event: { ...event, nowMs } };
      }
      case 'person':
        return { type: 'sheet', event: { type: 'person-finished', nowMs } };
      case 'review':
        return { type: 'sheet', event: { type: 'submit-pressed', nowMs } };
      case 'confirm':
        return { type: 'cast-confirmed', nowMs };
    }
  }
}

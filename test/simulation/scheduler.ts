interface Event {
  readonly atMs: number;
  readonly sequence: number;
  readonly happen: () => void;
}

/** Something a task waits for; settled once, by an event. */
export interface Deferral<Value> {
  readonly promise: Promise<Value>;
  settle(outcome: { readonly value: Value } | { readonly error: unknown }): void;
}

/** As many turns of promises as any handler takes between two of its requests. */
const TURNS = 40;

/**
 * One after the other, everything that happens in a simulated meeting, at simulated times. Between two events every task runs
 * as far as it comes; it is at rest when it waits for an event or has ended. So one seed gives one order, whatever the machine
 * does meanwhile.
 */
export class Scheduler {
  nowMs: number;
  #events: Event[] = [];
  #sequence = 0;
  #running = 0;
  #atRest: (() => void) | undefined;

  constructor(startMs: number) {
    this.nowMs = startMs;
  }

  after(delayMs: number, happen: () => void): void {
    this.#sequence += 1;
    const event = { atMs: this.nowMs + Math.max(0, delayMs), sequence: this.#sequence, happen };
    let [low, high] = [0, this.#events.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const there = this.#events[middle];
      // The next event is the last of the list.
      if (there !== undefined && there.atMs > event.atMs) low = middle + 1;
      else high = middle;
    }
    this.#events.splice(low, 0, event);
  }

  /** Told by a task that goes on (1) or rests (-1). */
  note(change: 1 | -1): void {
    this.#running += change;
    if (this.#running === 0) this.#atRest?.();
  }

  /** Runs until nothing is left to happen or `endMs` is reached; `afterEach` looks on. */
  async run(endMs: number, afterEach: () => boolean): Promise<void> {
    for (;;) {
      await this.#settle();
      const event = this.#events.pop();
      if (event === undefined || event.atMs > endMs) return;
      this.nowMs = event.atMs;
      event.happen();
      await this.#settle();
      if (!afterEach()) return;
    }
  }

  async #settle(): Promise<void> {
    for (let turn = 0; turn < TURNS; turn += 1) {
      await null;
      if (this.#running === 0) continue;
      await new Promise<void>((resolve) => {
        this.#atRest = resolve;
      });
      this.#atRest = undefined;
      turn = 0;
    }
  }
}

/** A phone, a teller or one call of a function: code that runs between events. */
export class Task {
  readonly #scheduler: Scheduler;
  #isRunning = false;
  #isDead = false;
  #outstanding = 0;
  #arrived: (() => void)[] = [];

  constructor(scheduler: Scheduler) {
    this.#scheduler = scheduler;
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  /** Starts; the code rests or has ended when this comes back. */
  start(code: () => Promise<void>): void {
    this.#goOn();
    const over = () => this.kill();
    code().then(over, (error: unknown) => {
      over();
      throw error;
    });
  }

  /** Ended, or its process is gone: nothing that it waited for comes, and what it sent may still land. */
  kill(): void {
    this.#isDead = true;
    this.#rest();
  }

  /** What is waited for at once arrives at once: only then is it known that the task rests again. */
  defer<Value>(): Deferral<Value> {
    const { promise, resolve, reject } = Promise.withResolvers<Value>();
    this.#outstanding += 1;
    this.#rest();
    let isSettled = false;
    return {
      promise,
      settle: (outcome) => {
        if (isSettled || this.#isDead) return;
        isSettled = true;
        this.#arrived.push(() => ('error' in outcome ? reject(outcome.error) : resolve(outcome.value)));
        if (this.#arrived.length < this.#outstanding) return;
        const arrived = this.#arrived;
        [this.#arrived, this.#outstanding] = [[], 0];
        this.#goOn();
        for (const arrive of arrived) arrive();
      },
    };
  }

  sleep(delayMs: number): Promise<void> {
    const { promise, settle } = this.defer<void>();
    this.#scheduler.after(delayMs, () => settle({ value: undefined }));
    return promise;
  }

  sleepUntil(atMs: number): Promise<void> {
    return this.sleep(atMs - this.#scheduler.nowMs);
  }

  #goOn(): void {
    if (!this.#isRunning) this.#scheduler.note(1);
    this.#isRunning = true;
  }

  #rest(): void {
    if (this.#isRunning) this.#scheduler.note(-1);
    this.#isRunning = false;
  }
}

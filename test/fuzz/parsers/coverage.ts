import { Session } from 'node:inspector/promises';

const ROOT = new URL('../../../', import.meta.url).href;
/** The product's, and where the faults are planted that this search is tried on. */
const ROOMS = ['functions/', 'shared/', 'infra/', 'web/', 'test/unit/fuzz/'].map((room) => ROOT + room);
const isOurs = (url: string): boolean => ROOMS.some((room) => url.startsWith(room));

/** Ranges of one function from the outer to the inner ones; an inner one stands where its count differs from what is around it. */
type Ranges = readonly { readonly count: number; readonly startOffset: number; readonly endOffset: number }[];

/**
 * Which parts of the product have run, by V8's own precise coverage: what guides the search. The fuzzers on npm bring native code that
 * a machine with an older C library cannot load.
 */
export class Coverage {
  readonly #session: Session;
  /** For each file a mark a character of its source. */
  #seen = new Map<string, Uint8Array>();
  #reached = 0;

  private constructor(session: Session) {
    this.#session = session;
  }

  /**
   * Once a thread, before what is to be watched is loaded: what was compiled before has no counters, and to stop takes them away for
   * good.
   */
  static async start(): Promise<Coverage> {
    const session = new Session();
    session.connect();
    await session.post('Profiler.enable');
    await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
    return new Coverage(session);
  }

  /** Begins anew: nothing has run. */
  async forget(): Promise<void> {
    this.#seen = new Map();
    this.#reached = 0;
    await this.#taken();
  }

  /** Whether something ran since the last call that had never run before; it stays new. About 2 ms. */
  async hasNews(): Promise<boolean> {
    const ran = await this.#taken();
    return ran.some(({ url, ranges }) => this.#unseen(url, ranges).length > 0);
  }

  /** The same, and from now on it is known. */
  async learn(): Promise<boolean> {
    const before = this.#reached;
    for (const { url, ranges } of await this.#taken()) {
      const seen = this.#room(url, ranges[0]?.endOffset ?? 0);
      for (const at of this.#unseen(url, ranges)) {
        seen[at] = 1;
        this.#reached += 1;
      }
    }
    return this.#reached > before;
  }

  /** Characters of source that have run. */
  get reached(): number {
    return this.#reached;
  }

  async #taken(): Promise<readonly { readonly url: string; readonly ranges: Ranges }[]> {
    const { result } = await this.#session.post('Profiler.takePreciseCoverage');
    return result
      .filter(({ url }) => isOurs(url))
      .flatMap(({ url, functions }) => functions.map(({ ranges }) => ({ url, ranges })));
  }

  /** The places in a file that one function reached first. */
  #unseen(url: string, ranges: Ranges): readonly number[] {
    const [whole] = ranges;
    if (whole === undefined || whole.count === 0) return [];
    const { startOffset: from, endOffset: to } = whole;
    const ran = new Uint8Array(to - from).fill(1);
    for (const { count, startOffset, endOffset } of ranges)
      ran.fill(count > 0 ? 1 : 0, startOffset - from, endOffset - from);
    const seen = this.#seen.get(url);
    const places: number[] = [];
    for (let at = from; at < to; at += 1) if (ran[at - from] === 1 && seen?.[at] !== 1) places.push(at);
    return places;
  }

  #room(url: string, length: number): Uint8Array {
    const seen = this.#seen.get(url) ?? new Uint8Array(0);
    if (seen.length >= length) return seen;
    const longer = new Uint8Array(length);
    longer.set(seen);
    this.#seen.set(url, longer);
    return longer;
  }
}

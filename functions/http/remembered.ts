interface Kept<Value> {
  readonly untilMs: number;
  readonly value: Value;
}

interface Shelf<Value> {
  readonly kept: Map<string, Kept<Value>>;
  readonly loading: Map<string, Promise<Value>>;
}

/** Asks for a value: what is in memory and still good, or what `load` brings; many who ask at once share one loading. */
export type Remember<Value> = (ask: {
  /** The store the value comes from: two deployments in one process share nothing. */
  readonly owner: object;
  readonly key: string;
  readonly nowMs: number;
  readonly load: () => Promise<Value>;
}) => Promise<Value>;

/**
 * A small memory of one function's process. `keepMs` says how long a value is good, counted from the moment it was asked for
 * and not from its arrival, so that a slow answer is never older than it says. At most `capacity` values are kept, the oldest leave.
 */
export function remembered<Value>(options: {
  readonly keepMs: (value: Value) => number;
  readonly capacity: number;
}): Remember<Value> {
  const shelves = new WeakMap<object, Shelf<Value>>();
  const shelfOf = (owner: object): Shelf<Value> => {
    const shelf = shelves.get(owner) ?? { kept: new Map(), loading: new Map() };
    shelves.set(owner, shelf);
    return shelf;
  };
  return async ({ owner, key, nowMs, load }) => {
    const { kept, loading } = shelfOf(owner);
    const found = kept.get(key);
    if (found !== undefined && nowMs < found.untilMs) return found.value;
    const current = loading.get(key);
    if (current !== undefined) return current;
    const loaded = load().finally(() => loading.delete(key));
    loading.set(key, loaded);
    const value = await loaded;
    kept.delete(key);
    kept.set(key, { value, untilMs: nowMs + options.keepMs(value) });
    const [oldest] = kept.keys();
    if (kept.size > options.capacity && oldest !== undefined) kept.delete(oldest);
    return value;
  };
}

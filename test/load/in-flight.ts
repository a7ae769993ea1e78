/** What a run of many requests took. */
export interface Run {
  readonly seconds: number;
  /** One a request, in milliseconds, in no order. */
  readonly latenciesMs: readonly number[];
}

/** Sends every item, `inFlight` of them at a time, as soon as there is room. The first failure ends it. */
export async function sendAll<Item>(
  items: readonly Item[],
  inFlight: number,
  send: (item: Item) => Promise<void>,
): Promise<Run> {
  const waiting = items.values();
  const latenciesMs: number[] = [];
  const startedMs = performance.now();
  const lane = async () => {
    for (const item of waiting) {
      const sentMs = performance.now();
      await send(item);
      latenciesMs.push(performance.now() - sentMs);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
  return { seconds: (performance.now() - startedMs) / 1_000, latenciesMs };
}

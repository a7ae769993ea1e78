/** Something that was seen of one ballot or opinion: its true place among the arrivals, and a value that may tell of it. */
export interface Sighting {
  readonly arrival: number;
  readonly value: number | string;
  /** Values are compared within one of these only: a partition, a page. */
  readonly among?: string;
}

/**
 * Kendall's S of two rankings over its standard deviation under chance, ties in the values counted as none (Kendall, Rank Correlation
 * Methods, §4). Several groups, each compared in itself, add up.
 */
export function agreement(seen: readonly Sighting[]): number {
  const groups = Map.groupBy(seen, ({ among = '' }) => among);
  let [sum, variance] = [0, 0];
  for (const group of groups.values()) {
    sum += pairsAgreeing(group);
    variance += varianceOf(group);
  }
  return variance === 0 ? 0 : sum / Math.sqrt(variance);
}

const orderOf = (left: number | string, right: number | string): number => (left < right ? -1 : left > right ? 1 : 0);

function pairsAgreeing(group: readonly Sighting[]): number {
  let sum = 0;
  for (const [place, left] of group.entries())
    for (const right of group.slice(place + 1))
      sum += orderOf(left.value, right.value) * Math.sign(left.arrival - right.arrival);
  return sum;
}

const spread = (count: number): number => count * (count - 1) * (2 * count + 5);

function varianceOf(group: readonly Sighting[]): number {
  const ties = [...Map.groupBy(group, ({ value }) => value).values()].map(({ length }) => spread(length));
  return (spread(group.length) - ties.reduce((sum, each) => sum + each, 0)) / 18;
}

/**
 * No order that chance makes agrees so well, forwards or backwards: 4 in 100 million do, and an attempt looks at fewer than twenty
 * orders. So it does not come up in the life of the test command, and an order that says half of the truth is far beyond it.
 */
const BEYOND_CHANCE = 5.5;

/** The first of these orders that agrees with the arrivals beyond chance, by its name. */
export function tellingOrder(orders: ReadonlyMap<string, readonly Sighting[]>): string | undefined {
  for (const [name, seen] of orders) {
    const deviations = agreement(seen);
    if (Math.abs(deviations) > BEYOND_CHANCE)
      return `${name} (${Math.abs(deviations).toFixed(1)} deviations from chance)`;
  }
  return undefined;
}

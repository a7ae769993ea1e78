import type { EmbeddedServices } from '../../infra/local/api.ts';
import { startApi } from '../../infra/local/start-api.ts';
import { placeOf } from '../../infra/move/embedded-place.ts';
import { rehearseRound } from '../rehearsal/round/rehearse-round.ts';
import { type Exchange, overheard } from './exchange.ts';
import { storedShapes } from './stored-shapes.ts';

export interface Played {
  /** What the pages asked and were answered. */
  readonly exchanges: readonly Exchange[];
  /** What the functions wrote, by shape. */
  readonly stored: readonly string[];
}

async function shapesOf(services: EmbeddedServices | undefined): Promise<readonly string[]> {
  if (services === undefined) throw new Error('the round was played without a deployment');
  const place = placeOf(services);
  try {
    return await storedShapes(place);
  } finally {
    await place.close();
  }
}

/** A whole round of one unit, from its opening to the round-up. */
export async function playedRound(): Promise<Played> {
  let services: EmbeddedServices | undefined;
  let stored: readonly string[] = [];
  const exchanges = await overheard(() =>
    rehearseRound({
      ...{ units: 1, delegates: 30, papers: 3, seed: 7, drop: 0 },
      progress: () => undefined,
      count: () => undefined,
      startApi: (given) => {
        services = given;
        return startApi(given);
      },
      afterwards: async () => {
        stored = await shapesOf(services);
      },
    }),
  );
  return { exchanges, stored };
}

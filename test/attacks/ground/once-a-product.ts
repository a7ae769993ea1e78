import type { Ground } from './ground.ts';
import { onceAGround } from './once-a-ground.ts';
import type { Product } from './stages.ts';

/** Played once against each product on a ground, for every attempt that looks at what came of it. */
export function onceAProduct<Made>(
  play: (product: Product, ground: Ground) => Promise<Made>,
): (product: Product, ground: Ground) => Promise<Made> {
  const played = new WeakMap<Product, (ground: Ground) => Promise<Made>>();
  return (product, ground) => {
    const once = played.get(product) ?? onceAGround((each) => play(product, each));
    played.set(product, once);
    return once(ground);
  };
}

import type { Ground } from './ground.ts';

/** Made for the first attempt on a ground that asks, the same for every other on it. */
export function onceAGround<Made>(make: (ground: Ground) => Promise<Made>): (ground: Ground) => Promise<Made> {
  const made = new WeakMap<Ground, Promise<Made>>();
  return (ground) => {
    const ready = made.get(ground) ?? make(ground);
    made.set(ground, ready);
    return ready;
  };
}

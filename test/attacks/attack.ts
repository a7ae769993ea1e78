import type { Ground } from './ground/ground.ts';

/** How one attempt ended. `stopped` says by what, in one word or two, so that a failure for another reason is noticed. */
export type Outcome =
  | { readonly kind: 'gained'; readonly what: string }
  | { readonly kind: 'stopped'; readonly by: string };

export const gained = (what: string): Outcome => ({ kind: 'gained', what });
export const stopped = (by: string): Outcome => ({ kind: 'stopped', by });

/** One way of attacking, played with the same code against the product and against the product with one part weakened. */
export interface Attempt {
  readonly title: string;
  /** What must stop it in the product. */
  readonly stoppedBy: string;
  /** What the weakened variant lacks. */
  readonly weakness: string;
  againstProduct(ground: Ground): Promise<Outcome>;
  againstWeakened(ground: Ground): Promise<Outcome>;
}

/** Who attacks a part of the product, with what in hand, and to what end. */
export interface Attack {
  /** What is attacked. */
  readonly target: string;
  readonly attacker: string;
  readonly holds: string;
  readonly wants: string;
  readonly attempts: readonly Attempt[];
}

/** Joins the attack's code with the two forms of the part that it is played against. */
export function attempt<Part>({
  product,
  weakened,
  play,
  ...texts
}: Pick<Attempt, 'title' | 'stoppedBy' | 'weakness'> & {
  readonly product: (ground: Ground) => Part | Promise<Part>;
  readonly weakened: (ground: Ground) => Part | Promise<Part>;
  readonly play: (part: Part, ground: Ground) => Promise<Outcome>;
}): Attempt {
  return {
    ...texts,
    againstProduct: async (ground) => play(await product(ground), ground),
    againstWeakened: async (ground) => play(await weakened(ground), ground),
  };
}

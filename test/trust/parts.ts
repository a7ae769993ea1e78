/** One thing that was tried against the secret ballot, by a command of its own. */
export interface TrustPart {
  readonly name: PartName;
  /** Of `npm run`. */
  readonly command: readonly string[];
  /** What its exit code 0 says. */
  readonly says: string;
}

export const PART_NAMES = ['attacks', 'model', 'simulate', 'insider', 'fuzz', 'mutation'] as const;
export type PartName = (typeof PART_NAMES)[number];

export const TRUST_PARTS: readonly TrustPart[] = [
  {
    name: 'attacks',
    command: ['attacks'],
    says: '24 attacks fail on the product, and each succeeds where one part is weakened',
  },
  {
    name: 'model',
    command: ['model'],
    says: 'every state of the model of the protocol keeps its properties, and each mutant of it breaks one',
  },
  {
    name: 'simulate',
    command: ['simulate', '--', '--seeds', '10000'],
    says: 'whole meetings under faults from 10 000 seeds, and 200 with everything made anew, break no promise',
  },
  {
    name: 'insider',
    command: ['insider'],
    says: 'whoever holds all that is stored and one teller’s key guesses no better than by chance, in 1 000 meetings of each size',
  },
  {
    name: 'fuzz',
    command: ['fuzz'],
    says: 'no operation and no parser fails, hangs or grows on bad input, and none of 100 000 mutated tokens and ballots is accepted',
  },
  {
    name: 'mutation',
    command: ['mutation'],
    says: 'of the changes made to the judged sources the tests find at least nine in ten, and each of the others is listed with a reason',
  },
];

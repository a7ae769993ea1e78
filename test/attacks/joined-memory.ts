import { type Attempt, attempt, gained, type Outcome, stopped } from './attack.ts';
import type { Ground } from './ground/ground.ts';
import { MARK_NAMES, MARKS, type MarkName } from './ground/marks.ts';
import { onceAGround } from './ground/once-a-ground.ts';
import { HALVES, type Half, type Memory } from './ground/warm-functions.ts';
import {
  type CastingThing,
  type DrawingThing,
  type Person,
  voteAtWarmFunctions,
  type WarmVoting,
} from './ground/warm-voting.ts';

/** Six digits come up in a memory by chance: four of six people's do once in many millions of runs. */
const NUMBERS_NEEDED = 4;

const asItIs = onceAGround((ground) =>
  voteAtWarmFunctions(ground, { remembering: { draw: [], cast: [] }, tells: () => ({}) }),
);

/** Functions that keep what comes in headers, each thing in a form of its own, and phones that tell there of their other half. */
const remembering = onceAGround((ground) =>
  voteAtWarmFunctions(ground, {
    remembering: {
      draw: [
        { header: 'x-forwarded-for', as: 'text' },
        { header: 'x-amzn-trace-id', as: 'bytes' },
        { header: 'referer', as: 'text' },
        { header: 'x-nonce', as: 'bytes of hex' },
        { header: 'x-tokenid', as: 'text' },
        { header: 'x-ballot', as: 'bytes of hex' },
        { header: 'x-receipt', as: 'text' },
      ],
      cast: [
        { header: 'user-agent', as: 'text' },
        { header: 'cookie', as: 'bytes' },
        { header: 'x-delegate', as: 'number' },
        { header: 'x-code', as: 'text' },
        { header: 'x-hash', as: 'bytes' },
        { header: 'x-blinded', as: 'bytes of hex' },
      ],
    },
    tells: (half) =>
      Object.fromEntries(Object.entries(half).map(([name, value]) => [`x-${name.toLowerCase()}`, value])),
  }),
);

const contains = ({ texts, buffers }: Memory, pattern: string | Buffer): boolean =>
  texts.includes(pattern) || buffers.includes(pattern);

/** Bytes as they are, in hex, and as the wire has them. */
function containsBytes(memory: Memory, hex: string): boolean {
  const bytes = Buffer.from(hex, 'hex');
  // The last character has spare bits, which go on in a longer text.
  const texts = [hex, bytes.toString('base64url').slice(0, -1)];
  return [bytes, ...texts].some((form) => contains(memory, form));
}

/** How many of the people a memory has something of. */
const counted = (people: readonly Person[], has: (person: Person) => boolean): number => people.filter(has).length;

type Look = (memory: Memory, people: readonly Person[]) => number;

const lookForMark =
  (name: MarkName): Look =>
  (memory, people) =>
    counted(people, ({ marks }) => contains(memory, marks[name]));

const lookForDrawn =
  (thing: DrawingThing): Look =>
  (memory, people) => {
    switch (thing) {
      case 'delegate': {
        const found = counted(people, ({ drawing }) => contains(memory, `"${drawing.delegate}"`));
        return found < NUMBERS_NEEDED ? 0 : found;
      }
      case 'code':
        return counted(people, ({ drawing }) => contains(memory, drawing.code));
      case 'hash':
      case 'blinded':
        return counted(people, ({ drawing }) => containsBytes(memory, drawing[thing]));
    }
  };

const lookForCast =
  (thing: CastingThing): Look =>
  (memory, people) =>
    counted(people, ({ casting }) => containsBytes(memory, casting[thing]));

const WHERE: Readonly<Record<Half, string>> = { draw: 'the function that draws', cast: 'the function that casts' };

function read({ people, memories }: WarmVoting, halves: readonly Half[], look: Look): string | null {
  const found = halves.flatMap((half) => {
    const several = look(memories[half], people);
    return several === 0 ? [] : [`that of ${several} people in ${WHERE[half]}`];
  });
  return found.length === 0 ? null : found.join(', ');
}

interface Reading {
  readonly title: string;
  readonly stoppedBy: string;
  readonly weakness: string;
  readonly halves: readonly Half[];
  readonly look: Look;
  readonly weakened?: (ground: Ground) => Promise<WarmVoting>;
}

const attemptBy = ({ halves, look, weakened = remembering, ...texts }: Reading) =>
  attempt<(ground: Ground) => Promise<WarmVoting>>({
    ...texts,
    product: () => asItIs,
    weakened: () => weakened,
    play: async (vote, ground): Promise<Outcome> => {
      const found = read(await vote(ground), halves, look);
      return found === null ? stopped(texts.stoppedBy) : gained(found);
    },
  });

const byMark = (name: MarkName) =>
  attemptBy({
    title: `who came, by ${MARK_NAMES[name]}, read in the memory of warm functions`,
    stoppedBy: 'no memory of who came',
    weakness: 'functions that forget each request',
    halves: HALVES,
    look: lookForMark(name),
  });

const DRAWN: Readonly<Record<DrawingThing, string>> = {
  delegate: 'the numbers of delegates',
  code: 'codes',
  hash: 'the hashes of codes',
  blinded: 'blinded messages',
};
const CAST: Readonly<Record<CastingThing, string>> = {
  nonce: 'nonces of tokens',
  tokenId: 'the ids of tokens',
  ballot: 'sealed ballots',
  receipt: 'receipts',
};

const ofTheOther = (half: Half, what: string, look: Look) =>
  attemptBy({
    title: `${what}, read in the memory of ${WHERE[half]}`,
    stoppedBy: 'nothing of the other half',
    weakness: 'phones that tell each function its half alone',
    halves: [half],
    look,
  });

/** Functions whose small buffers share one pool, as Node has it: what it held of one request lies there until others fill it. */
const pooled = onceAGround((ground) =>
  voteAtWarmFunctions(ground, { remembering: { draw: [], cast: [] }, tells: () => ({}), hasPool: true }),
);

const ofItsOwn = (half: Half, what: string, look: Look) =>
  attemptBy({
    title: `${what} of those who came before, in their order, read in the memory of ${WHERE[half]}`,
    stoppedBy: 'nothing of an earlier request',
    weakness: 'buffers that share nothing',
    halves: [half],
    look,
    weakened: pooled,
  });

export const memoryAttempts: readonly Attempt[] = [
  ofItsOwn('draw', DRAWN.hash, lookForDrawn('hash')),
  ofItsOwn('draw', DRAWN.blinded, lookForDrawn('blinded')),
  ofItsOwn('cast', CAST.tokenId, lookForCast('tokenId')),
  ofItsOwn('cast', CAST.receipt, lookForCast('receipt')),
  ...MARKS.map(byMark),
  ...(['delegate', 'code', 'hash', 'blinded'] as const).map((thing) =>
    ofTheOther('cast', DRAWN[thing], lookForDrawn(thing)),
  ),
  ...(['nonce', 'tokenId', 'ballot', 'receipt'] as const).map((thing) =>
    ofTheOther('draw', CAST[thing], lookForCast(thing)),
  ),
];

import { afterEach, expect, test, vi } from 'vitest';
import type { Played } from '../../simulation/play-seed.ts';

// Server and tellers count with the same code, so a mistake in it is agreed on by all. Only who knows what was meant can see it.

const SEEDS = { first: 18, end: 30 } as const;
/** A valid meeting with fewer than eight ballots, on paper some of them: its result withholds every score. */
const WITHHOLDING = { first: 33, end: 34 } as const;

/** The simulation over a product in which one module is another. */
async function playWithout(
  module: string,
  weakened: (original: object) => object,
  seeds: { readonly first: number; readonly end: number } = SEEDS,
): Promise<readonly Played[]> {
  vi.resetModules();
  vi.doMock(module, async (original) => {
    const exports = await original<object>();
    return { ...exports, ...weakened(exports) };
  });
  const { playSeed } = await import('../../simulation/play-seed.ts');
  const played: Played[] = [];
  for (let seed = seeds.first; seed < seeds.end; seed += 1) {
    played.push(await playSeed({ seed }));
    if (played.at(-1)?.violations.length !== 0) break;
  }
  return played;
}

const PLAIN = '../../../shared/protocol/plain-ballot.ts';
const OPENING = '../../../shared/protocol/opening.ts';
const TYPING = '../../../web/teller/actions/enter-paper.ts';
afterEach(() => {
  for (const module of [PLAIN, OPENING, TYPING]) vi.doUnmock(module);
  vi.resetModules();
});

type Plain = typeof import('../../../shared/protocol/plain-ballot.ts');
type Opening = typeof import('../../../shared/protocol/opening.ts');
type Typing = typeof import('../../../web/teller/actions/enter-paper.ts');

const found = (played: readonly Played[]) => played.at(-1)?.violations[0];

const exchanged = <Score>([first, second, ...others]: readonly Score[]): readonly Score[] =>
  [second, first, ...others].filter((score) => score !== undefined);

const exchanging = (original: object) => ({
  decodePlainBallot: (...given: Parameters<Plain['decodePlainBallot']>) => {
    const scores = (original as Plain).decodePlainBallot(...given);
    return scores && exchanged(scores);
  },
});

test('a count that exchanges two scores of a ballot is found', async () => {
  expect(found(await playWithout(PLAIN, exchanging))).toMatchObject({
    promised: 'result-is-what-was-meant',
    detail: expect.stringContaining('unit'),
  });
});

test('the same is found where so few gave a score that the result withholds them all', async () => {
  const played = await playWithout(PLAIN, exchanging, WITHHOLDING);
  expect(played.at(-1)?.shown).toBe(0);
  expect(found(played)).toEqual({
    promised: 'every-ballot-opens-as-meant',
    detail: expect.stringContaining('a ballot opens as another than was meant'),
  });
});

test('teller pages that all exchange two scores of each paper ballot are found, though the result withholds them', async () => {
  const typing = (name: 'enterPaper' | 'settlePaper', original: object) => {
    const type: Typing[typeof name] = (context, root, rows) =>
      (original as Typing)[name](
        context,
        root,
        rows.map((row) => row && exchanged(row)),
      );
    return type;
  };
  const played = await playWithout(
    TYPING,
    (original) => ({ enterPaper: typing('enterPaper', original), settlePaper: typing('settlePaper', original) }),
    WITHHOLDING,
  );
  expect(played.at(-1)?.shown).toBe(0);
  expect(found(played)).toEqual({
    promised: 'every-ballot-opens-as-meant',
    detail: 'the pile of paper is another than was filled in',
  });
});

test('a count that takes 不了解 for nought is found', async () => {
  const played = await playWithout(PLAIN, (original) => ({
    decodePlainBallot: (...given: Parameters<Plain['decodePlainBallot']>) =>
      (original as Plain).decodePlainBallot(...given)?.map((score) => score ?? 0) ?? null,
  }));
  expect(found(played)).toMatchObject({ promised: 'result-is-what-was-meant' });
});

test('a count that makes an acknowledged ballot void is found', async () => {
  const played = await playWithout(OPENING, (original) => ({
    openBallots: async (...given: Parameters<Opening['openBallots']>) => {
      const [, ...others] = await (original as Opening).openBallots(...given);
      return [{ void: 'plain' }, ...others];
    },
  }));
  expect(found(played)).toMatchObject({
    promised: 'result-is-what-was-meant',
    detail: expect.stringContaining('void'),
  });
});

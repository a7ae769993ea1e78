import { afterEach, expect, test, vi } from 'vitest';
import type { Played } from '../../simulation/play-seed.ts';

// Server and tellers count with the same code, so a mistake in it is agreed on by all. Only who knows what was meant can see it.

const SEEDS = { first: 18, end: 30 } as const;

/** The simulation over a product in which one module is another. */
async function playWithout(module: string, weakened: (original: object) => object): Promise<readonly Played[]> {
  vi.resetModules();
  vi.doMock(module, async (original) => {
    const exports = await original<object>();
    return { ...exports, ...weakened(exports) };
  });
  const { playSeed } = await import('../../simulation/play-seed.ts');
  const played: Played[] = [];
  for (let seed: number = SEEDS.first; seed < SEEDS.end; seed += 1) {
    played.push(await playSeed({ seed }));
    if (played.at(-1)?.violations.length !== 0) break;
  }
  return played;
}

const PLAIN = '../../../shared/protocol/plain-ballot.ts';
const OPENING = '../../../shared/protocol/opening.ts';
afterEach(() => {
  for (const module of [PLAIN, OPENING]) vi.doUnmock(module);
  vi.resetModules();
});

type Plain = typeof import('../../../shared/protocol/plain-ballot.ts');
type Opening = typeof import('../../../shared/protocol/opening.ts');

const found = (played: readonly Played[]) => played.at(-1)?.violations[0];

test('a count that exchanges two scores of a ballot is found', async () => {
  const played = await playWithout(PLAIN, (original) => ({
    decodePlainBallot: (...given: Parameters<Plain['decodePlainBallot']>) => {
      const scores = (original as Plain).decodePlainBallot(...given);
      return scores && [scores[1] ?? null, scores[0] ?? null, ...scores.slice(2)];
    },
  }));
  expect(found(played)).toMatchObject({
    promised: 'result-is-what-was-meant',
    detail: expect.stringContaining('unit'),
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

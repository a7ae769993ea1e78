import { expect, it } from 'vitest';
import { roundId } from '../../../shared/contract/formats.ts';
import { checkRoundId, isCheckRound } from '../../../shared/process/check-round.ts';
import { newestFirst } from '../../../web/console/home/choose-round.tsx';

it('a round of the check is known by its id, which the contract takes for millennia', () => {
  for (const nowMs of [0, Date.parse('2026-12-01T00:00:00Z'), Date.parse('5000-01-01T00:00:00Z')]) {
    expect(isCheckRound(checkRoundId(nowMs))).toBe(true);
    expect(roundId.safeParse(checkRoundId(nowMs)).success).toBe(true);
  }
  for (const round of ['2008', 'check', 'check-', 'recheck-2008', 'check-2008-2'])
    expect(isCheckRound(round)).toBe(false);
});

it('a round of the check, made later than all others, is not what the console opens', () => {
  const line = (round: string, importedAt: number) => ({ round, name: round, units: 1, importedAt });
  const [check, another] = [checkRoundId(300), checkRoundId(400)];
  const rounds = [line(check, 300), line('2007', 100), line(another, 400), line('2008', 200)];
  expect(newestFirst(rounds).map(({ round }) => round)).toEqual(['2008', '2007', another, check]);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fractionText } from '../../../shared/process/fraction.ts';
import { outcomeOf, served, turnoutOf, validBallots, votedBy } from '../../../shared/process/reconciliation.ts';

const meeting = { delegates: 33, drawn: 21, reissued: 1, papersIssued: 4, papersReissued: 1, electronic: 20, paper: 4 };

test('the meeting of the vectors stands', () => {
  expect(outcomeOf(meeting)).toEqual({ outcome: 'valid', reasons: [] });
  expect(served(meeting)).toBe(24);
  expect(fractionText(turnoutOf(meeting))).toBe('8/11');
});

test('a meeting votes by phone, on paper, or both, void ballots counted too', () => {
  expect(votedBy({ electronic: 20, paper: 4 })).toBe('both');
  expect(votedBy({ electronic: 20, paper: 0 })).toBe('phone');
  expect(votedBy({ electronic: 0, paper: 4 })).toBe('paper');
  expect(votedBy({ electronic: 0, paper: 0 })).toBe('phone');
});

test('half the delegates is too few, one more is enough, also for an odd number', () => {
  const voted = (delegates: number, electronic: number) =>
    outcomeOf({ ...meeting, delegates, drawn: electronic, papersIssued: 0, papersReissued: 0, electronic, paper: 0 })
      .reasons;
  expect([voted(32, 16), voted(33, 16)]).toEqual([['too-few-ballots'], ['too-few-ballots']]);
  expect([voted(32, 17), voted(33, 17)]).toEqual([[], []]);
});

test('each way of having too many is its own reason', () => {
  expect(outcomeOf({ ...meeting, electronic: 23, paper: 0 }).reasons).toEqual(['more-ballots-than-issued']);
  expect(outcomeOf({ ...meeting, electronic: 18, paper: 5 }).reasons).toEqual(['more-ballots-than-issued']);
  expect(outcomeOf({ ...meeting, electronic: 22, paper: 4 }).reasons).toEqual(['more-ballots-than-delegates']);
  expect(outcomeOf({ ...meeting, drawn: 33, electronic: 20 }).reasons).toEqual(['more-issued-than-delegates']);
});

test('all reasons are given, in the order of the protocol', () => {
  const figures = { delegates: 1, drawn: 2, reissued: 0, papersIssued: 0, papersReissued: 0, electronic: 3, paper: 0 };
  expect(outcomeOf(figures)).toEqual({
    outcome: 'invalid',
    reasons: ['more-ballots-than-issued', 'more-ballots-than-delegates', 'more-issued-than-delegates'],
  });
  expect(outcomeOf({ ...figures, delegates: 0, drawn: 0, electronic: 0 }).reasons).toEqual(['too-few-ballots']);
});

test('a result is valid exactly when no reason holds, counted here the long way round', () => {
  const few = fc.nat(12);
  const figures = fc.record({
    delegates: few,
    drawn: few,
    reissued: few,
    papersIssued: few,
    papersReissued: few,
    electronic: few,
    paper: few,
  });
  fc.assert(
    fc.property(figures, (f) => {
      const expected: string[] = [];
      const handedOut = f.drawn + f.papersIssued - f.papersReissued;
      if (!(f.electronic + f.paper > f.delegates / 2)) expected.push('too-few-ballots');
      if (f.electronic > f.drawn + f.reissued || f.paper > f.papersIssued) expected.push('more-ballots-than-issued');
      if (f.electronic + f.paper > handedOut) expected.push('more-ballots-than-delegates');
      if (handedOut > f.delegates) expected.push('more-issued-than-delegates');
      expect(outcomeOf(f)).toEqual({ outcome: expected.length === 0 ? 'valid' : 'invalid', reasons: expected });
    }),
    { numRuns: 2_000 },
  );
});

test('void ballots of every reason are taken off the valid ones', () => {
  expect(validBallots({ electronic: 20, paper: 4, void: { plain: 1, sealed: 1, token: 1, paper: 1 } })).toBe(20);
  expect(validBallots({ electronic: 20, paper: 4, void: {} })).toBe(24);
});

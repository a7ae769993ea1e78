import type { Attack } from './attack.ts';
import { boardAttack } from './board.ts';
import { chosenBallot } from './chosen-ballot.ts';
import { copiedBallot } from './copied-ballot.ts';
import { doubleDrawing } from './double-drawing.ts';
import { encodings } from './encodings.ts';
import { faultySigning } from './faulty-signing.ts';
import { foreignPages } from './foreign-pages.ts';
import { joinedHalves } from './joined-halves.ts';
import { leakingCode } from './leaking-code.ts';
import { lengths } from './lengths.ts';
import { lostAnswer } from './lost-answer.ts';
import { maliciousKeys } from './malicious-keys.ts';
import { oneReceipt } from './one-receipt.ts';
import { opinionTime } from './opinion-time.ts';
import { orderOfArrival } from './order-of-arrival.ts';
import { otherSession } from './other-session.ts';
import { photos } from './photos.ts';
import { readingPhone } from './reading-phone.ts';
import { signatureForms } from './signature-forms.ts';
import { spendingByLooking } from './spending-by-looking.ts';
import { splitView } from './split-view.ts';
import { tellerKeys } from './teller-keys.ts';
import { timingLink } from './timing-link.ts';
import { twoFacedBallotAttack } from './two-faced-ballot.ts';

/** The numbers are fixed: a place in docs/threat-model.md that is never another attack's. */
export type AttackNumber =
  | (1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12)
  | (13 | 14 | 15 | 16 | 17 | 18 | 19 | 20 | 21 | 22 | 23 | 24);

/** Every attack with its file: the compiler misses any number that is not here. */
export const ATTACKS: Readonly<Record<AttackNumber, { readonly file: string; readonly attack: Attack }>> = {
  1: { file: 'timing-link.ts', attack: timingLink },
  2: { file: 'split-view.ts', attack: splitView },
  3: { file: 'malicious-keys.ts', attack: maliciousKeys },
  4: { file: 'signature-forms.ts', attack: signatureForms },
  5: { file: 'faulty-signing.ts', attack: faultySigning },
  6: { file: 'other-session.ts', attack: otherSession },
  7: { file: 'double-drawing.ts', attack: doubleDrawing },
  8: { file: 'lost-answer.ts', attack: lostAnswer },
  9: { file: 'copied-ballot.ts', attack: copiedBallot },
  10: { file: 'encodings.ts', attack: encodings },
  11: { file: 'teller-keys.ts', attack: tellerKeys },
  12: { file: 'chosen-ballot.ts', attack: chosenBallot },
  13: { file: 'lengths.ts', attack: lengths },
  14: { file: 'one-receipt.ts', attack: oneReceipt },
  15: { file: 'board.ts', attack: boardAttack },
  16: { file: 'spending-by-looking.ts', attack: spendingByLooking },
  17: { file: 'leaking-code.ts', attack: leakingCode },
  18: { file: 'foreign-pages.ts', attack: foreignPages },
  19: { file: 'joined-halves.ts', attack: joinedHalves },
  20: { file: 'order-of-arrival.ts', attack: orderOfArrival },
  21: { file: 'opinion-time.ts', attack: opinionTime },
  22: { file: 'photos.ts', attack: photos },
  23: { file: 'reading-phone.ts', attack: readingPhone },
  24: { file: 'two-faced-ballot.ts', attack: twoFacedBallotAttack },
};

export const ATTACK_NUMBERS: readonly AttackNumber[] = Object.keys(ATTACKS).map(Number).filter(isAttackNumber);

/** Whether a number is an attack's. */
export function isAttackNumber(value: number): value is AttackNumber {
  return Object.hasOwn(ATTACKS, value);
}

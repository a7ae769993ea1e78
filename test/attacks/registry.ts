import type { Attack } from './attack.ts';
import { boardAttack } from './board.ts';
import { chosenBallot } from './chosen-ballot.ts';
import { copiedBallot } from './copied-ballot.ts';
import { doubleDrawing } from './double-drawing.ts';
import { faultySigning } from './faulty-signing.ts';
import { lostAnswer } from './lost-answer.ts';
import { maliciousKeys } from './malicious-keys.ts';
import { oneReceipt } from './one-receipt.ts';
import { otherSession } from './other-session.ts';
import { signatureForms } from './signature-forms.ts';
import { splitView } from './split-view.ts';
import { tellerKeys } from './teller-keys.ts';
import { twoFacedBallotAttack } from './two-faced-ballot.ts';

/** Every attack by its number, which is its place in docs/threat-model.md and never another's. */
export const ATTACKS: ReadonlyMap<number, Attack> = new Map([
  [2, splitView],
  [3, maliciousKeys],
  [4, signatureForms],
  [5, faultySigning],
  [6, otherSession],
  [7, doubleDrawing],
  [8, lostAnswer],
  [9, copiedBallot],
  [11, tellerKeys],
  [12, chosenBallot],
  [14, oneReceipt],
  [15, boardAttack],
  [24, twoFacedBallotAttack],
]);

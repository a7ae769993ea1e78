import type { Attack } from './attack.ts';
import { copiedBallot } from './copied-ballot.ts';
import { doubleDrawing } from './double-drawing.ts';
import { otherSession } from './other-session.ts';
import { twoFacedBallotAttack } from './two-faced-ballot.ts';

/** Every attack by its number, which is its place in docs/threat-model.md and never another's. */
export const ATTACKS: ReadonlyMap<number, Attack> = new Map([
  [6, otherSession],
  [7, doubleDrawing],
  [9, copiedBallot],
  [24, twoFacedBallotAttack],
]);

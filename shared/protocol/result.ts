import type { Score } from '../process/appraisal.ts';
import { indicatorCount } from '../process/ballot-form.ts';
import type { CountyId, SessionId } from '../process/ids.ts';
import {
  type BoxFigures,
  type Counts,
  type InvalidReason,
  type IssuingFigures,
  type Outcome,
  outcomeOf,
  VOID_REASONS,
  type VoidCounts,
  type VoidReason,
  validBallots,
} from '../process/reconciliation.ts';
import { type SubjectResult, tallySubjects } from '../process/tally.ts';
import { type Board, boardRoot } from './board.ts';
import { type Bytes, fromB64uOf, toB64u, toHex } from './bytes.ts';
import { ecdsaSign, ecdsaVerify, SIGNATURE_BYTES } from './ecdsa.ts';
import { jcs } from './jcs.ts';
import type { Manifest } from './manifest.ts';
import { openBallots, type ShareSets } from './opening.ts';
import { isPaperRow, type PaperRow } from './paper.ts';
import { scoreOfCode } from './plain-ballot.ts';
import { SLOTS, type Slot } from './slots.ts';

/** The contract's operation by which a teller objects to a result. */
export const OBJECT_TO_RESULT = 'objectToResult';

/** The result as protocol.md §5.5 has it signed; hashes are hex. */
export type TallyResult = {
  readonly v: 1;
  readonly county: CountyId;
  readonly session: SessionId;
  readonly manifestHash: string;
  readonly boardRoot: string;
  /** Whose share sets opened the box, in slot order. */
  readonly openedBy: readonly Slot[];
  readonly counts: Counts;
  /** In manifest order; empty when the outcome is invalid. */
  readonly subjects: readonly SubjectResult[];
  readonly outcome: Outcome;
  readonly reasons: readonly InvalidReason[];
};

/** Everything a result is computed from. `ballots` and each set of `opened` are in the order of the board. */
export type TallyInput = {
  readonly manifest: Manifest;
  readonly manifestHash: Bytes;
  readonly board: Board;
  readonly openedBy: readonly Slot[];
  readonly opened: ShareSets;
  readonly ballots: readonly Bytes[];
  readonly paper: readonly PaperRow[];
  readonly issuing: IssuingFigures;
};

/**
 * Opens, counts and reconciles: the same bytes from the same input on every machine. That the ballots are the board's is
 * checked before (`checkBox`). Throws when a set or a row has another length than the board or the ballot form says.
 */
export async function computeResult(input: TallyInput): Promise<TallyResult> {
  const { manifest, manifestHash, board, openedBy, ballots, paper, issuing } = input;
  const columns = indicatorCount(manifest.subjects);
  if (ballots.length !== board.length) throw new RangeError('not the ballots of this board');
  if (!paper.every((row) => isPaperRow(row, columns))) throw new RangeError('a paper ballot of another form');

  const valid: (readonly Score[])[] = [];
  const reasons: VoidReason[] = [];
  for (const ballot of await openBallots(input)) {
    if ('void' in ballot) reasons.push(ballot.void);
    else valid.push(ballot.scores);
  }
  for (const row of paper) {
    if (row === null) reasons.push('paper');
    else valid.push(row.map(scoreOfCode));
  }

  const figures: BoxFigures = { ...issuingFigures(issuing), electronic: ballots.length, paper: paper.length };
  const voided = countReasons(reasons);
  const outcome = outcomeOf(figures);
  const { subjects, thresholds } = manifest;
  return {
    v: 1,
    county: manifest.county,
    session: manifest.session,
    manifestHash: toHex(manifestHash),
    boardRoot: await boardRoot(board),
    openedBy: SLOTS.filter((slot) => openedBy.includes(slot)),
    counts: { ...figures, void: voided, valid: validBallots({ ...figures, void: voided }) },
    subjects: outcome.outcome === 'valid' ? tallySubjects({ subjects, thresholds, ballots: valid }) : [],
    ...outcome,
  };
}

/** A teller's signature over `JCS(result)`: b64u. */
export async function signResult(signKey: CryptoKey, result: TallyResult): Promise<string> {
  return toB64u(await ecdsaSign(signKey, jcs(result)));
}

/** Whether a signature over a result holds under a teller's 65-byte point. */
export async function verifyResultSignature(point: Bytes, result: unknown, signature: string): Promise<boolean> {
  const bytes = fromB64uOf(SIGNATURE_BYTES, signature);
  return bytes !== null && ecdsaVerify(point, bytes, jcs(result));
}

/** The five figures and nothing else: a caller's record may hold more, and would have it signed. */
function issuingFigures({ delegates, drawn, reissued, papersIssued, papersReissued }: IssuingFigures): IssuingFigures {
  return { delegates, drawn, reissued, papersIssued, papersReissued };
}

function countReasons(reasons: readonly VoidReason[]): VoidCounts {
  const counts: { [reason in VoidReason]?: number } = {};
  for (const reason of VOID_REASONS) {
    const count = reasons.filter((each) => each === reason).length;
    if (count > 0) counts[reason] = count;
  }
  return counts;
}

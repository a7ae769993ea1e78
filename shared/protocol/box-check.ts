import { indicatorCount } from '../process/ballot-form.ts';
import { verifySignature } from './blind-signature.ts';
import { type Board, boardRoot, makeBoard } from './board.ts';
import { type Bytes, toHex } from './bytes.ts';
import { hash } from './hash.ts';
import { inBatches } from './in-batches.ts';
import { keyBytes, type Manifest } from './manifest.ts';
import { parseSealedBallot, receiptOf, tokenMessage } from './sealed-ballot.ts';
import type { Defect } from './shape.ts';
import { importTokenKey, type RsaPublicKey } from './token-key.ts';

export type BoxDefect = Defect<'wrong-layout' | 'wrong-token' | 'repeated-token'>;

/** What a teller's browser found in the box: the board that the ballots make, and what is wrong with single ballots. */
export type CheckedBox = {
  readonly board: Board;
  readonly boardRoot: string;
  readonly defects: readonly BoxDefect[];
};

/**
 * A teller's check of the sealed ballots before the board is signed (protocol.md §4): receipts and root anew, every token
 * signature, no token twice. `where` is the ballot's receipt.
 */
export async function checkBox({
  manifest,
  manifestHash,
  ballots,
}: {
  readonly manifest: Manifest;
  readonly manifestHash: Bytes;
  readonly ballots: readonly Bytes[];
}): Promise<CheckedBox> {
  const tokenKey = await importTokenKey(keyBytes(manifest.tokenKey));
  if (tokenKey === null) throw new Error('a parsed manifest has a token key that is refused');
  const scores = indicatorCount(manifest.subjects);
  const examined = await inBatches(ballots, (bytes) => examine({ tokenKey, manifestHash, scores, bytes }));

  const defects: BoxDefect[] = [];
  const ids = new Set<string>();
  for (const { receipt, id, fault } of examined) {
    if (fault !== null) defects.push({ code: fault, where: receipt });
    if (id === null) continue;
    if (ids.has(id)) defects.push({ code: 'repeated-token', where: receipt });
    ids.add(id);
  }
  const board = makeBoard(examined.map(({ receipt }) => receipt));
  return { board, boardRoot: await boardRoot(board), defects };
}

type Examined = {
  readonly receipt: string;
  readonly id: string | null;
  readonly fault: 'wrong-layout' | 'wrong-token' | null;
};

async function examine({
  tokenKey,
  manifestHash,
  scores,
  bytes,
}: {
  readonly tokenKey: RsaPublicKey;
  readonly manifestHash: Bytes;
  readonly scores: number;
  readonly bytes: Bytes;
}): Promise<Examined> {
  const receipt = await receiptOf(bytes);
  const ballot = parseSealedBallot(bytes, scores);
  if (ballot === null) return { receipt, id: null, fault: 'wrong-layout' };
  const message = tokenMessage(manifestHash, ballot.nonce);
  const isSigned = await verifySignature(tokenKey, message, ballot.signature);
  return { receipt, id: toHex(await hash(message)), fault: isSigned ? null : 'wrong-token' };
}

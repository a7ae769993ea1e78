import type { RequestOf } from '../../../shared/contract/operations.ts';
import { type Board, boardRoot } from '../../../shared/protocol/board.ts';
import { type Bytes, toB64u } from '../../../shared/protocol/bytes.ts';
import type { LineCall } from '../../rehearsal/line.ts';
import { makeLyingLine } from './liars.ts';
import type { Product } from './stages.ts';

/** A box as an operator makes it up, in the order of its board. */
export interface ShownBox {
  readonly ballots: readonly Bytes[];
  readonly board: Board;
  readonly root: string;
}

export async function boxOf({ receiptOf }: Product, ballots: readonly Bytes[]): Promise<ShownBox> {
  const received = await Promise.all(ballots.map(async (ballot) => ({ ballot, receipt: await receiptOf(ballot) })));
  received.sort((left, right) => (left.receipt < right.receipt ? -1 : 1));
  const board = received.map(({ receipt }) => receipt);
  return { board, ballots: received.map(({ ballot }) => ballot), root: await boardRoot(board) };
}

/** The meeting with this box in the true one's place; a teller's signature under it stays with whoever shows it. */
export const showBox = (
  call: LineCall,
  { ballots, root }: ShownBox,
  sign: (request: RequestOf<'signBoard'>) => void,
): LineCall =>
  makeLyingLine(call, {
    getMeeting: async (_, truth) => {
      const face = await truth();
      return { ...face, boardRoot: root, counts: face.counts && { ...face.counts, electronic: ballots.length } };
    },
    getSealedBallots: () => ({ ballots: ballots.map(toB64u), page: 0, pages: 1, total: ballots.length }),
    signBoard: (request) => {
      sign(request);
      return { frozen: false, signed: [request.slot] };
    },
  }).call;

import { boardRoot, makeBoard } from '../../../shared/protocol/board.ts';
import type { Bytes } from '../../../shared/protocol/bytes.ts';
import { receiptOf } from '../../../shared/protocol/sealed-ballot.ts';
import { fetchBallots, signBoard, verifyBox } from '../../../web/teller/actions/check-box.ts';
import type { Face, Outcome, TellerContext } from '../../../web/teller/actions/context.ts';
import { fetchSignedBox, openOwnShares, releaseShares } from '../../../web/teller/actions/open-box.ts';
import { signManifest as arm, type CheckedManifest, readManifest } from '../../../web/teller/actions/read-manifest.ts';

/** A teller's step as the page takes it, up to what it sends. */
export type TellerStep = (context: TellerContext, checked: CheckedManifest) => Promise<Outcome<unknown>>;

const silent = () => undefined;
const seeFace = ({ call, session }: TellerContext): Promise<Outcome<Face>> => call('getMeeting', { session });

export const openTheBox: TellerStep = async (context, checked) => {
  const face = await seeFace(context);
  if (!face.ok) return face;
  const box = await fetchSignedBox(context, checked, null, silent);
  if (!box.ok) return box;
  const shares = await openOwnShares(context, { face: face.value, checked, box: box.value, progress: silent });
  if (!shares.ok) return shares;
  const release = { boardRoot: box.value.payload.boardRoot, shares: shares.value, progress: silent };
  return releaseShares(context, release);
};

/** Checks and signs the closed box, made by `change` of the true ballots together with a root that fits it. */
export const fetchAndVerify =
  (change: (ballots: readonly Bytes[]) => Promise<readonly Bytes[]>): TellerStep =>
  async (context, checked) => {
    const face = await seeFace(context);
    if (!face.ok || face.value.boardRoot === null) throw new Error('the box is not closed');
    const fetched = await fetchBallots(context, face.value.boardRoot, silent);
    if (!fetched.ok) return fetched;
    const ballots = await inOrder(await change(fetched.value));
    const root = await boardRoot(makeBoard(await Promise.all(ballots.map((ballot) => receiptOf(ballot)))));
    const box = await verifyBox(context, { face: { ...face.value, boardRoot: root }, checked, ballots });
    return box.ok ? signBoard(context, box.value) : box;
  };

/** Checks and signs the closed box as it is shown. */
export const checkBox: TellerStep = async (context, checked) => {
  const face = await seeFace(context);
  if (!face.ok || face.value.boardRoot === null) throw new Error('the box is not closed');
  const fetched = await fetchBallots(context, face.value.boardRoot, silent);
  if (!fetched.ok) return fetched;
  const box = await verifyBox(context, { face: face.value, checked, ballots: fetched.value });
  return box.ok ? signBoard(context, box.value) : box;
};

export const signManifest: TellerStep = async (context) => {
  const face = await seeFace(context);
  if (!face.ok) return face;
  const checked = await readManifest(context, face.value);
  return checked.ok ? arm(context, checked.value) : checked;
};

/** In the order of their receipts, as a board has them. */
async function inOrder(ballots: readonly Bytes[]): Promise<readonly Bytes[]> {
  const named = await Promise.all(ballots.map(async (ballot) => ({ ballot, receipt: await receiptOf(ballot) })));
  return named.toSorted((left, right) => (left.receipt < right.receipt ? -1 : 1)).map(({ ballot }) => ballot);
}

/** Why a step was refused: the browser's own reason, or the last part of the server's, after a colon. */
export function reasonOf(outcome: Outcome<unknown>): string {
  if (outcome.ok) return 'done';
  if ('distrust' in outcome) return outcome.distrust;
  return outcome.problem === undefined ? 'network' : `:${outcome.problem.type.split(':').at(-1)}`;
}

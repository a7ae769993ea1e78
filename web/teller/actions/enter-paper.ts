import { jcsText } from '../../../shared/protocol/jcs.ts';
import type { PaperRow } from '../../../shared/protocol/paper.ts';
import { verifyPaper } from '../../../shared/protocol/signed-paper.ts';
import type { Slot } from '../../../shared/protocol/slots.ts';
import { distrust, done, type Outcome, send, type TellerContext } from './context.ts';
import type { CheckedManifest } from './read-manifest.ts';

/** One teller's entry of the pile. */
export interface PaperEntry {
  readonly slot: Slot;
  readonly ballots: readonly PaperRow[];
}

/** The entries and what counts; `settledBy` is the third teller, who settled where they differ. */
export interface Paper {
  readonly entries: readonly PaperEntry[];
  readonly settled: readonly PaperRow[] | null;
  readonly settledBy: Slot | null;
}

/** One place of the pile where two entries differ; `undefined`: that teller's entry is shorter. */
export interface PaperDifference {
  readonly place: number;
  readonly first: PaperRow | undefined;
  readonly second: PaperRow | undefined;
}

/** Hands in this teller's own entry of the pile. It is kept first: the result is compared with it later. */
export async function enterPaper(
  context: TellerContext,
  boardRoot: string,
  ballots: readonly PaperRow[],
): Promise<Outcome<null>> {
  const answer = await send(context, 'enterPaper', { boardRoot, ballots: ballots.map(wireRow) });
  if (!answer.ok) return answer;
  await context.memory.keepPaperEntry(ballots);
  await context.memory.keepDeed({ step: 'paper', atMs: context.nowMs(), mark: String(ballots.length) });
  return done(null);
}

/** Settles the differences between the two entries; the ballots they have alike stay as they are. */
export async function settlePaper(
  context: TellerContext,
  boardRoot: string,
  ballots: readonly PaperRow[],
): Promise<Outcome<null>> {
  const answer = await send(context, 'settlePaper', { boardRoot, ballots: ballots.map(wireRow) });
  if (!answer.ok) return answer;
  await context.memory.keepDeed({ step: 'paper', atMs: context.nowMs(), mark: String(ballots.length) });
  return done(null);
}

/**
 * The entries so far, each believed only as the teller signed it who typed it, and the settlement likewise; refused as `own-first`
 * while this teller could still be swayed by them.
 */
export async function readPaper(
  context: TellerContext,
  { manifest }: CheckedManifest,
  boardRoot: string,
): Promise<Outcome<Paper>> {
  const answer = await send(context, 'getPaper', { boardRoot });
  if (!answer.ok) return answer;
  const { entries, settled, settledBy } = answer.value;
  for (const entry of entries)
    if (!(await verifyPaper(manifest, 'enterPaper', { ...entry, boardRoot })))
      return distrust('paper-not-signed', [entry.slot]);
  if (settledBy === null) return done({ entries, settled, settledBy });
  const settlement = { ...settledBy, boardRoot, ballots: settled ?? [] };
  const isSigned = await verifyPaper(manifest, 'settlePaper', settlement);
  return isSigned
    ? done({ entries, settled, settledBy: settledBy.slot })
    : distrust('paper-not-signed', [settledBy.slot]);
}

/** Where two entries of one pile differ. */
export function paperDifferences(first: readonly PaperRow[], second: readonly PaperRow[]): readonly PaperDifference[] {
  const length = Math.max(first.length, second.length);
  return Array.from({ length }, (_, place) => ({ place, first: first[place], second: second[place] })).filter(
    (each) => each.first === undefined || each.second === undefined || !isSameBallot(each.first, each.second),
  );
}

/** Whether two typed ballots are the same. */
export function isSameBallot(left: PaperRow, right: PaperRow): boolean {
  return jcsText(left) === jcsText(right);
}

/**
 * The paper ballots the result is counted from, checked: two tellers' entries, this teller's own unchanged if there is one, and what
 * was settled, by the third, agrees with every ballot that both have alike. Nothing is settled where they are the same.
 */
export function countedPaper(
  paper: Paper,
  own: { readonly slot: Slot; readonly entry: readonly PaperRow[] | null },
): Outcome<readonly PaperRow[]> {
  const { entries, settled, settledBy } = paper;
  const mine = entries.find(({ slot }) => slot === own.slot);
  const isMineThere = own.entry === null || (mine !== undefined && jcsText(mine.ballots) === jcsText(own.entry));
  if (!isMineThere || settled === null) return distrust('paper-changed');
  const [first, second] = entries;
  if (first === undefined || second === undefined || first.slot === second.slot) return distrust('paper-changed');
  if (
    settledBy === null
      ? jcsText(first.ballots) !== jcsText(second.ballots)
      : entries.some(({ slot }) => slot === settledBy)
  )
    return distrust('paper-changed');
  const differing = new Set(paperDifferences(first.ballots, second.ballots).map(({ place }) => place));
  const keepsAgreed = first.ballots.every((ballot, place) => {
    const chosen = settled[place];
    return differing.has(place) || (chosen !== undefined && isSameBallot(chosen, ballot));
  });
  const lengths = [first.ballots.length, second.ballots.length];
  const isAsLong = settled.length >= Math.min(...lengths) && settled.length <= Math.max(...lengths);
  return keepsAgreed && isAsLong ? done(settled) : distrust('paper-changed');
}

const wireRow = (ballot: PaperRow): number[] | null => ballot && [...ballot];

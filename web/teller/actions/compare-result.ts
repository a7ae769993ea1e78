import type { BoardPayload } from '../../../shared/protocol/board.ts';
import { jcsText } from '../../../shared/protocol/jcs.ts';
import type { Manifest } from '../../../shared/protocol/manifest.ts';
import { parseShareSet, type ShareSet, type ShareSets } from '../../../shared/protocol/opening.ts';
import type { PaperRow } from '../../../shared/protocol/paper.ts';
import { computeResult, signResult as signature, type TallyResult } from '../../../shared/protocol/result.ts';
import { verifySharePage } from '../../../shared/protocol/signed-shares.ts';
import { SLOTS, type Slot } from '../../../shared/protocol/slots.ts';
import { distrust, done, type Face, type Outcome, type Progress, send, type TellerContext } from './context.ts';
import { countedPaper, readPaper } from './enter-paper.ts';
import type { SignedBox } from './open-box.ts';
import type { CheckedManifest } from './read-manifest.ts';

/** Whose shares the result is counted from: those of the first signature, else all sets that are in. */
export function openers({ openedBy, tellers }: Face): readonly Slot[] {
  const complete = tellers.filter(({ sharesReleased }) => sharesReleased).map(({ slot }) => slot);
  return openedBy ?? SLOTS.filter((slot) => complete.includes(slot));
}

/** Another teller's whole set of opened shares, page by page, each believed only as its owner signed it. */
async function fetchShareSet(
  context: TellerContext,
  {
    manifest,
    boardRoot,
    of,
    ballots,
    progress,
  }: {
    readonly manifest: Manifest;
    readonly boardRoot: string;
    readonly of: Slot;
    readonly ballots: number;
    readonly progress: Progress;
  },
): Promise<Outcome<ShareSet>> {
  const texts: (string | null)[] = [];
  let cut: number | null = null;
  for (let page = 0; page < (cut ?? 1); page++) {
    const answer = await send(context, 'getShares', { boardRoot, of, page });
    if (!answer.ok) return answer;
    const { shares, pages, signature } = answer.value;
    // A whole set is all pages of one cut: of two cuts that one teller signed, the server could put ballots together.
    const isSameCut = cut === null || cut === pages;
    const isOwners = await verifySharePage(manifest, of, { boardRoot, page, pages, shares, signature });
    if (!isSameCut || !isOwners) return distrust('shares-not-signed', [of]);
    texts.push(...shares);
    cut = pages;
    progress(texts.length, ballots);
    await context.pause();
  }
  const shares = parseShareSet(texts, ballots);
  return shares === null ? distrust('shares-unreadable', [of]) : done(shares);
}

async function fetchPaper(
  context: TellerContext,
  checked: CheckedManifest,
  { boardRoot, counts }: BoardPayload,
): Promise<Outcome<readonly PaperRow[]>> {
  // Whether there is any is believed of the signed board: the server could leave a pile out.
  if (counts.papersIssued === 0) return done([]);
  const paper = await readPaper(context, checked, boardRoot);
  if (!paper.ok) return paper;
  return countedPaper(paper.value, { slot: context.slot, entry: await context.memory.paperEntry() });
}

/** What the comparison works on: a box verified here, and this teller's own shares as they were opened here. */
export interface Comparison {
  readonly face: Face;
  readonly checked: CheckedManifest;
  readonly box: SignedBox;
  readonly ownShares: ShareSet;
  readonly progress: Progress;
}

/**
 * Recomputes the result in this browser from the other share sets and the paper entries, has the server count, and compares
 * byte by byte (protocol.md §5.4). The server's own figures are never taken over, nor what it says that another teller handed in.
 */
export async function compareResult(context: TellerContext, comparison: Comparison): Promise<Outcome<TallyResult>> {
  const { face, checked, box, ownShares, progress } = comparison;
  const { boardRoot } = box.payload;
  const openedBy = openers(face);
  // First of all: only a counted result can be objected to, whatever is found wrong below.
  const counted = await send(context, 'count', { boardRoot, openedBy: [...openedBy] });
  if (!counted.ok) return counted;
  let opened: ShareSets = {};
  for (const of of openedBy) {
    const isOwn = of === context.slot;
    const ballots = box.ballots.length;
    const asked = { manifest: checked.manifest, boardRoot, of, ballots, progress };
    const set = isOwn ? done(ownShares) : await fetchShareSet(context, asked);
    if (!set.ok) return set;
    opened = { ...opened, [of]: set.value };
  }
  const paper = await fetchPaper(context, checked, box.payload);
  if (!paper.ok) return paper;
  const { board, payload, ballots } = box;
  const input = { ...checked, board, openedBy, opened, ballots, paper: paper.value, issuing: payload.counts };
  const own = await computeResult(input);
  const { result } = counted.value;
  const isEqual = jcsText(result) === jcsText(own);
  if (!isEqual) return distrust('result-not-equal', differingParts(result, own));
  await context.memory.keepDeed({ step: 'compare', atMs: context.nowMs(), mark: boardRoot });
  return done(own);
}

/** The top-level fields in which two results differ, to be named aloud. */
function differingParts(theirs: object, own: object): readonly string[] {
  const fields = new Map<string, unknown>(Object.entries(theirs));
  return Object.entries(own)
    .filter(([field, value]) => jcsText(fields.get(field) ?? null) !== jcsText(value))
    .map(([field]) => field);
}

/**
 * Whether a ballot did not open that a third set could still open: one spoilt share must not void a ballot (protocol.md §5.3).
 * That its teller is absent is believed only when this teller recorded it too.
 */
async function needsThirdSet({ slot, memory }: TellerContext, result: TallyResult, face: Face): Promise<boolean> {
  const third = SLOTS.find((each) => !result.openedBy.includes(each));
  if (third === undefined || (result.counts.void.sealed ?? 0) === 0) return false;
  const isAbsent = face.tellers.some((teller) => teller.slot === third && teller.absent);
  return !isAbsent || (third !== slot && (await memory.recordedAbsent()) !== third);
}

/** Signs the result that was computed here, unless the third teller's shares are needed first. */
export async function signResult(context: TellerContext, result: TallyResult, face: Face): Promise<Outcome<null>> {
  const { call, session, slot, keys } = context;
  if (await needsThirdSet(context, result, face)) return distrust('third-set-needed');
  const answer = await call('signResult', {
    session,
    slot,
    openedBy: [...result.openedBy],
    signature: await signature(keys.sign.privateKey, result),
  });
  if (!answer.ok) return answer;
  await context.memory.keepDeed({ step: 'result', atMs: context.nowMs(), mark: 'signed' });
  return done(null);
}

/** Objects to the result, with a reason that will be published beside the other signatures. */
export async function objectToResult(context: TellerContext, reason: string): Promise<Outcome<null>> {
  const answer = await send(context, 'objectToResult', { reason: reason.trim() });
  if (!answer.ok) return answer;
  await context.memory.keepDeed({ step: 'result', atMs: context.nowMs(), mark: 'objected' });
  return done(null);
}

import * as z from 'zod';
import { receiptHex } from '../../functions/store/ballot-box.ts';
import * as f from '../../shared/contract/formats.ts';
import type { Bytes } from '../../shared/protocol/bytes.ts';
import { jcsText } from '../../shared/protocol/jcs.ts';
import { openBallots, parseShareSet, type ShareSet } from '../../shared/protocol/opening.ts';
import type { Slot } from '../../shared/protocol/slots.ts';
import type { MeantBallot } from '../rehearsal/counter.ts';
import type { Issue } from './issued-tokens.ts';
import type { MemoryEngine } from './memory-engine.ts';

/** A box that was counted, as it is stored. */
export interface CountedBox {
  readonly engine: MemoryEngine;
  readonly issue: Issue;
  /** The receipts, in their order. */
  readonly board: readonly string[];
  readonly boardRoot: string;
  /** The tellers whose shares the result was counted from. */
  readonly openedBy: readonly Slot[];
}

/** What the owners meant: by receipt, and of paper in the order of the pile. */
export interface MeantBox {
  readonly ballots: ReadonlyMap<string, MeantBallot>;
  readonly paper: readonly MeantBallot[];
}

export interface OpenedBox {
  /** Sealed ballots that were opened. */
  readonly ballots: number;
  readonly papers: number;
  /** Where one of them is not what its owner meant; empty when all is well. */
  readonly wrong: readonly string[];
}

/** Opens each sealed ballot of a counted box from the stored shares, reads the pile, and holds every single one to what was meant. */
export async function compareOpened(box: CountedBox, meant: MeantBox): Promise<OpenedBox> {
  const { manifest, manifestHash } = box.issue;
  const { board, openedBy } = box;
  const opened = Object.fromEntries(openedBy.map((slot) => [slot, shareSetOf(box, slot)]));
  const ballots = await openBallots({ manifest, manifestHash, ballots: sealedOf(box), openedBy, opened });
  const wrongBallots = ballots.flatMap((ballot, place) => {
    const scores = meant.ballots.get(board[place] ?? '');
    if ('void' in ballot) return [`a ballot does not open: ${ballot.void}`];
    return jcsText(ballot.scores) === jcsText(scores ?? null) ? [] : ['a ballot opens as another than was meant'];
  });
  const papers = pileOf(box);
  const isPile = jcsText(papers) === jcsText(meant.paper);
  const wrong = [...wrongBallots, ...(isPile ? [] : ['the pile of paper is another than was filled in'])];
  return { ballots: ballots.length, papers: papers.length, wrong };
}

const sealedItem = z.object({ ballot: z.instanceof(Uint8Array).optional() });

function sealedOf({ engine, board }: CountedBox): readonly Bytes[] {
  const stored = [...engine.everything('BallotBox')].flatMap((item) => sealedItem.parse(item).ballot ?? []);
  const byReceipt = new Map(stored.map((ballot) => [receiptHex(ballot), new Uint8Array(ballot)]));
  return board.map((receipt) => {
    const ballot = byReceipt.get(receipt);
    if (ballot === undefined) throw new Error('a ballot of the board is not in the box');
    return ballot;
  });
}

function shareSetOf({ engine, issue, board, boardRoot }: CountedBox, slot: Slot): ShareSet {
  const pages = engine
    .partition('BallotBox', `${issue.manifest.session}#shares`)
    .filter(({ sk }) => String(sk).startsWith(`${boardRoot}#${slot}#`));
  const texts = pages.flatMap(({ shares }) => z.array(z.unknown()).parse(JSON.parse(z.string().parse(shares))));
  const set = parseShareSet(texts, board.length);
  if (set === null) throw new Error(`no whole set of shares of ${slot}`);
  return set;
}

const entries = z.object({
  tellers: z.record(f.slot, z.object({ paperEntry: f.hash.nullable() })),
  settledBy: z.object({ entry: f.hash }).nullable(),
});
const NO_OPINION = 255;
const rows = z.array(z.array(z.int().transform((score) => (score === NO_OPINION ? null : score))).nullable());

/** The pile that counts: the settled one, else what two tellers typed alike. */
function pileOf({ engine, issue }: CountedBox): readonly (MeantBallot | null)[] {
  const { session } = issue.manifest;
  const { tellers, settledBy } = entries.parse(engine.partition('Meetings', session).find(({ sk }) => sk === 'HEAD'));
  const entry = settledBy?.entry ?? Object.values(tellers).find(({ paperEntry }) => paperEntry !== null)?.paperEntry;
  if (entry === undefined) return [];
  const parts = engine
    .partition('BallotBox', `${session}#paper`)
    .filter(({ sk, json }) => json !== undefined && String(sk).startsWith(`${entry}#`));
  return rows.parse(JSON.parse(parts.map(({ json }) => z.string().parse(json)).join('')));
}

import type { ArmingSignature } from './arming.ts';
import type { Board } from './board.ts';
import { type Bytes, toB64u } from './bytes.ts';
import type { Manifest } from './manifest.ts';
import { type ShareSets, type ShareTexts, shareTexts } from './opening.ts';
import type { PaperRow } from './paper.ts';
import type { TallyResult } from './result.ts';
import { SLOTS, type Slot } from './slots.ts';

/** A teller's word on a result: a signature over `JCS(result)`, or a signed objection. Signatures are b64u. */
export type ResultSignature =
  | { readonly slot: Slot; readonly signature: string }
  | {
      readonly slot: Slot;
      readonly objection: { readonly payload: { readonly reason: string }; readonly signature: string };
    };

/** `result.json`, for everybody (protocol.md §6): figures only as histograms and grade counts, no whole ballots. */
export type PublicBundle = {
  readonly manifest: Manifest;
  /** In slot order. */
  readonly arming: readonly ArmingSignature[];
  readonly board: Board;
  readonly result: TallyResult;
  /** In slot order; a teller who neither signed nor objected is not there. */
  readonly signatures: readonly ResultSignature[];
};

/** `sealed.json`, for tellers, discipline commission and auditors: with it the count can be repeated. */
export type SealedBundle = PublicBundle & {
  /** Sealed ballots in b64u, in the order of the board. */
  readonly ballots: readonly string[];
  /** The share sets of `result.openedBy`, no others, each in the order of the board. */
  readonly opened: { readonly [slot in Slot]?: ShareTexts };
  readonly paper: readonly PaperRow[];
};

/** The public bundle: its five fields and nothing else, lists by slot in slot order. */
export function makePublicBundle({ manifest, arming, board, result, signatures }: PublicBundle): PublicBundle {
  return { manifest, arming: inSlotOrder(arming), board, result, signatures: inSlotOrder(signatures) };
}

/** The sealed bundle. Sets that did not open the box are left out. Throws when one that did is not there. */
export function makeSealedBundle(
  published: PublicBundle,
  {
    ballots,
    opened,
    paper,
  }: { readonly ballots: readonly Bytes[]; readonly opened: ShareSets; readonly paper: readonly PaperRow[] },
): SealedBundle {
  const sets = published.result.openedBy.map((slot): [Slot, ShareTexts] => {
    const shares = opened[slot];
    if (shares === undefined) throw new Error(`the share set of ${slot} is not there`);
    return [slot, shareTexts(shares)];
  });
  return { ...makePublicBundle(published), ballots: ballots.map(toB64u), opened: Object.fromEntries(sets), paper };
}

function inSlotOrder<Item extends { readonly slot: Slot }>(items: readonly Item[]): readonly Item[] {
  return SLOTS.flatMap((slot) => items.filter((item) => item.slot === slot));
}

import type { Bytes } from '../../shared/protocol/bytes.ts';
import type { ShareSet } from '../../shared/protocol/opening.ts';
import type { SignedBox } from './actions/open-box.ts';

/**
 * What this tab has fetched and opened so far, so that the next task need not fetch it again. A reload empties it; nothing
 * on it is believed without being checked again.
 */
export class Workbench {
  #ballots: { readonly root: string; readonly list: readonly Bytes[] } | null = null;
  #opened: { readonly box: SignedBox; readonly shares: ShareSet } | null = null;

  /** The ballots of this board, if this tab fetched them. */
  ballotsOf(root: string): readonly Bytes[] | null {
    return this.#ballots?.root === root ? this.#ballots.list : null;
  }

  putBallots(root: string, list: readonly Bytes[]): void {
    this.#ballots = { root, list };
  }

  /** The signed box of this board with this teller's own shares, if this tab opened them. */
  openedOf(root: string): { readonly box: SignedBox; readonly shares: ShareSet } | null {
    return this.#opened?.box.payload.boardRoot === root ? this.#opened : null;
  }

  putOpened(box: SignedBox, shares: ShareSet): void {
    this.#opened = { box, shares };
    this.#ballots = { root: box.payload.boardRoot, list: box.ballots };
  }
}

import type { IssuingFigures } from '../process/reconciliation.ts';
import { type Bytes, toHex } from './bytes.ts';
import { hashHex, isHashHex } from './hash.ts';
import { jcs, jcsText } from './jcs.ts';
import { type Manifest, tellerKeys } from './manifest.ts';
import { exactFields, isCount } from './shape.ts';
import { parseTellerRequest, verifyTellerRequest } from './teller-request.ts';

/** The contract's operation by which a teller freezes the board. */
export const SIGN_BOARD = 'signBoard';

const COUNT_NAMES = ['delegates', 'drawn', 'reissued', 'papersIssued', 'papersReissued', 'electronic'] as const;

/** The receipts of all ballots in the box, sorted. */
export type Board = readonly string[];

/** What two tellers sign of a board: its root, and the figures that go with it. Hashes are hex. */
export type BoardPayload = {
  readonly boardRoot: string;
  readonly manifestHash: string;
  readonly counts: IssuingFigures & { readonly electronic: number };
};

/** Receipts as a board: sorted by their hex, which is the order of their bytes. */
export function makeBoard(receipts: readonly string[]): Board {
  return [...receipts].sort();
}

/** Whether a list is a board: receipts in ascending order, none twice. */
export function isBoard(value: readonly unknown[]): value is Board {
  return value.every((receipt, index) => isHashHex(receipt) && (index === 0 || String(value[index - 1]) < receipt));
}

/** H(JCS(board)), hex. */
export function boardRoot(board: Board): Promise<string> {
  return hashHex(jcs(board));
}

export type BoardDefect = 'not-a-board' | 'too-few-signatures' | 'another-board' | 'another-manifest' | 'another-count';
export type VerifiedBoard =
  | { readonly ok: true; readonly payload: BoardPayload }
  | { readonly ok: false; readonly code: BoardDefect };

/**
 * Whether a board may be believed: valid signatures of two different tellers over one payload, and that payload about this
 * board and this manifest (protocol.md §4).
 */
export async function verifyBoard({
  manifest,
  manifestHash,
  board,
  requests,
}: {
  readonly manifest: Manifest;
  readonly manifestHash: Bytes;
  readonly board: Board;
  /** As they came: whatever is not a teller's valid request counts for nothing. */
  readonly requests: readonly unknown[];
}): Promise<VerifiedBoard> {
  if (!isBoard(board)) return { ok: false, code: 'not-a-board' };
  const payload = await agreedPayload(manifest, requests);
  if (payload === null) return { ok: false, code: 'too-few-signatures' };
  if (payload.boardRoot !== (await boardRoot(board))) return { ok: false, code: 'another-board' };
  if (payload.manifestHash !== toHex(manifestHash)) return { ok: false, code: 'another-manifest' };
  if (payload.counts.electronic !== board.length) return { ok: false, code: 'another-count' };
  return { ok: true, payload };
}

/** Whether the board has a receipt. */
export function isOnBoard(board: Board, receipt: string): boolean {
  return board.includes(receipt);
}

/** The payload that two different tellers signed validly, or null. */
async function agreedPayload(manifest: Manifest, requests: readonly unknown[]): Promise<BoardPayload | null> {
  const context = { county: manifest.county, session: manifest.session, operation: SIGN_BOARD };
  const signers = new Map<string, Set<string>>();
  for (const value of requests) {
    const request = parseTellerRequest(value);
    const payload = parseBoardPayload(request?.payload);
    if (request === null || payload === null) continue;
    if (!(await verifyTellerRequest(tellerKeys(manifest, request.slot).sign, context, request))) continue;
    const text = jcsText(payload);
    const slots = (signers.get(text) ?? new Set()).add(request.slot);
    if (slots.size === 2) return payload;
    signers.set(text, slots);
  }
  return null;
}

/** A board payload from JSON, or null when it has another shape. */
export function parseBoardPayload(value: unknown): BoardPayload | null {
  const fields = exactFields(value, ['boardRoot', 'manifestHash', 'counts'] as const);
  if (fields === null || !isHashHex(fields.boardRoot) || !isHashHex(fields.manifestHash)) return null;
  const counts = exactFields(fields.counts, COUNT_NAMES);
  return counts !== null && COUNT_NAMES.every((name) => isCount(counts[name])) ? (value as BoardPayload) : null;
}

import { indicatorCount } from '../process/ballot-form.ts';
import type { IssuingFigures } from '../process/reconciliation.ts';
import { type ArmingSignature, armingHash, verifyArmingSignature } from './arming.ts';
import { type Board, boardRoot, isBoard } from './board.ts';
import { checkBox } from './box-check.ts';
import { type Bytes, fromB64u, toHex } from './bytes.ts';
import { checkCode } from './check-code.ts';
import { checkResult, type ResultDefectCode } from './check-result.ts';
import { inBatches } from './in-batches.ts';
import { jcs, jcsText } from './jcs.ts';
import { type Manifest, type ManifestDefectCode, manifestHash, parseManifest, tellerKeys } from './manifest.ts';
import { parseShareSet, type ShareSet } from './opening.ts';
import { isPaperRow, type PaperRow } from './paper.ts';
import { computeResult, OBJECT_TO_RESULT, type TallyResult, verifyResultSignature } from './result.ts';
import { hasResultShape } from './result-shape.ts';
import { receiptOf } from './sealed-ballot.ts';
import { arrayAt, type Defect, defectList, type Fields, fieldsAt, isRecord, pathTo, type Report } from './shape.ts';
import { isSlot, SLOTS, type Slot } from './slots.ts';
import { verifyTellerRequest } from './teller-request.ts';

export type BundleDefectCode =
  | ManifestDefectCode
  | ResultDefectCode
  | 'wrong-signature'
  | 'too-few-signatures'
  | 'not-a-board'
  | 'another-check-code'
  | 'wrong-ballot'
  | 'wrong-receipt'
  | 'repeated-token'
  | 'wrong-share-set'
  | 'wrong-paper'
  | 'another-result';

export type BundleDefect = Defect<BundleDefectCode>;

/** What the check of a bundle found. Nothing of it is to be believed while `defects` has an entry. */
export type CheckedBundle = {
  readonly kind: 'public' | 'sealed';
  readonly defects: readonly BundleDefect[];
  /** Computed from the file, null when its arming does not hold: to compare with the hall's minutes. */
  readonly checkCode: string | null;
  /** The manifest and result of the file as far as they can be read, for a summary. */
  readonly manifest: Manifest | null;
  readonly result: TallyResult | null;
};

type Reporting = Report<BundleDefectCode>;
type Session = { readonly manifest: Manifest; readonly hash: Bytes };

const PUBLIC_NAMES = ['manifest', 'arming', 'board', 'result', 'signatures'] as const;
const SEALED_NAMES = ['ballots', 'opened', 'paper'] as const;
type BundleFields = Fields<(typeof PUBLIC_NAMES)[number] | (typeof SEALED_NAMES)[number]>;

/**
 * Checks a bundle from its JSON alone (protocol.md §6) and names every defect it can reach. The public bundle shows
 * signatures, counts and arithmetic; the sealed one is counted anew and compared byte by byte. `expectedCheckCode` is the
 * one in the hall's minutes: without it, a whole bundle under other keys is consistent in itself.
 */
export async function checkBundle(value: unknown, expectedCheckCode?: string): Promise<CheckedBundle> {
  const { defects, report } = defectList<BundleDefectCode>();
  const isSealed = isRecord(value) && SEALED_NAMES.some((name) => name in value);
  const kind = isSealed ? 'sealed' : 'public';
  const fields: BundleFields | null = fieldsAt(
    value,
    '',
    isSealed ? [...PUBLIC_NAMES, ...SEALED_NAMES] : PUBLIC_NAMES,
    report,
  );
  const nothing = { kind, defects, checkCode: null, manifest: null, result: null } as const;
  if (fields === null) return nothing;
  if (!isCanonical(value)) {
    report('wrong-value', '');
    return nothing;
  }

  const board = checkBoard(fields.board, report);
  const parsed = parseManifest(fields.manifest);
  if (!parsed.ok) {
    for (const { code, where } of parsed.defects) report(code, where === '' ? 'manifest' : pathTo('manifest', where));
    return nothing;
  }
  const session: Session = { manifest: parsed.manifest, hash: await manifestHash(parsed.manifest) };
  const code = await checkArming(fields.arming, session, report);
  const isExpected = expectedCheckCode === undefined || code === null || digits(code) === digits(expectedCheckCode);
  if (!isExpected) report('another-check-code', 'arming');

  const result = await checkFigures(fields.result, board, session, report);
  await checkSignatures(fields.signatures, fields.result, session, report);
  if (isSealed) await checkSealed(fields, { ...session, board, result }, report);
  return { kind, defects, checkCode: code, manifest: session.manifest, result };
}

/** Whether JCS has bytes for a value: not for a text with a lone surrogate, nor for nesting that no bundle has. */
function isCanonical(value: unknown): boolean {
  try {
    jcs(value);
    return true;
  } catch {
    return false;
  }
}

function digits(code: string): string {
  return code.normalize('NFKC').replace(/[^0-9]/g, '');
}

function checkBoard(value: unknown, report: Reporting): Board | null {
  const receipts = arrayAt(value, 'board', report);
  if (receipts === null) return null;
  if (isBoard(receipts)) return receipts;
  const index = receipts.findIndex((_, place) => !isBoard(receipts.slice(Math.max(0, place - 1), place + 1)));
  report('not-a-board', `board[${index}]`);
  return null;
}

/** The check code, or null when the three arming signatures do not hold. */
async function checkArming(value: unknown, { manifest, hash }: Session, report: Reporting): Promise<string | null> {
  const entries = arrayAt(value, 'arming', report);
  if (entries === null) return null;
  if (entries.length !== SLOTS.length) report('wrong-slots', 'arming');
  const valid: ArmingSignature[] = [];
  for (const [index, entry] of entries.entries()) {
    const where = `arming[${index}]`;
    const fields = fieldsAt(entry, where, ['slot', 'signature'] as const, report);
    if (fields === null) continue;
    const { slot, signature } = fields;
    if (!isSlot(slot) || slot !== SLOTS[index]) {
      report('wrong-slots', `${where}.slot`);
      continue;
    }
    const isSigned =
      typeof signature === 'string' && (await verifyArmingSignature(manifest, hash, { slot, signature }));
    if (isSigned) valid.push({ slot, signature });
    else report('wrong-signature', `${where}.signature`);
  }
  const armed = await armingHash(hash, valid);
  return armed && checkCode(armed);
}

async function checkFigures(
  value: unknown,
  board: Board | null,
  { manifest, hash }: Session,
  report: Reporting,
): Promise<TallyResult | null> {
  const root = board && (await boardRoot(board));
  const context = { manifest, manifestHash: toHex(hash), boardRoot: root, electronic: board?.length ?? 0 };
  checkResult(value, context, report);
  return hasResultShape(value) ? value : null;
}

async function checkSignatures(value: unknown, result: unknown, session: Session, report: Reporting): Promise<void> {
  const entries = arrayAt(value, 'signatures', report);
  if (entries === null) return;
  const slots: Slot[] = [];
  const signers = new Set<Slot>();
  for (const [index, entry] of entries.entries()) {
    const where = `signatures[${index}]`;
    const isObjection = isRecord(entry) && 'objection' in entry;
    const second = isObjection ? 'objection' : 'signature';
    const fields: Fields<'slot' | 'signature' | 'objection'> | null = fieldsAt(entry, where, ['slot', second], report);
    if (fields === null) continue;
    const { slot, signature, objection } = fields;
    if (!isSlot(slot)) {
      report('wrong-slots', `${where}.slot`);
      continue;
    }
    slots.push(slot);
    if (isObjection) {
      await checkObjection(objection, `${where}.objection`, { ...session, slot }, report);
    } else if (await isSignedBy(slot, signature, result, session)) {
      signers.add(slot);
    } else {
      report('wrong-signature', `${where}.signature`);
    }
  }
  const isOrdered = slots.join() === SLOTS.filter((slot) => slots.includes(slot)).join();
  if (!isOrdered) report('wrong-slots', 'signatures');
  if (signers.size < 2) report('too-few-signatures', 'signatures');
}

async function isSignedBy(slot: Slot, signature: unknown, result: unknown, { manifest }: Session): Promise<boolean> {
  if (typeof signature !== 'string' || result === undefined) return false;
  return verifyResultSignature(tellerKeys(manifest, slot).sign, result, signature);
}

async function checkObjection(
  value: unknown,
  where: string,
  { manifest, slot }: Session & { readonly slot: Slot },
  report: Reporting,
): Promise<void> {
  const fields = fieldsAt(value, where, ['payload', 'signature'] as const, report);
  if (fields === null) return;
  const { payload, signature } = fields;
  const content = fieldsAt(payload, `${where}.payload`, ['reason'] as const, report);
  // Of any length: a reason that the server took, and the teller signed, must not make the bundle wrong for everybody.
  if (content !== null && typeof content.reason !== 'string') report('wrong-value', `${where}.payload.reason`);
  const { county, session } = manifest;
  const context = { county, session, operation: OBJECT_TO_RESULT };
  const isSigned =
    typeof signature === 'string' &&
    payload !== undefined &&
    (await verifyTellerRequest(tellerKeys(manifest, slot).sign, context, { payload, slot, signature }));
  if (!isSigned) report('wrong-signature', `${where}.signature`);
}

/** Counts the sealed bundle anew, if everything that the count needs can be read. */
async function checkSealed(
  fields: BundleFields,
  { manifest, hash, board, result }: Session & { readonly board: Board | null; readonly result: TallyResult | null },
  report: Reporting,
): Promise<void> {
  const columns = indicatorCount(manifest.subjects);
  const ballots = await checkBallots(fields.ballots, { manifest, hash, board }, report);
  const paper = checkPaper(fields.paper, columns, report);
  const opened = checkOpened(
    fields.opened,
    { openedBy: result?.openedBy ?? null, ballots: board?.length ?? 0 },
    report,
  );
  const isCountable = board !== null && result !== null && ballots !== null && paper !== null && opened !== null;
  if (!isCountable) return;
  const issuing: IssuingFigures = result.counts;
  const { openedBy } = result;
  const input = { manifest, manifestHash: hash, board, openedBy, opened, ballots, paper, issuing };
  for (const where of differences(await computeResult(input), result, 'result')) report('another-result', where);
}

/** The ballots' bytes, or null when they are not the board's. */
async function checkBallots(
  value: unknown,
  { manifest, hash, board }: Session & { readonly board: Board | null },
  report: Reporting,
): Promise<readonly Bytes[] | null> {
  const texts = arrayAt(value, 'ballots', report);
  if (texts === null) return null;
  if (board !== null && texts.length !== board.length) report('wrong-ballot', 'ballots');
  const decoded = texts.map((text) => (typeof text === 'string' ? fromB64u(text) : null));
  decoded.forEach((bytes, index) => {
    if (bytes === null) report('wrong-ballot', `ballots[${index}]`);
  });
  const ballots = decoded.filter((bytes) => bytes !== null);
  const receipts = await inBatches(decoded, async (bytes) => bytes && receiptOf(bytes));
  receipts.forEach((receipt, index) => {
    const isOther = receipt !== null && board !== null && receipt !== board[index];
    if (isOther) report('wrong-receipt', `ballots[${index}]`);
  });
  for (const { code, where } of (await checkBox({ manifest, manifestHash: hash, ballots })).defects) {
    if (code === 'repeated-token') report(code, `ballots[${receipts.lastIndexOf(where)}]`);
  }
  return ballots.length === texts.length && ballots.length === board?.length ? ballots : null;
}

function checkPaper(value: unknown, columns: number, report: Reporting): readonly PaperRow[] | null {
  const rows = arrayAt(value, 'paper', report);
  if (rows === null) return null;
  rows.forEach((row, index) => {
    if (!isPaperRow(row, columns)) report('wrong-paper', `paper[${index}]`);
  });
  return rows.every((row) => isPaperRow(row, columns)) ? rows : null;
}

/** The share sets, exactly those of the tellers who opened the box; null when one is missing or cannot be read. */
function checkOpened(
  value: unknown,
  { openedBy, ballots }: { readonly openedBy: readonly Slot[] | null; readonly ballots: number },
  report: Reporting,
): { readonly [slot in Slot]?: ShareSet } | null {
  if (openedBy === null) return null;
  const fields: Fields<Slot> | null = fieldsAt(value, 'opened', openedBy, report);
  if (fields === null) return null;
  const opened: { [slot in Slot]?: ShareSet } = {};
  for (const slot of openedBy) {
    const shares = parseShareSet(fields[slot], ballots);
    if (shares === null) report('wrong-share-set', `opened.${slot}`);
    else opened[slot] = shares;
  }
  return openedBy.every((slot) => opened[slot] !== undefined) ? opened : null;
}

/** The paths at which two JSON values differ, as deep as both go. */
function differences(expected: unknown, actual: unknown, where: string): readonly string[] {
  if (Array.isArray(expected) && Array.isArray(actual) && expected.length === actual.length) {
    return expected.flatMap((value, index) => differences(value, actual[index], `${where}[${index}]`));
  }
  if (isRecord(expected) && isRecord(actual)) {
    const names = new Set([...Object.keys(expected), ...Object.keys(actual)]);
    return [...names].flatMap((name) => differences(expected[name], actual[name], pathTo(where, name)));
  }
  const isEqual = expected !== undefined && actual !== undefined && jcsText(expected) === jcsText(actual);
  return isEqual ? [] : [where];
}

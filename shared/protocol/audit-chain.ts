import { parseBundleText } from './bundle-text.ts';
import { hashHex, isHashHex } from './hash.ts';
import { jcs } from './jcs.ts';
import { type Fields, isRecord } from './shape.ts';

/** One line of the audit log: who ordered what, on what, why. Never a delegate's name, phone, code or id. */
export interface AuditEntry {
  /** 1, 2, 3 … without a gap. */
  readonly sequence: number;
  readonly atMs: number;
  readonly who: string;
  readonly role: string;
  readonly what: string;
  readonly target: string;
  readonly why: string;
  readonly previousHash: string;
  readonly hash: string;
}

/** The hash that the first entry follows. */
export const GENESIS_HASH = '0'.repeat(64);

/** SHA-256 over the JCS bytes of the entry without its own hash. */
export const auditHash = (entry: Omit<AuditEntry, 'hash'>): Promise<string> => hashHex(jcs(entry));

/**
 * Checks a run of entries, oldest first, that follows `previousHash`: the sequence number of the first entry that was altered,
 * moved or put in place of another, or `null`.
 */
export async function firstBrokenEntry(
  entries: readonly AuditEntry[],
  previousHash: string = GENESIS_HASH,
): Promise<number | null> {
  let expected = { hash: previousHash, sequence: entries[0]?.sequence ?? 0 };
  for (const { hash, ...entry } of entries) {
    const holds =
      entry.sequence === expected.sequence && entry.previousHash === expected.hash && hash === (await auditHash(entry));
    if (!holds) return entry.sequence;
    expected = { hash, sequence: entry.sequence + 1 };
  }
  return null;
}

export type AuditDefect =
  | { readonly code: 'log-empty' }
  /** Line numbers count from 1. */
  | { readonly code: 'line-unreadable'; readonly line: number }
  | { readonly code: 'log-cut-off'; readonly sequence: number }
  | { readonly code: 'entry-broken'; readonly sequence: number }
  | { readonly code: 'head-missing' };

export interface CheckedAuditLog {
  readonly entries: number;
  /** Hash of the last entry; `null` of a log that is empty or cannot be read. */
  readonly lastHash: string | null;
  /** Which entry the given head is; `null` when none was given, or none has it. */
  readonly headAt: number | null;
  readonly defects: readonly AuditDefect[];
}

const isWhole = (value: unknown): value is number => Number.isSafeInteger(value);
/** A lone surrogate has no UTF-8 bytes, and so no hash. */
const isText = (value: unknown): value is string => typeof value === 'string' && !/\p{Surrogate}/u.test(value);
const FIELDS = 9;

/** An entry of exactly the nine fields, each once, or `undefined`. */
function parseEntry(line: string): AuditEntry | undefined {
  let value: unknown;
  try {
    value = parseBundleText(line);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  if (!isRecord(value) || Object.keys(value).length !== FIELDS) return undefined;
  const { sequence, atMs, who, role, what, target, why, previousHash, hash } = value as Fields<keyof AuditEntry>;
  if (!isWhole(sequence) || !isWhole(atMs) || !isHashHex(previousHash) || !isHashHex(hash)) return undefined;
  if (!isText(who) || !isText(role) || !isText(what) || !isText(target) || !isText(why)) return undefined;
  return { sequence, atMs, who, role, what, target, why, previousHash, hash };
}

const defective = (entries: number, defect: AuditDefect): CheckedAuditLog => ({
  entries,
  lastHash: null,
  headAt: null,
  defects: [defect],
});

/**
 * Checks an exported log, one entry a line, oldest first, from its first entry on. `head` is a hash out of the minutes of a
 * meeting: an operator could rewrite a whole chain, but not the paper it was printed on. It may be any entry's, since the log
 * goes on after every meeting.
 */
export async function checkAuditLog(text: string, head?: string): Promise<CheckedAuditLog> {
  const lines = text.split('\n').filter((line) => line !== '');
  const entries: AuditEntry[] = [];
  for (const [index, line] of lines.entries()) {
    const entry = parseEntry(line);
    if (entry === undefined) return defective(lines.length, { code: 'line-unreadable', line: index + 1 });
    entries.push(entry);
  }
  const [first] = entries;
  if (first === undefined) return defective(0, { code: 'log-empty' });
  if (first.sequence !== 1) return defective(entries.length, { code: 'log-cut-off', sequence: first.sequence });
  const broken = await firstBrokenEntry(entries);
  if (broken !== null) return defective(entries.length, { code: 'entry-broken', sequence: broken });
  const headAt = entries.find(({ hash }) => hash === head)?.sequence ?? null;
  return {
    entries: entries.length,
    lastHash: entries.at(-1)?.hash ?? null,
    headAt,
    defects: head !== undefined && headAt === null ? [{ code: 'head-missing' }] : [],
  };
}

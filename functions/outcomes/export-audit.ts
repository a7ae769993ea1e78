import type { RequestOf } from '../../shared/contract/operations.ts';
import type { AuditEntry } from '../../shared/protocol/audit-chain.ts';
import type { Caller, Dependencies } from '../http/dependencies.ts';
import { implement, refuse } from '../http/implement.ts';
import { recordOrder } from '../http/record-order.ts';
import { DOWNLOAD_SECONDS } from '../store/documents.ts';

/** Some ten megabytes: read and written well within the function's time. */
const ENTRIES_PER_PART = 20_000;
const JSON_LINES = 'application/jsonl; charset=utf-8';

type Range = { readonly from: number; readonly until: number };

/**
 * Which entries are asked for. The export is itself an order on the log; where the request names no end, it is the last entry
 * of what it exports, so that the log ends with who took it away.
 */
async function rangeOf(
  { from = 1, until }: RequestOf<'exportAudit'>,
  caller: Caller,
  deps: Dependencies,
): Promise<Range | undefined> {
  const newest = (await deps.registry.audit.head())?.sequence ?? 0;
  const isThere = until === undefined ? from <= newest + 1 : from <= until && until <= newest;
  if (!isThere) return undefined;
  await recordOrder({ what: 'exportAudit', target: 'audit', why: `${from}–${until ?? ''}`, caller, deps });
  const after = await deps.registry.audit.head();
  if (after === null) throw new Error('an entry was written and is not there');
  return { from, until: until ?? after.sequence };
}

const linesOf = (entries: readonly AuditEntry[]): string =>
  entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');

/** A part of the audit log as JSON lines, oldest first; the parts one after another are the log. */
export const exportAudit = implement('exportAudit', async ({ request, caller, deps }) => {
  const range = await rangeOf(request, caller, deps);
  if (range === undefined) return refuse('audit-range-unknown');
  const { from, until } = range;
  const to = Math.min(until, from + ENTRIES_PER_PART - 1);
  const entries = await deps.registry.audit.range({ from, to });
  const last = entries.at(-1);
  if (last?.sequence !== to) throw new Error('the audit log has a gap');
  const name = `audit-${from}-${to}.jsonl`;
  await deps.documents.putExport({ name, contentType: JSON_LINES, body: Buffer.from(linesOf(entries)) });
  const nowMs = Math.floor(deps.nowMs() / 1_000) * 1_000;
  const fileName = `${deps.countyName} 审计记录 ${from}-${to}.jsonl`;
  const url = await deps.documents.signedExport({ name, contentType: JSON_LINES, fileName, nowMs });
  const expiresAtMs = nowMs + DOWNLOAD_SECONDS * 1_000;
  const next = to < until ? to + 1 : null;
  return { answer: { url, expiresAtMs, fileName, first: from, last: to, until, hash: last.hash, next } };
});

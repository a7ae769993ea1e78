import { type AuditEntry, auditHash, GENESIS_HASH } from '../../../shared/protocol/audit-chain.ts';

/** A log of made-up orders, chained. */
export async function logOf(count: number, whyOf: (n: number) => string = () => ''): Promise<readonly AuditEntry[]> {
  const entries: AuditEntry[] = [];
  for (let sequence = 1; sequence <= count; sequence += 1) {
    const entry = {
      sequence,
      atMs: 1_205_000_000_000 + sequence,
      who: '样例人员㛃 (sub)',
      role: 'inspection-office',
      what: 'recordUse',
      target: `t${sequence}`,
      why: whyOf(sequence),
      previousHash: entries.at(-1)?.hash ?? GENESIS_HASH,
    };
    entries.push({ ...entry, hash: await auditHash(entry) });
  }
  return entries;
}

/** The log as it is exported. */
export const textOf = (entries: readonly unknown[]): string =>
  entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
/** The log with one entry altered, the others as they were. */
export const altered = (entries: readonly AuditEntry[], sequence: number, change: Partial<AuditEntry>) =>
  entries.map((entry) => (entry.sequence === sequence ? { ...entry, ...change } : entry));

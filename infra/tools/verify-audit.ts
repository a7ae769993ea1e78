import { type AuditDefect, checkAuditLog } from '../../shared/protocol/audit-chain.ts';

/** A defect of an audit log in words, and where. */
function sentenceOf(defect: AuditDefect): readonly [where: string, text: string] {
  switch (defect.code) {
    case 'log-empty':
      return ['(file)', '没有一条记录 / there is not one entry'];
    case 'line-unreadable':
      return [`line ${defect.line}`, '这一行不是审计记录 / this line is no entry of an audit log'];
    case 'log-cut-off':
      return [
        `entry ${defect.sequence}`,
        '不是从第1条开始，前面的记录不在这里 / it does not begin with entry 1: what came before is not here',
      ];
    case 'entry-broken':
      return [
        `entry ${defect.sequence}`,
        '从这一条起被改动、删去或调换 / from this entry on it was altered, cut or put in another order',
      ];
    case 'head-missing':
      return ['(head)', '没有一条记录是会议记录上的指纹 / no entry has the hash that the minutes print'];
  }
}

export interface AuditVerdict {
  readonly lines: readonly string[];
  readonly defects: number;
}

/** Checks an exported log, its parts put one after another, and says in lines what was found. */
export async function verifyAudit(text: string, head: string | undefined): Promise<AuditVerdict> {
  const { entries, lastHash, headAt, defects } = await checkAuditLog(text, head);
  const facts = [
    `audit log    ${entries} entries 条`,
    `last hash    ${lastHash ?? '—'}`,
    ...(headAt === null
      ? []
      : [`head         entry ${headAt}: 到这一条为止与会议记录一致 / as the minutes have it up to this entry`]),
  ];
  const found = defects.map((defect) => {
    const [where, said] = sentenceOf(defect);
    return `DEFECT ${defect.code}  ${where}  ${said}`;
  });
  return { lines: [...facts, ...found], defects: defects.length };
}

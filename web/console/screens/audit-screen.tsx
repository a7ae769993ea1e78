import { useState } from 'preact/hooks';
import { STAFF_ROLES } from '../../../shared/contract/operation.ts';
import type { ResponseOf } from '../../../shared/contract/operations.ts';
import { useLanguage } from '../../ui/language.ts';
import { textsIn, useTexts } from '../../ui/texts.ts';
import { type Failed, FailureNote, useLoaded, WhenLoaded } from '../answers.tsx';
import { useDesk } from '../staff-api.ts';
import { DataTable } from '../table/data-table.tsx';
import { TEXTS } from '../texts.ts';
import { whenText } from '../when.ts';
import { whyText } from '../why-text.ts';
import { ExportAudit } from './export-audit.tsx';

type Page = ResponseOf<'listAudit'>;

/** Pages older than the first, as they were asked for. */
function useOlderPages(first: Page) {
  const { api } = useDesk();
  const [older, setOlder] = useState<readonly Page[]>([]);
  const [failed, setFailed] = useState<Failed | null>(null);
  const pages = [first, ...older];
  const next = pages[pages.length - 1]?.next ?? null;
  const loadNext = async () => {
    if (next === null) return;
    const answer = await api('listAudit', { before: next });
    if (answer.ok) setOlder([...older, answer.value]);
    setFailed(answer.ok ? null : answer);
  };
  return { entries: pages.flatMap(({ entries }) => entries), hasMore: next !== null, loadNext, failed };
}

function AuditTable({ first }: { readonly first: Page }) {
  const language = useLanguage();
  const texts = textsIn(TEXTS, language);
  const { entries, hasMore, loadNext, failed } = useOlderPages(first);
  const roleText = (role: string) => {
    const known = STAFF_ROLES.find((name) => name === role);
    return known === undefined ? role : texts.roles[known];
  };
  if (entries.length === 0) return <p class="note">{texts.auditEmpty}</p>;
  return (
    <>
      <DataTable
        caption={texts.auditCaption}
        rows={entries}
        keyOf={({ sequence }) => String(sequence)}
        rowsPerPage={50}
        columns={[
          {
            id: 'when',
            title: texts.when,
            text: ({ atMs }) => whenText(atMs, language),
            rank: ({ sequence }) => sequence,
          },
          { id: 'who', title: texts.who, text: ({ who }) => who },
          { id: 'role', title: texts.role, text: ({ role }) => roleText(role) },
          { id: 'what', title: texts.what, text: ({ what }) => texts.acts[what] ?? what },
          { id: 'target', title: texts.target, text: ({ target }) => target },
          { id: 'why', title: texts.why, text: (entry) => whyText(texts, entry) },
        ]}
      />
      {failed !== null && <FailureNote answer={failed} />}
      {hasMore && (
        <button type="button" class="button" onClick={() => void loadNext()}>
          {texts.older}
        </button>
      )}
    </>
  );
}

function LoadedAudit() {
  const { api } = useDesk();
  const [loaded, reload] = useLoaded('audit', () => api('listAudit', {}));
  return (
    <WhenLoaded loaded={loaded} onRetry={reload}>
      {(first) => <AuditTable first={first} />}
    </WhenLoaded>
  );
}

const EXPORTERS = ['auditor', 'discipline-commission'] as const;

export const AUDIT_READERS = ['auditor', 'discipline-commission', 'inspection-office'] as const;

/** Who ordered what, newest first. */
export function AuditScreen() {
  const texts = useTexts(TEXTS);
  const { role } = useDesk();
  const mayRead = AUDIT_READERS.some((reader) => reader === role);
  return (
    <>
      <h1>{texts.audit}</h1>
      {mayRead ? <p>{texts.auditLead}</p> : <p class="note">{texts.auditNotAllowed}</p>}
      {EXPORTERS.some((exporter) => exporter === role) && <ExportAudit />}
      {mayRead && (
        <div class="audit-log">
          <LoadedAudit />
        </div>
      )}
    </>
  );
}

import { useState } from 'preact/hooks';
import type { ResponseOf } from '../../../shared/contract/operations.ts';
import { useTexts } from '../../ui/texts.ts';
import { type Failed, FailureNote } from '../answers.tsx';
import { DownloadLink, startDownload } from '../download-link.tsx';
import { type StaffCall, useDesk } from '../staff-api.ts';
import { AUDIT_TEXTS } from './audit-texts.ts';

type Part = ResponseOf<'exportAudit'>;

/** Asks for part after part until the log is whole; each is downloaded as it comes. */
async function exportParts(api: StaffCall, onParts: (parts: readonly Part[]) => void): Promise<Failed | null> {
  const parts: Part[] = [];
  let next: { readonly from: number; readonly until: number } | null = null;
  do {
    const answer = await api('exportAudit', next ?? {});
    if (!answer.ok) return answer;
    const part: Part = answer.value;
    parts.push(part);
    onParts([...parts]);
    startDownload(part);
    next = part.next === null ? null : { from: part.next, until: part.until };
  } while (next !== null);
  return null;
}

function Exported({ parts }: { readonly parts: readonly Part[] }) {
  const texts = useTexts(AUDIT_TEXTS);
  const last = parts.at(-1);
  if (last === undefined) return null;
  const files = parts.map(({ first, last: end }) =>
    parts.length === 1 ? 'audit.jsonl' : `audit-${first}-${end}.jsonl`,
  );
  return (
    <div class="stack-small" role="status">
      <p>{texts.exported(last.last, last.until)}</p>
      {parts.length > 1 && <p>{texts.parts(parts.length)}</p>}
      {parts.map((part) => (
        <DownloadLink key={part.first} download={part} />
      ))}
      <p>
        {texts.hash}
        <code class="audit-hash">{last.hash}</code>
      </p>
      <code class="audit-hash">npm run verify -- {files.join(' ')} --head HASH</code>
    </div>
  );
}

/** The whole log as a file, and how anybody checks it against the minutes. */
export function ExportAudit() {
  const texts = useTexts(AUDIT_TEXTS);
  const { api } = useDesk();
  const [parts, setParts] = useState<readonly Part[]>([]);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<Failed | null>(null);
  const press = async () => {
    setBusy(true);
    setFailed(null);
    setFailed(await exportParts(api, setParts));
    setBusy(false);
  };
  return (
    <section class="stack-small">
      <h2>{texts.export}</h2>
      <p>{texts.exportLead}</p>
      <button type="button" class="button" disabled={busy} onClick={() => void press()}>
        {busy ? texts.exporting : texts.exportButton}
      </button>
      {failed !== null && <FailureNote answer={failed} />}
      <Exported parts={parts} />
      <h3>{texts.how}</h3>
      <ol class="audit-steps">
        {texts.howSteps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <p class="quiet">{texts.why}</p>
    </section>
  );
}

import { useState } from 'preact/hooks';
import { useTexts } from '../../ui/texts.ts';
import { type Failed, FailureNote } from '../answers.tsx';
import { DOCUMENT_NAMES, type DocumentName, mayDownload } from '../documents.ts';
import { DownloadLink, type SignedDownload, startDownload } from '../download-link.tsx';
import { useDesk } from '../staff-api.ts';
import { TEXTS } from '../texts.ts';
import type { UnitView } from './unit-frame.tsx';

function DocumentRow({ document, session }: { readonly document: DocumentName; readonly session: string }) {
  const texts = useTexts(TEXTS);
  const { api } = useDesk();
  const [download, setDownload] = useState<SignedDownload | null>(null);
  const [failed, setFailed] = useState<Failed | null>(null);
  const [title, about] = texts.documents[document];
  const press = async () => {
    const answer = await api('createDownload', { session, document });
    setFailed(answer.ok ? null : answer);
    setDownload(answer.ok ? answer.value : null);
    if (answer.ok) startDownload(answer.value);
  };
  return (
    <li class="document stack-small">
      <div class="beside">
        <div>
          <strong>{title}</strong>
          <span class="cell-detail">{about}</span>
        </div>
        <button type="button" class="button" aria-label={`${texts.download} ${title}`} onClick={() => void press()}>
          {texts.download}
        </button>
      </div>
      {download !== null && <DownloadLink download={download} />}
      {failed !== null && <FailureNote answer={failed} />}
    </li>
  );
}

/** The announced meeting's documents, as far as the role may have them. */
export function Downloads({ view }: { readonly view: UnitView }) {
  const texts = useTexts(TEXTS);
  const { role } = useDesk();
  const announced = view.unit.state === 'announced';
  return (
    <section class="stack">
      <h2>{texts.downloadsTitle}</h2>
      <p>{announced ? texts.downloadsLead : texts.downloadsWait}</p>
      {announced && (
        <ul class="documents">
          {DOCUMENT_NAMES.filter((name) => mayDownload(role, name)).map((name) => (
            <DocumentRow key={name} document={name} session={view.session} />
          ))}
        </ul>
      )}
    </section>
  );
}

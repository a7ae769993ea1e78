import { useState } from 'preact/hooks';
import { RATINGS } from '../../../shared/process/opinions.ts';
import { useTexts } from '../../ui/texts.ts';
import { type Failed, FailureNote } from '../answers.tsx';
import { useDesk } from '../staff-api.ts';
import type { ItemProps, WholeItem } from './item-props.ts';
import { RECTIFICATION_TEXTS } from './texts.ts';

interface FileProps {
  readonly session: string;
  readonly item: number;
  readonly file: WholeItem['evidence'][number];
}

/** Opens a file by an address that is made for this press. */
function EvidenceLink({ session, item, file }: FileProps) {
  const texts = useTexts(RECTIFICATION_TEXTS);
  const { api } = useDesk();
  const [failed, setFailed] = useState<Failed | null>(null);
  const press = async () => {
    const answer = await api('createEvidenceDownload', { session, item: String(item), evidence: file.id });
    setFailed(answer.ok ? null : answer);
    if (!answer.ok) return;
    const link = document.createElement('a');
    link.href = answer.value.url;
    link.download = answer.value.fileName;
    link.rel = 'noreferrer';
    link.click();
  };
  return (
    <li>
      <button type="button" class="button no-print" onClick={() => void press()}>
        {texts.download(file.fileName)}
      </button>
      {failed !== null && <FailureNote answer={failed} />}
    </li>
  );
}

function Reply({
  session,
  item,
  reply,
}: Pick<ItemProps, 'session' | 'item'> & { readonly reply: WholeItem['replies'][number] }) {
  const texts = useTexts(RECTIFICATION_TEXTS);
  const files = item.evidence.filter(({ id }) => reply.evidence.includes(id));
  const rated = RATINGS.filter((rating) => (reply.ratings[rating] ?? 0) > 0);
  return (
    <li class="item-reply stack-small" aria-label={texts.replyNumber(reply.number)}>
      <p>
        <strong>{texts.replyNumber(reply.number)}</strong>{' '}
        <span class="quiet">
          {reply.onDay} · {texts.hands[reply.by.hand]} {reply.by.name}
        </span>
      </p>
      <p class="item-words">{reply.text}</p>
      {files.length > 0 && (
        <ul class="buttons">
          {files.map((file) => (
            <EvidenceLink key={file.id} session={session} item={item.number} file={file} />
          ))}
        </ul>
      )}
      <p class="marks">
        {rated.length === 0 && <span class="quiet">{texts.notRated}</span>}
        {rated.map((rating) => (
          <span key={rating} class={`mark ${rating === 'dissatisfied' ? 'mark-bad' : 'mark-good'}`}>
            {texts.ratings[rating]} {reply.ratings[rating]}
          </span>
        ))}
      </p>
    </li>
  );
}

/** What was replied, and what the authors think of it; never who, nor when. */
export function RepliesSection({ session, item }: ItemProps) {
  const texts = useTexts(RECTIFICATION_TEXTS);
  return (
    <section class="stack-small">
      <h2>{texts.repliesTitle}</h2>
      {item.replies.length === 0 && <p class="quiet">{texts.noReplies}</p>}
      <ol>
        {item.replies.map((reply) => (
          <Reply key={reply.number} session={session} item={item} reply={reply} />
        ))}
      </ol>
    </section>
  );
}

import { useId, useState } from 'preact/hooks';
import { FILE_KIND_RULES, FILE_KINDS } from '../../../shared/process/file-kinds.ts';
import { useTexts } from '../../ui/texts.ts';
import { FailureNote } from '../answers.tsx';
import { Confirm, useQuestion } from '../confirm.tsx';
import { useLeavingGuard } from '../router.ts';
import { useDesk } from '../staff-api.ts';
import { TextArea } from '../text-area.tsx';
import { useAction } from '../use-action.ts';
import type { ItemProps } from './item-props.ts';
import { RECTIFICATION_TEXTS } from './texts.ts';
import { type EvidenceFile, useEvidence } from './use-evidence.ts';

const MAX_CHARACTERS = 5_000;
const ACCEPTED = FILE_KINDS.flatMap((kind) => FILE_KIND_RULES[kind].extensions.map((each) => `.${each}`)).join(',');

interface FileRowProps {
  readonly file: EvidenceFile;
  readonly onResume: () => void;
  readonly onRemove: () => void;
}

function FileRow({ file, onResume, onRemove }: FileRowProps) {
  const texts = useTexts(RECTIFICATION_TEXTS);
  const { name } = file.file;
  return (
    <li class="stack-small">
      <div class="beside">
        <span role="status">
          {file.state === 'sending' && (
            <>
              <progress aria-label={name} max={100} value={file.percent} /> {texts.uploading(name, file.percent)}
            </>
          )}
          {file.state === 'kept' && `${name} · ${texts.uploaded}`}
          {file.state === 'broken' && `${name} · ${texts.broken}`}
        </span>
        <span class="buttons">
          {file.state === 'broken' && (
            <button type="button" class="button" onClick={onResume}>
              {texts.resume}
            </button>
          )}
          {file.state !== 'sending' && (
            <button type="button" class="button" onClick={onRemove}>
              {texts.remove}
            </button>
          )}
        </span>
      </div>
      {file.failed !== null && <FailureNote answer={file.failed} />}
    </li>
  );
}

function FilesField({ evidence }: { readonly evidence: ReturnType<typeof useEvidence> }) {
  const texts = useTexts(RECTIFICATION_TEXTS);
  const id = useId();
  const { files, refused, add, resume, remove } = evidence;
  return (
    <div class="field stack-small">
      <label for={id}>{texts.evidenceLabel}</label>
      <p id={`${id}-limits`} class="quiet">
        {texts.evidenceLimits}
      </p>
      <input
        id={id}
        class="input"
        type="file"
        multiple
        accept={ACCEPTED}
        aria-describedby={`${id}-limits`}
        onChange={({ currentTarget }) => {
          add([...(currentTarget.files ?? [])]);
          // The same file may be chosen again.
          currentTarget.value = '';
        }}
      />
      {refused.map((name) => (
        <p key={name} class="field-error" role="alert">
          {texts.evidenceWrong(name)}
        </p>
      ))}
      <ul class="documents">
        {files.map((file) => (
          <FileRow key={file.id} file={file} onResume={() => resume(file)} onRemove={() => remove(file.id)} />
        ))}
      </ul>
    </div>
  );
}

/** The unit says what was done; files are sent while the text is written. */
export function ReplyForm({ session, item, reload }: ItemProps) {
  const texts = useTexts(RECTIFICATION_TEXTS);
  const { api } = useDesk();
  const [text, setText] = useState('');
  const question = useQuestion();
  const number = String(item.number);
  const evidence = useEvidence({ api, session, item: number });
  const { files } = evidence;
  useLeavingGuard(text !== '' || files.length > 0, texts.leaveReply);
  const sent = files.map(({ id }) => id);
  const { busy, failed, press } = useAction(
    () => api('replyToItem', { session, item: number, after: item.replies.length, text, evidence: sent }),
    () => {
      question.close();
      setText('');
      reload();
    },
  );
  const length = [...text.trim()].length;
  const isWaiting = files.some(({ state }) => state !== 'kept');
  const isWhole = length > 0 && length <= MAX_CHARACTERS && files.length <= 10 && !isWaiting;
  return (
    <section class="stack-small no-print">
      <h2>{texts.replyTitle}</h2>
      <TextArea
        label={texts.replyLabel}
        rows={6}
        value={text}
        note={`${length} / ${MAX_CHARACTERS}`}
        onInput={setText}
      />
      <FilesField evidence={evidence} />
      {isWaiting && <p class="quiet">{texts.waitForFiles}</p>}
      {question.isAsked ? (
        <Confirm action={texts.sendReply} onConfirm={() => void press()} onCancel={question.cancel}>
          <p>{texts.sendReplyEffect}</p>
        </Confirm>
      ) : (
        <button
          type="button"
          class="button button-strong"
          ref={question.button}
          disabled={busy || !isWhole}
          onClick={question.ask}
        >
          {texts.sendReply}
        </button>
      )}
      {failed !== null && <FailureNote answer={failed} />}
    </section>
  );
}

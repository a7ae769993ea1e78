import { useState } from 'preact/hooks';
import type { RequestOf } from '../../../shared/contract/operations.ts';
import { FILE_KIND_RULES, kindOfFileName } from '../../../shared/process/file-kinds.ts';
import { STATEMENT_KINDS } from '../../../shared/process/floor.ts';
import { useTexts } from '../../ui/texts.ts';
import { sendFile } from '../../ui/upload.ts';
import { type Failed, FailureNote } from '../answers.tsx';
import { type StaffCall, useDesk } from '../staff-api.ts';
import { TextArea } from '../text-area.tsx';
import { TextField } from '../text-field.tsx';
import { useAction } from '../use-action.ts';
import type { FloorProps, FloorView } from './floor-view.ts';
import { FLOOR_TEXTS } from './texts.ts';

const MAX_CHARACTERS = 20_000;

type Media = RequestOf<'recordStatement'>['media'];
type Recording = Exclude<Media, 'unchanged' | null>;
type Kind = Recording['kind'];

const kindOf = (file: File): Kind | undefined => STATEMENT_KINDS.find((kind) => kind === kindOfFileName(file.name));

/** What is wrong with a chosen recording, or `null`. */
function defectOf(file: File | null, texts: typeof FLOOR_TEXTS.zh): string | null {
  if (file === null) return null;
  const kind = kindOf(file);
  if (kind === undefined || file.size === 0) return texts.mediaWrong;
  return file.size > FILE_KIND_RULES[kind].maxBytes ? texts.mediaLarge : null;
}

interface Sending {
  readonly api: StaffCall;
  readonly session: string;
  readonly file: File;
  readonly onProgress: (percent: number) => void;
}

/** Asks for an address and sends the recording there. `broken`: the file did not arrive. */
async function sendRecording({ api, session, file, onProgress }: Sending): Promise<Recording | Failed | 'broken'> {
  const kind = kindOf(file);
  if (kind === undefined) return 'broken';
  const claim = { session, kind, fileName: file.name, bytes: file.size };
  const answer = await api('createStatementUpload', claim);
  if (!answer.ok) return answer;
  const { contentType } = FILE_KIND_RULES[kind];
  const isSent = await sendFile({ url: answer.value.url, contentType, file }, onProgress);
  return isSent ? { key: answer.value.key, fileName: file.name, kind, bytes: file.size } : 'broken';
}

function StatementForm({ view, floor, reload, onClose }: FloorProps & { readonly onClose: () => void }) {
  const texts = useTexts(FLOOR_TEXTS);
  const { api } = useDesk();
  const [speaker, setSpeaker] = useState(floor.statement?.speaker ?? '');
  const [text, setText] = useState(floor.statement?.text ?? '');
  const [file, setFile] = useState<File | null>(null);
  const [isKept, setKept] = useState(true);
  const [percent, setPercent] = useState<number | null>(null);
  const [isBroken, setBroken] = useState(false);
  const { session } = view;
  const before = floor.statement?.media ?? null;
  const keepsRecording = before !== null && isKept;
  const record = async (): Promise<{ readonly ok: true } | Failed> => {
    setBroken(false);
    const there: Media = keepsRecording ? 'unchanged' : null;
    const sent = file === null ? there : await sendRecording({ api, session, file, onProgress: setPercent });
    setPercent(null);
    if (sent === 'broken') {
      setBroken(true);
      return { ok: false, network: true };
    }
    if (sent !== null && typeof sent === 'object' && 'ok' in sent) return sent;
    return api('recordStatement', { session, expectedVersion: floor.version, speaker, text, media: sent });
  };
  const { busy, failed, press } = useAction(record, () => {
    reload();
    onClose();
  });
  const defect = defectOf(file, texts);
  const length = [...text.trim()].length;
  const isWhole = speaker.trim() !== '' && length > 0 && length <= MAX_CHARACTERS && defect === null;
  return (
    <div class="stack-small no-print">
      {floor.statement !== null && <p class="note">{texts.correctEffect}</p>}
      <TextField label={texts.speakerLabel} value={speaker} error={null} maxLength={40} onInput={setSpeaker} />
      <TextArea
        label={texts.statementLabel}
        rows={10}
        value={text}
        note={texts.characters(length, MAX_CHARACTERS)}
        onInput={setText}
      />
      <label class="field">
        {texts.mediaLabel}
        <input
          class="input"
          type="file"
          accept=".mp3,.m4a,.mp4"
          onChange={(event) => setFile(event.currentTarget.files?.item(0) ?? null)}
        />
      </label>
      {before !== null && file === null && (
        <label class="choice">
          <input type="checkbox" checked={isKept} onChange={(event) => setKept(event.currentTarget.checked)} />{' '}
          {texts.keepMedia(before.fileName)}
        </label>
      )}
      {defect !== null && (
        <p class="field-error" role="alert">
          {defect}
        </p>
      )}
      {percent !== null && (
        <p role="status">
          <progress max={100} value={percent} /> {texts.uploading(percent)}
        </p>
      )}
      <div class="buttons">
        <button type="button" class="button button-strong" disabled={busy || !isWhole} onClick={() => void press()}>
          {floor.statement === null ? texts.record : texts.correctStatement}
        </button>
        {floor.statement !== null && (
          <button type="button" class="button" onClick={onClose}>
            {texts.cancel}
          </button>
        )}
      </div>
      {isBroken ? (
        <p class="note note-bad" role="alert">
          {texts.uploadFailed}
        </p>
      ) : (
        failed !== null && <FailureNote answer={failed} />
      )}
    </div>
  );
}

function Recorded({ statement }: { readonly statement: NonNullable<FloorView['statement']> }) {
  const texts = useTexts(FLOOR_TEXTS);
  const { speaker, text, onDay, media } = statement;
  return (
    <>
      <p class="quiet">{texts.recordedOn(onDay, speaker)}</p>
      <p class="floor-words">{text}</p>
      {media !== null && (
        <p>
          <a href={media.url} target="_blank" rel="noreferrer">
            {texts.listen}
          </a>{' '}
          {media.fileName}
        </p>
      )}
    </>
  );
}

/** What the unit's head said after the result. */
export function StatementSection(props: FloorProps) {
  const texts = useTexts(FLOOR_TEXTS);
  const [correcting, setCorrecting] = useState(false);
  const { view, floor, isRecorder } = props;
  const isAnnounced = view.unit.state === 'announced';
  const isForm = isAnnounced && isRecorder && (floor.statement === null || correcting);
  return (
    <section class="stack-small" aria-labelledby="statement-heading">
      <h2 id="statement-heading">{texts.statement}</h2>
      {!isAnnounced && <p class="quiet">{texts.statementEarly}</p>}
      {isAnnounced && floor.statement === null && <p class="quiet">{texts.noStatement}</p>}
      {floor.statement !== null && <Recorded statement={floor.statement} />}
      {isForm && <StatementForm {...props} onClose={() => setCorrecting(false)} />}
      {isAnnounced && isRecorder && floor.statement !== null && !correcting && (
        <button type="button" class="button no-print" onClick={() => setCorrecting(true)}>
          {texts.correctStatement}
        </button>
      )}
    </section>
  );
}

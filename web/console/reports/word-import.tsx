import { useState } from 'preact/hooks';
import type { ResponseOf } from '../../../shared/contract/operations.ts';
import { REPORT_PARTS, type ReportTexts } from '../../../shared/process/report.ts';
import { useTexts } from '../../ui/texts.ts';
import { type Failed, FailureNote } from '../answers.tsx';
import { base64Of } from '../import/file-base64.ts';
import { FileChoice } from '../import/file-choice.tsx';
import { useDesk } from '../staff-api.ts';
import { Paragraphs } from './report-paper.tsx';
import { partNames, REPORTS_TEXTS, type ReportsTexts } from './texts.ts';

const MAX_FILE_BYTES = 2_000_000;
const WORD = '.docx,application/vnd.openxmlformats-officedocument.wordprocessingml.document';
/** A slow line takes its time over two megabytes. */
const TIMEOUT_MS = 60_000;

type Read = ResponseOf<'readReportFile'>;

type Import =
  | { readonly at: 'choosing'; readonly failed: Failed | null; readonly error: string | null }
  | { readonly at: 'reading' }
  | { readonly at: 'preview'; readonly read: Read };

const CHOOSING: Extract<Import, { readonly at: 'choosing' }> = { at: 'choosing', failed: null, error: null };

const notesOf = ({ headings, notFound, tooLong }: Read, texts: ReportsTexts): readonly string[] => [
  ...(headings === 'none' ? [texts.headingsNone] : []),
  ...(headings === 'some' ? [texts.headingsSome(partNames(texts, notFound))] : []),
  ...(tooLong.length > 0 ? [texts.previewTooLong(partNames(texts, tooLong))] : []),
];

interface PreviewProps {
  readonly fileName: string;
  readonly read: Read;
  readonly onTake: () => void;
  readonly onCancel: () => void;
}

function Preview({ fileName, read, onTake, onCancel }: PreviewProps) {
  const texts = useTexts(REPORTS_TEXTS);
  return (
    <section class="confirm stack-small" aria-label={texts.preview(fileName)}>
      <h3>{texts.preview(fileName)}</h3>
      {notesOf(read, texts).map((note) => (
        <p key={note} class="note note-warn">
          {note}
        </p>
      ))}
      {REPORT_PARTS.filter((part) => read.parts[part] !== '').map((part) => (
        <section key={part}>
          <h4>{texts.parts[part]}</h4>
          <Paragraphs text={read.parts[part]} />
        </section>
      ))}
      <p>{texts.takeFileEffect}</p>
      <div class="buttons">
        <button type="button" class="button button-strong" onClick={onTake}>
          {texts.takeFile}
        </button>
        <button type="button" class="button" onClick={onCancel}>
          {texts.cancel}
        </button>
      </div>
    </section>
  );
}

/** Parts that the file does not have keep what is written. */
const over = (written: ReportTexts, { parts }: Read): ReportTexts => {
  const found = Object.fromEntries(
    REPORT_PARTS.filter((part) => parts[part] !== '').map((part) => [part, parts[part]]),
  );
  return { ...written, ...found };
};

interface WordImportProps {
  readonly session: string;
  readonly written: ReportTexts;
  readonly onTake: (texts: ReportTexts) => void;
}

/** A report from a Word file: read, shown, and only then taken. */
export function WordImport({ session, written, onTake }: WordImportProps) {
  const texts = useTexts(REPORTS_TEXTS);
  const { api } = useDesk();
  const [file, setFile] = useState<File | null>(null);
  const [state, setState] = useState<Import>(CHOOSING);
  const choose = async (chosen: File) => {
    setFile(chosen);
    if (chosen.size > MAX_FILE_BYTES) return setState({ ...CHOOSING, error: texts.fileTooLarge });
    setState({ at: 'reading' });
    const bytes = base64Of(new Uint8Array(await chosen.arrayBuffer()));
    const request = { session, fileName: chosen.name, file: bytes };
    const answer = await api('readReportFile', request, { timeoutMs: TIMEOUT_MS });
    setState(answer.ok ? { at: 'preview', read: answer.value } : { ...CHOOSING, failed: answer });
  };
  const close = () => {
    setFile(null);
    setState(CHOOSING);
  };
  return (
    <details class="report-file">
      <summary>{texts.fileTitle}</summary>
      <div class="stack-small">
        <p class="quiet">{texts.fileHint}</p>
        <FileChoice
          file={file}
          error={state.at === 'choosing' ? state.error : null}
          accept={WORD}
          legend={texts.wordFile}
          dropHere={texts.dropWord}
          onChoose={(chosen) => void choose(chosen)}
        />
        {state.at === 'reading' && <p role="status">{texts.readingFile}</p>}
        {state.at === 'choosing' && state.failed !== null && <FailureNote answer={state.failed} />}
        {state.at === 'preview' && (
          <Preview
            fileName={file?.name ?? ''}
            read={state.read}
            onTake={() => {
              onTake(over(written, state.read));
              close();
            }}
            onCancel={close}
          />
        )}
      </div>
    </details>
  );
}

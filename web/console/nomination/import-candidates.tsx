import { useState } from 'preact/hooks';
import { useTexts } from '../../ui/texts.ts';
import { type Failed, FailureNote } from '../answers.tsx';
import { defectsOf } from '../import/defects.ts';
import { DefectsTable } from '../import/defects-table.tsx';
import { base64Of } from '../import/file-base64.ts';
import { FileChoice } from '../import/file-choice.tsx';
import { saveText } from '../save-text.ts';
import { useDesk } from '../staff-api.ts';
import { type Draft, isDirty, type NominationView } from './draft.ts';
import { templateCsv } from './template-csv.ts';
import { NOMINATION_TEXTS } from './texts.ts';

type How = 'replace' | 'append';

/** The contract's limit on the encoded file, as bytes of the file. */
const MAX_FILE_BYTES = 1_000_000;
const SLOW_MS = 60_000;

interface HowProps {
  readonly how: How;
  readonly onChoose: (how: How) => void;
}

function HowChoice({ how, onChoose }: HowProps) {
  const texts = useTexts(NOMINATION_TEXTS);
  const names = { replace: texts.fileReplace, append: texts.fileAppend };
  return (
    <fieldset class="choices">
      <legend>{texts.fileHow}</legend>
      {(['replace', 'append'] as const).map((each) => (
        <label key={each} class="choice">
          <input type="radio" name="how" checked={how === each} onChange={() => onChoose(each)} /> {names[each]}
        </label>
      ))}
    </fieldset>
  );
}

interface ImportCandidatesProps {
  readonly session: string;
  readonly draft: Draft;
  readonly onRead: (view: NominationView) => void;
}

type Reading =
  | { readonly kind: 'idle' | 'busy' }
  | { readonly kind: 'done'; readonly candidates: number }
  | { readonly kind: 'failed'; readonly answer: Failed };

function Outcome({ reading }: { readonly reading: Reading }) {
  const texts = useTexts(NOMINATION_TEXTS);
  if (reading.kind === 'busy') return <p role="status">{texts.fileReading}</p>;
  if (reading.kind === 'done')
    return (
      <p role="status" class="note note-good">
        {texts.fileDone(reading.candidates)}
      </p>
    );
  if (reading.kind !== 'failed') return null;
  const defects = reading.answer.problem === undefined ? [] : defectsOf(reading.answer.problem);
  return (
    <div class="stack-small">
      <h2>{texts.fileNothing}</h2>
      <FailureNote answer={reading.answer} />
      {defects.length > 0 && <DefectsTable defects={defects} />}
    </div>
  );
}

/** Candidates from a workbook or CSV; every defect is named by row and column, and with one nothing is taken. */
export function ImportCandidates({ session, draft, onRead }: ImportCandidatesProps) {
  const texts = useTexts(NOMINATION_TEXTS);
  const { api } = useDesk();
  const [file, setFile] = useState<File | null>(null);
  const [how, setHow] = useState<How>('replace');
  const [error, setError] = useState<string | null>(null);
  const [reading, setReading] = useState<Reading>({ kind: 'idle' });
  const read = async () => {
    const wrong = file === null ? texts.fileMissing : file.size > MAX_FILE_BYTES ? texts.fileTooLarge : null;
    setError(wrong);
    if (file === null || wrong !== null) return;
    setReading({ kind: 'busy' });
    const { version: expectedVersion, plannedSeats } = draft;
    const encoded = base64Of(new Uint8Array(await file.arrayBuffer()));
    const request = { session, expectedVersion, plannedSeats, how, fileName: file.name, file: encoded };
    const answer = await api('importNomination', request, { timeoutMs: SLOW_MS });
    if (!answer.ok) return setReading({ kind: 'failed', answer });
    setReading({ kind: 'done', candidates: answer.value.submitted.length + answer.value.candidates.length });
    onRead(answer.value);
  };
  const waits = isDirty(draft);
  return (
    <details class="import-candidates">
      <summary>{texts.fileTitle}</summary>
      <div class="stack">
        <p>{texts.fileLead}</p>
        <button type="button" class="button" onClick={() => saveText(texts.templateFile, 'text/csv', templateCsv())}>
          {texts.fileTemplate}
        </button>
        <FileChoice file={file} error={error} onChoose={setFile} />
        <HowChoice how={how} onChoose={setHow} />
        {waits && <p class="note note-warn">{texts.fileSaveFirst}</p>}
        <button
          type="button"
          class="button button-strong"
          disabled={waits || reading.kind === 'busy'}
          onClick={() => void read()}
        >
          {texts.fileRead}
        </button>
        <Outcome reading={reading} />
      </div>
    </details>
  );
}

import { useState } from 'preact/hooks';
import type { RequestOf, ResponseOf } from '../../../shared/contract/operations.ts';
import { isRoundId, type RoundId } from '../../../shared/process/ids.ts';
import { CATEGORIES } from '../../../shared/process/seats.ts';
import { useTexts } from '../../ui/texts.ts';
import { type Failed, FailureNote } from '../answers.tsx';
import { Confirm, useQuestion } from '../confirm.tsx';
import { defectsOf } from '../import/defects.ts';
import { DefectsTable } from '../import/defects-table.tsx';
import { base64Of, MAX_FILE_BYTES } from '../import/file-base64.ts';
import { FileChoice } from '../import/file-choice.tsx';
import { templateCsv } from '../import/template-csv.ts';
import { fragmentOf } from '../router.ts';
import { saveText } from '../save-text.ts';
import { useDesk } from '../staff-api.ts';
import { DataTable } from '../table/data-table.tsx';
import { TextField } from '../text-field.tsx';
import { TEXTS } from '../texts.ts';

type ImportedUnits = ResponseOf<'checkImport'>['units'];
type Request = RequestOf<'importRound'>;

type Progress =
  | { readonly kind: 'filling' }
  | { readonly kind: 'busy'; readonly doing: 'checking' | 'importing' }
  | { readonly kind: 'checked'; readonly request: Request; readonly units: ImportedUnits }
  | { readonly kind: 'failed'; readonly answer: Failed }
  | { readonly kind: 'imported'; readonly round: RoundId; readonly units: ImportedUnits };

/** Reading and checking a large workbook takes a cold function several seconds. */
const IMPORT_TIMEOUT_MS = 60_000;

interface Filled {
  readonly round: string;
  readonly roundName: string;
  readonly file: File | null;
}

type FillError = 'roundIdWrong' | 'roundNameWrong' | 'fileMissing' | 'fileTooLarge';

function errorsOf({ round, roundName, file }: Filled): readonly FillError[] {
  const errors: FillError[] = [];
  if (!isRoundId(round) || round.length > 20) errors.push('roundIdWrong');
  if (roundName.trim() === '') errors.push('roundNameWrong');
  if (file === null) errors.push('fileMissing');
  else if (file.size > MAX_FILE_BYTES) errors.push('fileTooLarge');
  return errors;
}

function UnitsTable({ caption, units }: { readonly caption: string; readonly units: ImportedUnits }) {
  const texts = useTexts(TEXTS);
  return (
    <DataTable
      caption={caption}
      rows={units}
      keyOf={({ session }) => session}
      searchable={false}
      columns={[
        { id: 'unit', title: texts.unit, text: ({ name }) => name },
        {
          id: 'officers',
          title: texts.officers,
          text: ({ officers }) => texts.people(officers),
          rank: ({ officers }) => officers,
        },
        {
          id: 'delegates',
          title: texts.delegates,
          text: ({ delegates }) => texts.people(delegates),
          rank: ({ delegates }) => delegates,
        },
        ...CATEGORIES.map((category) => ({
          id: category,
          title: texts.categories[category],
          text: ({ byCategory }: ImportedUnits[number]) => texts.people(byCategory[category]),
          rank: ({ byCategory }: ImportedUnits[number]) => byCategory[category],
        })),
      ]}
    />
  );
}

function Refused({ answer }: { readonly answer: Failed }) {
  const texts = useTexts(TEXTS);
  const defects = answer.problem === undefined ? [] : defectsOf(answer.problem);
  return (
    <section class="stack">
      <h2>{texts.nothingImported}</h2>
      <FailureNote answer={answer} />
      {defects.length > 0 && <p>{texts.defectsHint}</p>}
      {defects.length > 0 && <DefectsTable defects={defects} />}
    </section>
  );
}

function Checked({ units, onImport }: { readonly units: ImportedUnits; readonly onImport: () => void }) {
  const texts = useTexts(TEXTS);
  const question = useQuestion();
  const officers = units.reduce((sum, unit) => sum + unit.officers, 0);
  const delegates = units.reduce((sum, unit) => sum + unit.delegates, 0);
  return (
    <section class="stack">
      <h2>{texts.preview}</h2>
      <p role="status">{texts.totals(units.length, officers, delegates)}</p>
      <UnitsTable caption={texts.previewCaption} units={units} />
      {question.isAsked ? (
        <Confirm action={texts.importButton} onConfirm={onImport} onCancel={question.cancel}>
          <p>{texts.importConfirm(units.length, officers, delegates)}</p>
        </Confirm>
      ) : (
        <button type="button" class="button button-strong" ref={question.button} onClick={question.ask}>
          {texts.importButton}
        </button>
      )}
    </section>
  );
}

function Imported({ round, units }: { readonly round: RoundId; readonly units: ImportedUnits }) {
  const texts = useTexts(TEXTS);
  return (
    <section class="note note-good stack-small" role="status">
      <h2>{texts.imported(units.length)}</h2>
      <p>{texts.importedNext}</p>
      <a class="button button-strong" href={fragmentOf({ screen: 'rounds', round })}>
        {texts.toRound}
      </a>
    </section>
  );
}

/** Check, then import: one progress, of which every change to the form takes back what was checked. */
function useImport() {
  const { api } = useDesk();
  const [filled, setFilled] = useState<Filled>({ round: '', roundName: '', file: null });
  const [errors, setErrors] = useState<readonly FillError[]>([]);
  const [progress, setProgress] = useState<Progress>({ kind: 'filling' });
  const fill = (change: Partial<Filled>) => {
    setFilled({ ...filled, ...change });
    setErrors([]);
    setProgress({ kind: 'filling' });
  };
  const check = async () => {
    const { round, roundName, file } = filled;
    const found = errorsOf(filled);
    setErrors(found);
    if (found.length > 0 || file === null) return;
    setProgress({ kind: 'busy', doing: 'checking' });
    const bytes = new Uint8Array(await file.arrayBuffer());
    const request = { round, roundName: roundName.trim(), fileName: file.name, file: base64Of(bytes) };
    const answer = await api('checkImport', request, { timeoutMs: IMPORT_TIMEOUT_MS });
    setProgress(answer.ok ? { kind: 'checked', request, units: answer.value.units } : { kind: 'failed', answer });
  };
  const importRound = async (request: Request) => {
    if (!isRoundId(request.round)) return;
    setProgress({ kind: 'busy', doing: 'importing' });
    const answer = await api('importRound', request, { timeoutMs: IMPORT_TIMEOUT_MS });
    setProgress(
      answer.ok ? { kind: 'imported', round: request.round, units: answer.value.units } : { kind: 'failed', answer },
    );
  };
  return { filled, errors, progress, fill, check, importRound };
}

type Import = ReturnType<typeof useImport>;

function Form({ filled, errors, progress, fill, check }: Import) {
  const texts = useTexts(TEXTS);
  const errorText = (...codes: readonly FillError[]) => {
    const code = codes.find((one) => errors.includes(one));
    return code === undefined ? null : texts[code];
  };
  const busy = progress.kind === 'busy';
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void check();
      }}
    >
      <TextField
        label={texts.roundId}
        hint={texts.roundIdHint}
        value={filled.round}
        maxLength={20}
        error={errorText('roundIdWrong')}
        onInput={(round) => fill({ round })}
      />
      <TextField
        label={texts.roundName}
        hint={texts.roundNameHint}
        value={filled.roundName}
        maxLength={60}
        error={errorText('roundNameWrong')}
        onInput={(roundName) => fill({ roundName })}
      />
      <FileChoice
        file={filled.file}
        error={errorText('fileMissing', 'fileTooLarge')}
        onChoose={(file) => fill({ file })}
      />
      <button type="submit" class="button button-strong" aria-disabled={busy}>
        {texts.check}
      </button>
      {busy && (
        <div role="status" class="stack-small">
          <p>{texts[progress.doing]}</p>
          <progress aria-label={texts[progress.doing]} />
        </div>
      )}
    </form>
  );
}

function OfficeImport() {
  const texts = useTexts(TEXTS);
  const state = useImport();
  const { progress, importRound } = state;
  return (
    <>
      <p>{texts.importLead}</p>
      <p>
        <button type="button" class="button" onClick={() => saveText(texts.templateFile, 'text/csv', templateCsv())}>
          {texts.template}
        </button>
      </p>
      <Form {...state} />
      {progress.kind === 'failed' && <Refused answer={progress.answer} />}
      {progress.kind === 'checked' && (
        <Checked units={progress.units} onImport={() => void importRound(progress.request)} />
      )}
      {progress.kind === 'imported' && <Imported round={progress.round} units={progress.units} />}
    </>
  );
}

/** Importing a round: check the file, look at what it holds, import it whole or not at all. */
export function ImportScreen() {
  const texts = useTexts(TEXTS);
  const { role } = useDesk();
  return (
    <>
      <h1>{texts.importTitle}</h1>
      {role === 'inspection-office' ? <OfficeImport /> : <p class="note">{texts.importNotAllowed}</p>}
    </>
  );
}

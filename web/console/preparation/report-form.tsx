import { useState } from 'preact/hooks';
import { PREPARATION_PARTS, type PreparationTexts } from '../../../shared/process/preparation.ts';
import { useTexts } from '../../ui/texts.ts';
import { FailureNote } from '../answers.tsx';
import { Confirm, useQuestion } from '../confirm.tsx';
import { useDesk } from '../staff-api.ts';
import { TextArea } from '../text-area.tsx';
import { useAction } from '../use-action.ts';
import { type HandedIn, ReportText } from './report-text.tsx';
import { PREPARATION_TEXTS } from './texts.ts';

const EMPTY: PreparationTexts = { opinions: '', delegates: '', reports: '', venue: '', risks: '' };
const MAX_CHARACTERS = 2_000;
const ROWS = 4;
/** As people count them: a rare character is one. */
const charactersOf = (text: string): number => [...text.trim()].length;

const isComplete = (parts: PreparationTexts): boolean =>
  PREPARATION_PARTS.every((part) => {
    const characters = charactersOf(parts[part]);
    return characters > 0 && characters <= MAX_CHARACTERS;
  });

interface FieldsProps {
  readonly parts: PreparationTexts;
  readonly onChange: (parts: PreparationTexts) => void;
}

function PartFields({ parts, onChange }: FieldsProps) {
  const texts = useTexts(PREPARATION_TEXTS);
  return (
    <>
      {PREPARATION_PARTS.map((part) => (
        <TextArea
          key={part}
          label={texts.parts[part]}
          rows={ROWS}
          value={parts[part]}
          note={texts.characters(charactersOf(parts[part]), MAX_CHARACTERS)}
          onInput={(text) => onChange({ ...parts, [part]: text })}
        />
      ))}
    </>
  );
}

interface ReportFormProps {
  readonly session: string;
  readonly report: HandedIn;
  readonly onSubmitted: () => void;
}

/** The unit's clerk writes the report. A new version undoes acknowledgements, and the question says whose. */
export function ReportForm({ session, report, onSubmitted }: ReportFormProps) {
  const texts = useTexts(PREPARATION_TEXTS);
  const { api } = useDesk();
  const [parts, setParts] = useState<PreparationTexts>(report.parts ?? EMPTY);
  const [isWrong, setWrong] = useState(false);
  const question = useQuestion();
  const { version: expectedVersion, acknowledged } = report;
  const { busy, failed, press } = useAction(async () => {
    const answer = await api('submitPreparation', { session, expectedVersion, parts });
    onSubmitted();
    return answer;
  }, onSubmitted);
  const action = expectedVersion === 0 ? texts.submit : texts.submitAgain;
  const ask = () => {
    setWrong(!isComplete(parts));
    if (isComplete(parts)) question.ask();
  };
  const undone = acknowledged.map(({ role }) => texts.roles[role]).join('、');
  return (
    <div class="stack-small">
      <PartFields
        parts={parts}
        onChange={(changed) => {
          setParts(changed);
          question.close();
        }}
      />
      {isWrong && (
        <p class="field-error" role="alert">
          {texts.incomplete}
        </p>
      )}
      {failed !== null && (
        <>
          <FailureNote answer={failed} />
          <p>{texts.storedNow}</p>
          <ReportText report={report} />
        </>
      )}
      {question.isAsked ? (
        <Confirm
          danger={acknowledged.length > 0}
          action={action}
          onCancel={question.cancel}
          onConfirm={() => {
            question.close();
            void press();
          }}
        >
          <p>{acknowledged.length > 0 ? texts.submitResets(undone) : texts.submitEffect}</p>
        </Confirm>
      ) : (
        <button type="button" class="button button-strong" disabled={busy} ref={question.button} onClick={ask}>
          {action}
        </button>
      )}
    </div>
  );
}

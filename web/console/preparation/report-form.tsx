import { useRef, useState } from 'preact/hooks';
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

/** The texts as they are typed, and the press that hands them in. */
function useReportDraft({ session, report, onSubmitted }: ReportFormProps) {
  const { api } = useDesk();
  const [parts, setParts] = useState<PreparationTexts>(report.parts ?? EMPTY);
  /** After a refusal the other version is on the screen: handing in again is meant. */
  const isShownAnother = useRef(false);
  // What was typed is a change of the version it started from, not of what others have handed in since.
  const [base, setBase] = useState(report.version);
  const action = useAction(async () => {
    const expectedVersion = isShownAnother.current ? report.version : base;
    const answer = await api('submitPreparation', { session, expectedVersion, parts });
    isShownAnother.current = !answer.ok;
    if (answer.ok) setBase(answer.value.version);
    onSubmitted();
    return answer;
  }, onSubmitted);
  return { parts, setParts, ...action };
}

/** A new version undoes acknowledgements; the question says whose. */
function SubmitQuestion({ report, question, onConfirm }: SubmitQuestionProps) {
  const texts = useTexts(PREPARATION_TEXTS);
  const { acknowledged, version } = report;
  const undone = acknowledged.map(({ role }) => texts.roles[role]).join('、');
  return (
    <Confirm
      danger={acknowledged.length > 0}
      action={version === 0 ? texts.submit : texts.submitAgain}
      onCancel={question.cancel}
      onConfirm={() => {
        question.close();
        onConfirm();
      }}
    >
      <p>{acknowledged.length > 0 ? texts.submitResets(undone) : texts.submitEffect}</p>
    </Confirm>
  );
}

interface SubmitQuestionProps {
  readonly report: HandedIn;
  readonly question: ReturnType<typeof useQuestion>;
  readonly onConfirm: () => void;
}

/** The unit's clerk writes the report; what somebody else handed in meanwhile stands below what is typed. */
export function ReportForm(props: ReportFormProps) {
  const texts = useTexts(PREPARATION_TEXTS);
  const { report } = props;
  const { parts, setParts, busy, failed, press } = useReportDraft(props);
  const [isWrong, setWrong] = useState(false);
  const question = useQuestion();
  const change = (changed: PreparationTexts) => {
    setParts(changed);
    question.close();
  };
  const ask = () => {
    setWrong(!isComplete(parts));
    if (isComplete(parts)) question.ask();
  };
  return (
    <div class="stack-small">
      <PartFields parts={parts} onChange={change} />
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
        <SubmitQuestion report={report} question={question} onConfirm={() => void press()} />
      ) : (
        <button type="button" class="button button-strong" disabled={busy} ref={question.button} onClick={ask}>
          {report.version === 0 ? texts.submit : texts.submitAgain}
        </button>
      )}
    </div>
  );
}

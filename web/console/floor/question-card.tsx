import { useState } from 'preact/hooks';
import { useTexts } from '../../ui/texts.ts';
import { FailureNote } from '../answers.tsx';
import { SaveOrCancel } from '../save-or-cancel.tsx';
import { useDesk } from '../staff-api.ts';
import { TextArea } from '../text-area.tsx';
import { TextField } from '../text-field.tsx';
import { useAction } from '../use-action.ts';
import type { FloorProps, FloorView } from './floor-view.ts';
import { FLOOR_TEXTS } from './texts.ts';

interface CardProps extends FloorProps {
  readonly question: FloorView['questions'][number];
}

type FormProps = CardProps & { readonly onClose: () => void };

function AnswerForm({ view, question, reload, onClose }: FormProps) {
  const texts = useTexts(FLOOR_TEXTS);
  const { api } = useDesk();
  const [answer, setAnswer] = useState(question.answer ?? '');
  const [answeredBy, setAnsweredBy] = useState(question.answeredBy ?? '');
  const { session } = view;
  // As the form was opened: whoever corrected it since is not written over.
  const [after] = useState(question.earlier.length + (question.answer === null ? 0 : 1));
  const action = useAction(
    () => api('recordAnswer', { session, question: question.number, answer, answeredBy, after }),
    () => {
      reload();
      onClose();
    },
  );
  const isWhole = answer.trim() !== '' && answeredBy.trim() !== '';
  return (
    <div class="stack-small">
      <TextArea label={texts.answerLabel} rows={4} value={answer} onInput={setAnswer} />
      <TextField label={texts.answeredByLabel} value={answeredBy} error={null} maxLength={40} onInput={setAnsweredBy} />
      <SaveOrCancel action={action} save={texts.save} cancel={texts.cancel} isWhole={isWhole} onCancel={onClose} />
    </div>
  );
}

function AsideForm({ view, question, reload, onClose }: FormProps) {
  const texts = useTexts(FLOOR_TEXTS);
  const { api } = useDesk();
  const [reason, setReason] = useState('');
  const { session } = view;
  const action = useAction(
    () => api('setQuestionAside', { session, question: question.number, reason }),
    () => {
      reload();
      onClose();
    },
  );
  return (
    <div class="stack-small">
      <p>{texts.asideEffect}</p>
      <TextArea label={texts.asideLabel} rows={2} value={reason} onInput={setReason} />
      <SaveOrCancel
        action={action}
        save={texts.aside}
        cancel={texts.cancel}
        isWhole={reason.trim().length >= 2}
        onCancel={onClose}
      />
    </div>
  );
}

function Call({ view, floor, question, reload }: CardProps) {
  const texts = useTexts(FLOOR_TEXTS);
  const { api } = useDesk();
  const { session } = view;
  const isCalled = floor.called === question.number;
  const { busy, failed, press } = useAction(
    () => api('callQuestion', { session, question: isCalled ? null : question.number }),
    reload,
  );
  return (
    <>
      <button type="button" class="button" disabled={busy} onClick={() => void press()}>
        {isCalled ? texts.uncall : texts.call}
      </button>
      {failed !== null && <FailureNote answer={failed} />}
    </>
  );
}

function Presses({ open, ...props }: CardProps & { readonly open: (form: 'answer' | 'aside') => void }) {
  const texts = useTexts(FLOOR_TEXTS);
  const { role } = useDesk();
  const { state } = props.question;
  return (
    <div class="buttons no-print">
      {state === 'queued' && <Call {...props} />}
      <button type="button" class="button" onClick={() => open('answer')}>
        {state === 'answered' ? texts.correct : texts.answer}
      </button>
      {state === 'queued' && role === 'inspection-office' && (
        <button type="button" class="button" onClick={() => open('aside')}>
          {texts.aside}
        </button>
      )}
    </div>
  );
}

/** What stood there before it was corrected: a record that could be changed unseen would be none. */
function Earlier({ question }: Pick<CardProps, 'question'>) {
  const texts = useTexts(FLOOR_TEXTS);
  return (
    <details>
      <summary>{texts.earlier(question.earlier.length)}</summary>
      <ol class="stack-small">
        {question.earlier.map(({ answer, answeredBy }, place) => (
          <li key={place} class="floor-words quiet">
            {texts.answeredBy(answeredBy)} {answer}
          </li>
        ))}
      </ol>
    </details>
  );
}

/** One question: what was asked, what became of it, and what the record's keeper can do now. */
export function QuestionCard(props: CardProps) {
  const texts = useTexts(FLOOR_TEXTS);
  const [form, setForm] = useState<'none' | 'answer' | 'aside'>('none');
  const { question, floor, isRecorder } = props;
  const { number, source, wording, state, answer, answeredBy, setAsideWhy } = question;
  const close = () => setForm('none');
  return (
    <li class="floor-question stack-small" aria-label={texts.number(number)}>
      <p>
        <strong>{texts.number(number)}</strong> <span class="quiet">{texts.sources[source]}</span>{' '}
        <span class="step-status">{floor.called === number ? texts.called : texts.states[state]}</span>
      </p>
      <p class="floor-words">{wording}</p>
      {answer !== null && (
        <p class="floor-words">
          <strong>{texts.answeredBy(answeredBy ?? '')}</strong> {answer}
        </p>
      )}
      {question.earlier.length > 0 && <Earlier question={question} />}
      {setAsideWhy !== null && <p class="quiet">{texts.asideWhy(setAsideWhy)}</p>}
      {isRecorder && form === 'none' && <Presses {...props} open={setForm} />}
      {form === 'answer' && <AnswerForm {...props} onClose={close} />}
      {form === 'aside' && <AsideForm {...props} onClose={close} />}
    </li>
  );
}

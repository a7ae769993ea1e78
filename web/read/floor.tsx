import { useTexts } from '../ui/texts.ts';
import type { Reading } from './answers.ts';
import { Paragraphs } from './paragraphs.tsx';
import { TEXTS } from './texts.ts';

type Floor = NonNullable<Reading['floor']>;
type Question = Floor['questions'][number];

/** The order of the meeting, the current item marked by a word and not by a colour alone. */
export function Agenda({ floor }: { readonly floor: Floor }) {
  const texts = useTexts(TEXTS);
  return (
    <section class="stack-small" aria-labelledby="agenda">
      <h2 id="agenda">{texts.agenda}</h2>
      <ol class="reading-agenda">
        {floor.agenda.map((item, place) => (
          <li key={place} {...(place === floor.current ? { 'aria-current': 'step' as const } : {})}>
            {item}
            {place === floor.current && <strong> · {texts.isNow}</strong>}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Answered({ question }: { readonly question: Question }) {
  const texts = useTexts(TEXTS);
  const { state, answer, answeredBy, earlier, setAsideWhy } = question;
  if (answer !== null)
    return (
      <blockquote class="reading-reply">
        {answeredBy !== null && <p class="reading-label">{texts.answeredBy(answeredBy)}</p>}
        <Paragraphs text={answer} />
        {earlier.length > 0 && (
          <details>
            <summary>{texts.corrected(earlier.length)}</summary>
            {earlier.map((before, place) => (
              <Paragraphs key={place} text={before.answer} />
            ))}
          </details>
        )}
      </blockquote>
    );
  return <p class="quiet">{state === 'set-aside' ? texts.setAside(setAsideWhy ?? '') : texts.waiting}</p>;
}

/** The questions on record, each with the answer that was given. */
export function Questions({ floor }: { readonly floor: Floor }) {
  const texts = useTexts(TEXTS);
  const recording = floor.recording ?? undefined;
  return (
    <section class="stack-small" aria-labelledby="questions">
      <h2 id="questions">{texts.questions}</h2>
      {floor.questions.length === 0 && <p class="quiet">{texts.noQuestions}</p>}
      <ol class="stack-small">
        {floor.questions.map((question) => (
          <li key={question.number} class="reading-item stack-small">
            <h3>{texts.questionNumber(question.number)}</h3>
            <Paragraphs text={question.wording} />
            <Answered question={question} />
          </li>
        ))}
      </ol>
      {floor.statement !== null && (
        <>
          <h3>{texts.statement}</h3>
          <Paragraphs text={floor.statement} />
          {recording !== undefined && (
            <p>
              <a href={recording.url} target="_blank" rel="noreferrer">
                {texts.listen}
              </a>
            </p>
          )}
        </>
      )}
    </section>
  );
}

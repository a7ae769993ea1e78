import { useState } from 'preact/hooks';
import type { ResponseOf } from '../../../shared/contract/operations.ts';
import { toB64u } from '../../../shared/protocol/bytes.ts';
import { useTexts } from '../../ui/texts.ts';
import { FailureNote, useLoaded } from '../answers.tsx';
import { randomBytes } from '../random-bytes.ts';
import { useDesk } from '../staff-api.ts';
import { TextArea } from '../text-area.tsx';
import { useAction } from '../use-action.ts';
import type { FloorProps } from './floor-view.ts';
import { QuestionCard } from './question-card.tsx';
import { FLOOR_TEXTS } from './texts.ts';

/** The id under which one question is put, however often the request is sent. */
const newId = () => toB64u(randomBytes(16));

function PutSpoken({ view, reload }: FloorProps) {
  const texts = useTexts(FLOOR_TEXTS);
  const { api } = useDesk();
  const [draft, setDraft] = useState({ id: newId(), wording: '' });
  const { id, wording } = draft;
  const { session } = view;
  const { busy, failed, press } = useAction(
    () => api('putQuestion', { session, id, source: 'spoken', wording, collated: null }),
    () => {
      setDraft({ id: newId(), wording: '' });
      reload();
    },
  );
  return (
    <div class="stack-small no-print">
      <h3>{texts.putSpoken}</h3>
      <TextArea
        label={texts.questionLabel}
        rows={3}
        value={wording}
        onInput={(value) => setDraft({ id, wording: value })}
      />
      <button
        type="button"
        class="button button-strong"
        disabled={busy || wording.trim() === ''}
        onClick={() => void press()}
      >
        {texts.put}
      </button>
      {failed !== null && <FailureNote answer={failed} />}
    </div>
  );
}

type Collated = ResponseOf<'listCollated'>['items'][number];

function PutCollated({ view, reload, item }: FloorProps & { readonly item: Collated }) {
  const texts = useTexts(FLOOR_TEXTS);
  const { api } = useDesk();
  const [id] = useState(newId);
  const { session } = view;
  const { number: collated, wording } = item;
  const { busy, failed, press } = useAction(
    () => api('putQuestion', { session, id, source: 'phone', wording, collated }),
    reload,
  );
  return (
    <li class="beside">
      <span>{wording}</span>
      <button type="button" class="button" disabled={busy} onClick={() => void press()}>
        {texts.putThis}
      </button>
      {failed !== null && <FailureNote answer={failed} />}
    </li>
  );
}

/** Questions from phones, in the inspection office's wording, that are not on record yet. */
function ByPhone(props: FloorProps) {
  const texts = useTexts(FLOOR_TEXTS);
  const { api } = useDesk();
  const { session } = props.view;
  // Whatever was put changes the list: it is asked for again with every change of the floor.
  const [loaded] = useLoaded(`${session} ${props.floor.version}`, () => api('listCollated', { session }));
  if (loaded.kind !== 'ready') return null;
  const onRecord = new Set(props.floor.questions.map(({ collated }) => collated));
  const waiting = loaded.value.items.filter(({ kind, number }) => kind === 'question' && !onRecord.has(number));
  return (
    <div class="stack-small no-print">
      <h3>{texts.byPhone}</h3>
      {waiting.length === 0 ? (
        <p class="quiet">{texts.noneByPhone}</p>
      ) : (
        <ul class="floor-waiting">
          {waiting.map((item) => (
            <PutCollated key={item.number} {...props} item={item} />
          ))}
        </ul>
      )}
    </div>
  );
}

/** The questions in their order, and the ways to put another. */
export function QuestionsSection(props: FloorProps) {
  const texts = useTexts(FLOOR_TEXTS);
  const { role } = useDesk();
  const { questions } = props.floor;
  return (
    <section class="stack" aria-labelledby="questions-heading">
      <h2 id="questions-heading">{texts.questions}</h2>
      {questions.length === 0 && <p class="note">{texts.noQuestions}</p>}
      <ol class="floor-questions">
        {questions.map((question) => (
          <QuestionCard key={question.number} {...props} question={question} />
        ))}
      </ol>
      {props.isRecorder && <PutSpoken {...props} />}
      {role === 'inspection-office' && <ByPhone {...props} />}
    </section>
  );
}

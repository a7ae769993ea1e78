import { useState } from 'preact/hooks';
import type { ResponseOf } from '../../../shared/contract/operations.ts';
import type { CollatedWording } from '../../../shared/process/collation.ts';
import { useTexts } from '../../ui/texts.ts';
import { type Failed, FailureNote, useLoaded, WhenLoaded } from '../answers.tsx';
import { Confirm, useQuestion } from '../confirm.tsx';
import { useDesk } from '../staff-api.ts';
import { useAction } from '../use-action.ts';
import { OpinionCard, type RawOpinion } from './opinion-card.tsx';
import { PhotoStrip } from './photo-strip.tsx';
import { type Subjects, subjectName } from './subjects.ts';
import { COLLATION_TEXTS } from './texts.ts';
import { WordingForm } from './wording-form.tsx';

export type CollatedEntry = ResponseOf<'listCollated'>['items'][number];

interface EntryProps {
  readonly session: string;
  readonly entry: CollatedEntry;
  readonly subjects: Subjects;
  readonly onChanged: () => void;
}

/** Each has to be said yes to: a photo can tell who was where. */
function Release({ session, entry, onChanged, opinion, photo }: EntryProps & { opinion: string; photo: string }) {
  const texts = useTexts(COLLATION_TEXTS);
  const { api } = useDesk();
  const question = useQuestion();
  const { number } = entry;
  const { busy, failed, press } = useAction(
    () => api('releasePhoto', { session, number, opinion, photo }),
    () => {
      question.close();
      onChanged();
    },
  );
  if (entry.photos.includes(photo)) return <p class="quiet">{texts.releasedAlready}</p>;
  return (
    <>
      <button type="button" class="button" ref={question.button} disabled={busy} onClick={question.ask}>
        {texts.release}
      </button>
      {question.isAsked && (
        <Confirm action={texts.release} onConfirm={() => void press()} onCancel={question.cancel}>
          <p>{texts.releaseEffect}</p>
        </Confirm>
      )}
      {failed !== null && <FailureNote answer={failed} />}
    </>
  );
}

type EditorProps = EntryProps & { readonly opinions: readonly RawOpinion[]; readonly onClose: () => void };

function Editor(props: EditorProps) {
  const { session, entry, subjects, opinions, onChanged, onClose } = props;
  const texts = useTexts(COLLATION_TEXTS);
  const { api } = useDesk();
  const [kept, setKept] = useState<ReadonlySet<string>>(new Set(opinions.map(({ opinion }) => opinion)));
  const [failed, setFailed] = useState<Failed | null>(null);
  const [busy, setBusy] = useState(false);
  const keep = (opinion: string, isKept: boolean) => {
    const next = new Set(kept);
    if (isKept) next.add(opinion);
    else next.delete(opinion);
    setKept(next);
  };
  const save = async (wording: CollatedWording) => {
    setBusy(true);
    const { number, version: expectedVersion } = entry;
    const answer = await api('changeCollated', { session, number, expectedVersion, opinions: [...kept], ...wording });
    setBusy(false);
    setFailed(answer.ok ? null : answer);
    if (!answer.ok) return;
    onChanged();
    onClose();
  };
  return (
    <div class="confirm stack-small">
      <p>{texts.keepChosen}</p>
      <ol class="opinion-list">
        {opinions.map((opinion, index) => (
          <OpinionCard
            key={opinion.opinion}
            session={session}
            opinion={opinion}
            place={index + 1}
            subjects={subjects}
            isChosen={kept.has(opinion.opinion)}
            onChoose={(isKept) => keep(opinion.opinion, isKept)}
          >
            {opinion.photos.map((photo) => (
              <Release key={photo} {...props} opinion={opinion.opinion} photo={photo} />
            ))}
          </OpinionCard>
        ))}
      </ol>
      {kept.size === 0 && <p class="note note-warn">{texts.withdrawEffect}</p>}
      <WordingForm
        start={entry}
        subjects={subjects}
        action={texts.save}
        busy={busy}
        onSave={(wording) => void save(wording)}
        onCancel={onClose}
      />
      {failed !== null && <FailureNote answer={failed} />}
    </div>
  );
}

function Open(props: EntryProps & { readonly onClose: () => void }) {
  const { api } = useDesk();
  const { session, entry } = props;
  const { number, version } = entry;
  const [loaded, reload] = useLoaded(`${session} ${number} ${version}`, () => api('getCollated', { session, number }));
  return (
    <WhenLoaded loaded={loaded} onRetry={reload}>
      {({ opinions }) => <Editor {...props} opinions={opinions} />}
    </WhenLoaded>
  );
}

/** One entry of the collated list. */
export function CollatedCard(props: EntryProps) {
  const texts = useTexts(COLLATION_TEXTS);
  const { api, role } = useDesk();
  const [isOpen, setOpen] = useState(false);
  const { session, entry, subjects } = props;
  const { number, kind, about, topic, wording, opinions, photos, status } = entry;
  const who = subjectName(about, { subjects, wholeUnit: texts.wholeUnit });
  const mayChange = role === 'inspection-office' && status === 'listed';
  return (
    <li class="opinion-card stack-small" aria-label={texts.entry(number)}>
      <p>
        <strong>
          {texts.entry(number)} · {topic}
        </strong>{' '}
        <span class="quiet">{[texts.kinds[kind], who, texts.standsFor(opinions)].join(' · ')}</span>{' '}
        {texts.status[status] !== '' && <span class="step-status">{texts.status[status]}</span>}
      </p>
      <p class="opinion-words">{wording}</p>
      <PhotoStrip
        photos={photos}
        label={texts.released(photos.length)}
        open={(photo) => api('openReleasedPhoto', { session, number, photo })}
      />
      {mayChange && !isOpen && (
        <button type="button" class="button no-print" onClick={() => setOpen(true)}>
          {texts.change}
        </button>
      )}
      {isOpen && <Open {...props} onClose={() => setOpen(false)} />}
    </li>
  );
}

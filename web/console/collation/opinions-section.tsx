import { useState } from 'preact/hooks';
import { type CollatedWording, MAX_OPINIONS_TOGETHER } from '../../../shared/process/collation.ts';
import { useTexts } from '../../ui/texts.ts';
import { type Failed, FailureNote, LoadingNote } from '../answers.tsx';
import { useDesk } from '../staff-api.ts';
import { OpinionCard, type RawOpinion } from './opinion-card.tsx';
import type { Subjects } from './subjects.ts';
import { COLLATION_TEXTS } from './texts.ts';
import type { RawPages } from './use-raw-opinions.ts';
import { WordingForm } from './wording-form.tsx';

const FILTERS = ['new', 'collated', 'discarded', 'all'] as const;
type Filter = (typeof FILTERS)[number];

interface FilterChoiceProps {
  readonly value: Filter;
  readonly onChoose: (filter: Filter) => void;
}

function FilterChoice({ value, onChoose }: FilterChoiceProps) {
  const texts = useTexts(COLLATION_TEXTS);
  return (
    <fieldset class="choices opinion-filter">
      <legend>{texts.show}</legend>
      {FILTERS.map((filter) => (
        <label key={filter} class="choice">
          <input type="radio" name="opinion-filter" checked={value === filter} onChange={() => onChoose(filter)} />{' '}
          {texts.filters[filter]}
        </label>
      ))}
    </fieldset>
  );
}

/** A start for the words: what the first chosen one is, and about whom; never its words. */
const startOf = (chosen: readonly RawOpinion[]): CollatedWording => ({
  kind: chosen[0]?.kind ?? 'suggestion',
  about: chosen[0]?.about ?? { kind: 'unit' },
  topic: '',
  wording: '',
});

interface OpinionsSectionProps {
  readonly session: string;
  readonly subjects: Subjects;
  readonly raw: RawPages;
  readonly onCollated: () => void;
}

/** Which opinions are chosen, and the press that makes one entry of them. */
function useCollating({ session, onCollated }: Pick<OpinionsSectionProps, 'session' | 'onCollated'>) {
  const { api } = useDesk();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [failed, setFailed] = useState<Failed | null>(null);
  const [done, setDone] = useState<number | null>(null);
  const [busy, setBusy] = useState(false);
  const choose = (opinion: string, isChosen: boolean) => {
    const next = new Set(chosen);
    if (isChosen) next.add(opinion);
    else next.delete(opinion);
    setChosen(next);
    setDone(null);
  };
  const collate = async (wording: CollatedWording) => {
    setBusy(true);
    const answer = await api('collate', { session, opinions: [...chosen], ...wording });
    setBusy(false);
    setFailed(answer.ok ? null : answer);
    if (!answer.ok) return;
    setChosen(new Set());
    setDone(answer.value.number);
    onCollated();
  };
  return { chosen, failed, done, busy, choose, collate };
}

type Collating = ReturnType<typeof useCollating>;

/** The words of the entry, where the chosen ones fit into one. */
function Wording({
  subjects,
  raw,
  collating,
}: Pick<OpinionsSectionProps, 'subjects' | 'raw'> & { collating: Collating }) {
  const texts = useTexts(COLLATION_TEXTS);
  const { chosen, failed, busy, collate } = collating;
  if (chosen.size === 0 || chosen.size > MAX_OPINIONS_TOGETHER) return null;
  return (
    <section class="confirm stack-small" aria-labelledby="word-heading">
      <h3 id="word-heading">{texts.wordTitle}</h3>
      <p>{texts.wordLead}</p>
      <WordingForm
        start={startOf(raw.opinions.filter(({ opinion }) => chosen.has(opinion)))}
        subjects={subjects}
        action={texts.collate}
        busy={busy}
        onSave={(wording) => void collate(wording)}
      />
      {failed !== null && <FailureNote answer={failed} />}
    </section>
  );
}

type ListProps = Pick<OpinionsSectionProps, 'session' | 'subjects' | 'raw'> & { readonly collating: Collating };

function RawList({ session, subjects, raw, collating: { chosen, choose } }: ListProps) {
  const texts = useTexts(COLLATION_TEXTS);
  const [filter, setFilter] = useState<Filter>('new');
  const shown = raw.opinions.filter(({ state }) => filter === 'all' || state.kind === filter);
  const choosing = ({ opinion, state }: RawOpinion) =>
    state.kind === 'collated' ? {} : { onChoose: (isChosen: boolean) => choose(opinion, isChosen) };
  return (
    <>
      <FilterChoice value={filter} onChoose={setFilter} />
      {shown.length === 0 && <p class="note">{texts.noneShown}</p>}
      <ol class="opinion-list">
        {shown.map((each, index) => (
          <OpinionCard
            key={each.opinion}
            session={session}
            opinion={each}
            place={index + 1}
            subjects={subjects}
            isChosen={chosen.has(each.opinion)}
            onDiscarded={raw.reload}
            {...choosing(each)}
          />
        ))}
      </ol>
    </>
  );
}

/** What people wrote, page by page; one or several are chosen and written up as one entry. */
export function OpinionsSection({ session, subjects, raw, onCollated }: OpinionsSectionProps) {
  const texts = useTexts(COLLATION_TEXTS);
  const collating = useCollating({ session, onCollated });
  const { opinions, failed, isLoading, more, reload } = raw;
  return (
    <section class="stack no-print" aria-labelledby="raw-heading">
      <h2 id="raw-heading">{texts.rawTitle}</h2>
      <p>{texts.rawLead}</p>
      {failed !== null && <FailureNote answer={failed} onRetry={reload} />}
      {isLoading && <LoadingNote />}
      {!isLoading && opinions.length === 0 && failed === null && <p class="note">{texts.rawEmpty}</p>}
      {opinions.length > 0 && <RawList session={session} subjects={subjects} raw={raw} collating={collating} />}
      {more !== null && (
        <button type="button" class="button" onClick={more}>
          {texts.more}
        </button>
      )}
      <p role="status">
        {collating.done === null ? texts.chosen(collating.chosen.size) : texts.collated(collating.done)}
      </p>
      <Wording subjects={subjects} raw={raw} collating={collating} />
    </section>
  );
}

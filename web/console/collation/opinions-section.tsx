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

/** What people wrote, page by page; one or several are chosen and written up as one entry. */
export function OpinionsSection({ session, subjects, raw, onCollated }: OpinionsSectionProps) {
  const texts = useTexts(COLLATION_TEXTS);
  const { api } = useDesk();
  const [filter, setFilter] = useState<Filter>('new');
  const [chosenIds, setChosenIds] = useState<ReadonlySet<string>>(new Set());
  const [failed, setFailed] = useState<Failed | null>(null);
  const [done, setDone] = useState<number | null>(null);
  const [busy, setBusy] = useState(false);
  const shown = raw.opinions.filter(({ state }) => filter === 'all' || state.kind === filter);
  const chosen = raw.opinions.filter(({ opinion }) => chosenIds.has(opinion));
  const choose = (opinion: string, isChosen: boolean) => {
    const next = new Set(chosenIds);
    if (isChosen) next.add(opinion);
    else next.delete(opinion);
    setChosenIds(next);
    setDone(null);
  };
  const collate = async (wording: CollatedWording) => {
    setBusy(true);
    const answer = await api('collate', { session, opinions: [...chosenIds], ...wording });
    setBusy(false);
    setFailed(answer.ok ? null : answer);
    if (!answer.ok) return;
    setChosenIds(new Set());
    setDone(answer.value.number);
    onCollated();
  };
  return (
    <section class="stack no-print" aria-labelledby="raw-heading">
      <h2 id="raw-heading">{texts.rawTitle}</h2>
      <p>{texts.rawLead}</p>
      {raw.failed !== null && <FailureNote answer={raw.failed} onRetry={raw.reload} />}
      {raw.isLoading && <LoadingNote />}
      {!raw.isLoading && raw.opinions.length === 0 && raw.failed === null && <p class="note">{texts.rawEmpty}</p>}
      {raw.opinions.length > 0 && <FilterChoice value={filter} onChoose={setFilter} />}
      {raw.opinions.length > 0 && shown.length === 0 && <p class="note">{texts.noneShown}</p>}
      <ol class="opinion-list">
        {shown.map((opinion, index) => (
          <OpinionCard
            key={opinion.opinion}
            session={session}
            opinion={opinion}
            place={index + 1}
            subjects={subjects}
            isChosen={chosenIds.has(opinion.opinion)}
            onDiscarded={raw.reload}
            {...(opinion.state.kind === 'collated'
              ? {}
              : { onChoose: (isChosen: boolean) => choose(opinion.opinion, isChosen) })}
          />
        ))}
      </ol>
      {raw.more !== null && (
        <button type="button" class="button" onClick={raw.more}>
          {texts.more}
        </button>
      )}
      <p role="status">{done === null ? texts.chosen(chosen.length) : texts.collated(done)}</p>
      {chosen.length > 0 && chosen.length <= MAX_OPINIONS_TOGETHER && (
        <section class="confirm stack-small" aria-labelledby="word-heading">
          <h3 id="word-heading">{texts.wordTitle}</h3>
          <p>{texts.wordLead}</p>
          <WordingForm
            start={startOf(chosen)}
            subjects={subjects}
            action={texts.collate}
            busy={busy}
            onSave={(wording) => void collate(wording)}
          />
          {failed !== null && <FailureNote answer={failed} />}
        </section>
      )}
    </section>
  );
}

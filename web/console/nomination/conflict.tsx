import { useTexts } from '../../ui/texts.ts';
import { type Draft, type DraftStep, missingFrom, type NominationView, peopleOf } from './draft.ts';
import { NOMINATION_TEXTS } from './texts.ts';

interface ConflictProps {
  readonly draft: Draft;
  readonly theirs: NominationView;
  readonly onChosen: (step: DraftStep) => void;
}

/** Two lists, and nothing of either is lost: one's own stays on the screen until one has chosen. */
export function Conflict({ draft, theirs, onChosen }: ConflictProps) {
  const texts = useTexts(NOMINATION_TEXTS);
  const mine = peopleOf(draft);
  const added = missingFrom(mine, theirs.candidates);
  const merge = (people: typeof added) => onChosen({ type: 'merged', view: theirs, added: people });
  return (
    <section class="note note-warn stack-small" role="alert">
      <h2>{texts.conflictTitle}</h2>
      <p>{texts.conflictLead(theirs.savedBy ?? '', theirs.candidates.length, mine.length)}</p>
      <p>
        {added.length === 0 ? texts.conflictNone : texts.conflictOnlyTheirs(added.map(({ name }) => name).join('、'))}
      </p>
      <div class="buttons">
        {added.length > 0 && (
          <button type="button" class="button button-strong" onClick={() => merge(added)}>
            {texts.conflictMerge}
          </button>
        )}
        <button type="button" class="button" onClick={() => merge([])}>
          {texts.conflictMine}
        </button>
        <button type="button" class="button" onClick={() => onChosen({ type: 'taken', view: theirs })}>
          {texts.conflictTheirs}
        </button>
      </div>
      <p>{texts.conflictNext}</p>
    </section>
  );
}

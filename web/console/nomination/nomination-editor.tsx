import { useReducer, useState } from 'preact/hooks';
import type { Candidate, NominationPlan } from '../../../shared/process/nomination.ts';
import {
  candidateDefects,
  cleanRow,
  MAX_PLANNED_DELEGATES,
  nominationShortfalls,
} from '../../../shared/process/nomination.ts';
import { useLanguage } from '../../ui/language.ts';
import { useTexts } from '../../ui/texts.ts';
import { type Failed, FailureNote } from '../answers.tsx';
import { Confirm, useQuestion } from '../confirm.tsx';
import { useLeavingGuard } from '../router.ts';
import { useDesk } from '../staff-api.ts';
import { useAction } from '../use-action.ts';
import { whenText } from '../when.ts';
import { CandidatesTable } from './candidates-table.tsx';
import { CategoryCounter } from './category-counter.tsx';
import { Conflict } from './conflict.tsx';
import { type Draft, type DraftStep, draftOf, isDirty, type NominationView, peopleOf, reduceDraft } from './draft.ts';
import { ImportCandidates } from './import-candidates.tsx';
import { NOMINATION_TEXTS } from './texts.ts';

type Trouble =
  | { readonly kind: 'none' | 'saving' | 'defects' }
  | { readonly kind: 'refused'; readonly answer: Failed }
  | { readonly kind: 'conflict'; readonly theirs: NominationView };

const EDITED = 'urn:shuangshu:problem:edited-meanwhile';
const isWhole = (row: ReturnType<typeof peopleOf>[number]): row is Candidate => row.category !== null;

/** Saves the list on the screen; when somebody saved another one, fetches it to be compared. */
function useSaving(session: string, draft: Draft, onSaved: (view: NominationView) => void) {
  const { api } = useDesk();
  const [trouble, setTrouble] = useState<Trouble>({ kind: 'none' });
  const save = async () => {
    const people = peopleOf(draft);
    const candidates = people.filter(isWhole);
    if (candidateDefects(people).length > 0 || candidates.length < people.length)
      return setTrouble({ kind: 'defects' });
    setTrouble({ kind: 'saving' });
    const { version: expectedVersion, plannedSeats } = draft;
    const answer = await api('saveNomination', { session, expectedVersion, plannedSeats, candidates });
    if (answer.ok) {
      setTrouble({ kind: 'none' });
      return onSaved(answer.value);
    }
    if (answer.problem?.type !== EDITED) return setTrouble({ kind: 'refused', answer });
    const theirs = await api('getNomination', { session });
    setTrouble(theirs.ok ? { kind: 'conflict', theirs: theirs.value } : { kind: 'refused', answer: theirs });
  };
  return { trouble, save, settle: () => setTrouble({ kind: 'none' }) };
}

interface PlannedProps {
  readonly draft: Draft;
  readonly least: number;
  readonly dispatch: (step: DraftStep) => void;
}

function PlannedDelegates({ draft, least, dispatch }: PlannedProps) {
  const texts = useTexts(NOMINATION_TEXTS);
  const change = (text: string) => {
    const delegates = Math.round(Number(text));
    if (delegates >= least && delegates <= MAX_PLANNED_DELEGATES) dispatch({ type: 'planned', delegates });
  };
  return (
    <div class="field">
      <label for="planned-delegates">{texts.planned}</label>
      <p id="planned-delegates-hint" class="quiet">
        {texts.plannedHint(least)}
      </p>
      <input
        id="planned-delegates"
        class="input planned-delegates"
        type="number"
        min={least}
        max={MAX_PLANNED_DELEGATES}
        value={draft.plannedSeats}
        aria-describedby="planned-delegates-hint"
        onInput={(event) => change(event.currentTarget.value)}
      />
    </div>
  );
}

/** What the draft is measured against. */
const planOf = ({ plannedSeats }: Draft, { candidatesPerSeat, seats }: NominationView): NominationPlan => ({
  delegates: plannedSeats,
  candidatesPerSeat,
  seats,
});

interface SubmitProps {
  readonly session: string;
  readonly draft: Draft;
  readonly view: NominationView;
  readonly onSubmitted: () => void;
}

function Submit({ session, draft, view, onSubmitted }: SubmitProps) {
  const texts = useTexts(NOMINATION_TEXTS);
  const { api } = useDesk();
  const question = useQuestion();
  const { busy, failed, press } = useAction(
    () => api('submitNomination', { session, expectedVersion: draft.version }),
    onSubmitted,
  );
  const people = [...view.submitted, ...peopleOf(draft)];
  const plan = planOf(draft, view);
  const { byCategory, total } = nominationShortfalls(people, plan);
  const isShort = byCategory.length > 0 || total !== null;
  const waits = isDirty(draft) ? texts.submitSaveFirst : isShort ? texts.submitShort : null;
  return (
    <div class="stack-small">
      {waits !== null && <p class="quiet">{waits}</p>}
      {question.isAsked ? (
        <Confirm
          action={texts.submit}
          onCancel={question.cancel}
          onConfirm={() => {
            question.close();
            void press();
          }}
        >
          <p>{texts.submitConfirm(peopleOf(draft).length)}</p>
        </Confirm>
      ) : (
        <button
          type="button"
          class="button button-strong"
          ref={question.button}
          disabled={busy || waits !== null || peopleOf(draft).length === 0}
          onClick={question.ask}
        >
          {texts.submit}
        </button>
      )}
      {failed !== null && <FailureNote answer={failed} />}
    </div>
  );
}

function SavedLine({ draft, view }: { readonly draft: Draft; readonly view: NominationView }) {
  const texts = useTexts(NOMINATION_TEXTS);
  const language = useLanguage();
  const { savedBy, savedAtMs } = view;
  const saved =
    savedBy === null || savedAtMs === null ? texts.neverSaved : texts.saved(savedBy, whenText(savedAtMs, language));
  return (
    <p role="status" class={isDirty(draft) ? 'note note-warn' : 'quiet'}>
      {isDirty(draft) ? texts.unsaved : saved}
    </p>
  );
}

interface EditorProps {
  readonly session: string;
  readonly loaded: NominationView;
  readonly onSubmitted: () => void;
}

/** The nomination while it is edited: table, file, what is missing, save, submit. */
export function NominationEditor({ session, loaded, onSubmitted }: EditorProps) {
  const texts = useTexts(NOMINATION_TEXTS);
  const [draft, dispatch] = useReducer(reduceDraft, loaded, draftOf);
  const [view, setView] = useState(loaded);
  const { trouble, save, settle } = useSaving(session, draft, (saved) => {
    setView(saved);
    dispatch({ type: 'saved', view: saved });
  });
  useLeavingGuard(isDirty(draft), texts.leave);
  const defects = candidateDefects(draft.rows.map(cleanRow));
  const taken = (next: NominationView) => {
    setView(next);
    dispatch({ type: 'taken', view: next });
  };
  return (
    <div class="stack no-print">
      <p>{view.submitted.length === 0 ? texts.lead(view.candidatesPerSeat) : texts.leadMore}</p>
      <PlannedDelegates draft={draft} least={view.seats.minDelegates} dispatch={dispatch} />
      <CategoryCounter people={[...view.submitted, ...peopleOf(draft)]} plan={planOf(draft, view)} />
      <ImportCandidates session={session} draft={draft} onRead={taken} />
      {trouble.kind === 'conflict' && (
        <Conflict
          draft={draft}
          theirs={trouble.theirs}
          onChosen={(step) => {
            settle();
            setView(trouble.theirs);
            dispatch(step);
          }}
        />
      )}
      <p class="quiet">{texts.pasteHint}</p>
      <CandidatesTable draft={draft} defects={defects} dispatch={dispatch} />
      <div class="buttons">
        <button type="button" class="button" onClick={() => dispatch({ type: 'added' })}>
          {texts.add}
        </button>
        <button
          type="button"
          class="button"
          disabled={draft.past.length === 0}
          onClick={() => dispatch({ type: 'undone' })}
        >
          {texts.undo}
        </button>
        <button
          type="button"
          class="button button-strong"
          disabled={trouble.kind === 'saving' || !isDirty(draft)}
          onClick={() => void save()}
        >
          {trouble.kind === 'saving' ? texts.saving : texts.save}
        </button>
      </div>
      {trouble.kind === 'defects' && defects.length > 0 && (
        <p class="note note-bad" role="alert">
          {texts.correctFirst(defects.length)}
        </p>
      )}
      {trouble.kind === 'refused' && <FailureNote answer={trouble.answer} />}
      <SavedLine draft={draft} view={view} />
      <Submit session={session} draft={draft} view={view} onSubmitted={onSubmitted} />
    </div>
  );
}

import { useState } from 'preact/hooks';
import { CATEGORIES, checkSeats, countCategories, type SeatRule } from '../../../shared/process/seats.ts';
import { useTexts } from '../../ui/texts.ts';
import { FailureNote } from '../answers.tsx';
import { Confirm, useQuestion } from '../confirm.tsx';
import { useDesk } from '../staff-api.ts';
import { TextField } from '../text-field.tsx';
import { TEXTS } from '../texts.ts';
import { useAction } from '../use-action.ts';
import type { Screened } from './all-candidates.ts';
import { isFitInBothEyes } from './both-views.tsx';
import { SeatCounter } from './seat-counter.tsx';
import { SCREENING_TEXTS } from './texts.ts';

interface ListChoiceProps {
  readonly session: string;
  readonly candidates: readonly Screened[];
  readonly seats: SeatRule;
  /** The published version; 0 before the first. */
  readonly basedOn: number;
  readonly onProposed: () => void;
}

/** What the choice changes: candidates by their numbers, delegates by theirs. */
const changeOf = (candidates: readonly Screened[], chosen: ReadonlySet<number>) => ({
  add: candidates.filter(({ number, delegate }) => delegate === null && chosen.has(number)).map(({ number }) => number),
  remove: candidates.flatMap(({ number, delegate }) => (delegate === null || chosen.has(number) ? [] : [delegate])),
});

interface ChoiceListProps {
  readonly choosable: readonly Screened[];
  readonly chosen: ReadonlySet<number>;
  readonly onToggle: (number: number) => void;
}

function ChoiceList({ choosable, chosen, onToggle }: ChoiceListProps) {
  const texts = useTexts(SCREENING_TEXTS);
  const { categories } = useTexts(TEXTS);
  return (
    <>
      {CATEGORIES.map((category) => (
        <fieldset key={category} class="choices">
          <legend>{categories[category]}</legend>
          {choosable
            .filter((candidate) => candidate.category === category)
            .map(({ number, name, organisation, delegate }) => (
              <label key={number} class="choice">
                <input type="checkbox" checked={chosen.has(number)} onChange={() => onToggle(number)} /> {name}{' '}
                <span class="quiet">
                  {organisation}
                  {delegate === null ? '' : ` · ${texts.onList(delegate)}`}
                </span>
              </label>
            ))}
        </fieldset>
      ))}
    </>
  );
}

interface ProposeProps extends ListChoiceProps {
  readonly chosen: ReadonlySet<number>;
  readonly isWithinRule: boolean;
}

function Propose({ session, candidates, basedOn, onProposed, chosen, isWithinRule }: ProposeProps) {
  const texts = useTexts(SCREENING_TEXTS);
  const { api } = useDesk();
  const question = useQuestion();
  const [reason, setReason] = useState(basedOn === 0 ? texts.defaultWhy : '');
  const change = changeOf(candidates, chosen);
  const { busy, failed, press } = useAction(
    () => api('proposeList', { session, basedOn, ...change, reason }),
    onProposed,
  );
  const isUnchanged = change.add.length + change.remove.length === 0;
  const lacksReason = reason.trim().length < 2;
  return (
    <div class="stack-small">
      <TextField
        label={basedOn === 0 ? texts.whyChosen : texts.whyChanged}
        value={reason}
        error={lacksReason && !isUnchanged ? texts.whyMissing : null}
        maxLength={500}
        onInput={setReason}
      />
      {isUnchanged && <p class="quiet">{texts.noChange}</p>}
      {question.isAsked ? (
        <Confirm
          action={texts.propose}
          onCancel={question.cancel}
          onConfirm={() => {
            question.close();
            void press();
          }}
        >
          <p>{texts.proposeConfirm(chosen.size, change.add.length, change.remove.length)}</p>
        </Confirm>
      ) : (
        <button
          type="button"
          class="button button-strong"
          ref={question.button}
          disabled={busy || isUnchanged || lacksReason || !isWithinRule}
          onClick={question.ask}
        >
          {texts.propose}
        </button>
      )}
      {failed !== null && <FailureNote answer={failed} />}
    </div>
  );
}

/** The inspection office chooses the list, or changes the one there is; the rule of seats is counted as it chooses. */
export function ListChoice(props: ListChoiceProps) {
  const texts = useTexts(SCREENING_TEXTS);
  const { candidates, seats, basedOn } = props;
  const choosable = candidates.filter((candidate) => isFitInBothEyes(candidate) || candidate.delegate !== null);
  const [chosen, setChosen] = useState<ReadonlySet<number>>(
    () => new Set(candidates.filter(({ delegate }) => delegate !== null).map(({ number }) => number)),
  );
  const toggle = (number: number) =>
    setChosen((now) => {
      const next = new Set(now);
      if (!next.delete(number)) next.add(number);
      return next;
    });
  const people = choosable.filter(({ number }) => chosen.has(number));
  const isWithinRule = checkSeats(countCategories(people.map(({ category }) => category)), seats).length === 0;
  return (
    <section class="stack no-print">
      <h2>{basedOn === 0 ? texts.chooseTitle : texts.changeTitle}</h2>
      <p>{basedOn === 0 ? texts.chooseLead : texts.changeLead}</p>
      <SeatCounter chosen={people} seats={seats} />
      <ChoiceList choosable={choosable} chosen={chosen} onToggle={toggle} />
      <Propose {...props} chosen={chosen} isWithinRule={isWithinRule} />
    </section>
  );
}

import { useId, useState } from 'preact/hooks';
import { useTexts } from '../../ui/texts.ts';
import { Confirm, useQuestion } from '../confirm.tsx';
import { TEXTS } from '../texts.ts';
import type { Delegate } from '../unit/people.tsx';

type Which = 'new' | 'all' | 'one';

interface CardChoiceProps {
  /** Those who can get a card: not checked in, no paper ballot. */
  readonly delegates: readonly Delegate[];
  readonly onMake: (chosen: readonly Delegate[]) => void;
}

function chosenOf(delegates: readonly Delegate[], which: Which, one: string): readonly Delegate[] {
  switch (which) {
    case 'new':
      return delegates.filter(({ card }) => card === 'none');
    case 'all':
      return delegates;
    case 'one':
      return delegates.filter(({ delegate }) => delegate === one);
  }
}

interface OneDelegateProps {
  readonly delegates: readonly Delegate[];
  readonly value: string;
  readonly onChoose: (delegate: string) => void;
}

function OneDelegate({ delegates, value, onChoose }: OneDelegateProps) {
  const texts = useTexts(TEXTS);
  const id = useId();
  return (
    <p>
      <label for={id}>{texts.cardsChoose}</label>
      <select id={id} class="input" value={value} onChange={(event) => onChoose(event.currentTarget.value)}>
        <option value="">{texts.cardsChoose}</option>
        {delegates.map(({ delegate, number, name, card }) => (
          <option key={delegate} value={delegate}>
            {texts.cardOf(number, name, card !== 'none')}
          </option>
        ))}
      </select>
    </p>
  );
}

interface WhichDelegatesProps {
  readonly value: Which;
  readonly withoutCard: number;
  readonly all: number;
  readonly onChoose: (which: Which) => void;
}

function WhichDelegates({ value, withoutCard, all, onChoose }: WhichDelegatesProps) {
  const texts = useTexts(TEXTS);
  const choices = [
    { which: 'new', label: texts.cardsNew(withoutCard) },
    { which: 'one', label: texts.cardsOne },
    { which: 'all', label: texts.cardsAll(all) },
  ] as const;
  return (
    <fieldset class="choices">
      <legend>{texts.cardsWhich}</legend>
      {choices.map(({ which, label }) => (
        <label key={which} class="choice">
          <input
            type="radio"
            name="cards-for"
            checked={value === which}
            disabled={which === 'new' && withoutCard === 0}
            onChange={() => onChoose(which)}
          />{' '}
          {label}
        </label>
      ))}
    </fieldset>
  );
}

/** Whose cards are made. Before an old card dies, it is said. */
export function CardChoice({ delegates, onMake }: CardChoiceProps) {
  const texts = useTexts(TEXTS);
  const withoutCard = chosenOf(delegates, 'new', '').length;
  const [which, setWhich] = useState<Which>(withoutCard > 0 ? 'new' : 'one');
  const [one, setOne] = useState('');
  const question = useQuestion();
  const chosen = chosenOf(delegates, which, one);
  const replaced = chosen.filter(({ card }) => card === 'replaceable').length;
  return (
    <div class="stack no-print">
      <p>{texts.cardsMakeLead}</p>
      <WhichDelegates
        value={which}
        withoutCard={withoutCard}
        all={delegates.length}
        onChoose={(value) => {
          setWhich(value);
          question.close();
        }}
      />
      {which === 'one' && <OneDelegate delegates={delegates} value={one} onChoose={setOne} />}
      {question.isAsked ? (
        <Confirm
          danger={replaced > 0}
          action={texts.cardsMake}
          onConfirm={() => onMake(chosen)}
          onCancel={question.cancel}
        >
          <p>{replaced > 0 ? texts.cardsConfirmReplace(chosen.length, replaced) : texts.cardsConfirm(chosen.length)}</p>
        </Confirm>
      ) : (
        <button
          type="button"
          class="button button-strong"
          disabled={chosen.length === 0}
          ref={question.button}
          onClick={question.ask}
        >
          {texts.cardsMake}
        </button>
      )}
    </div>
  );
}

import { useState } from 'preact/hooks';
import { useTexts } from '../../ui/texts.ts';
import type { Driver } from '../driver.ts';
import type { Flow, State } from '../flow.ts';
import { TEXTS } from '../texts.ts';
import { Message } from './message.tsx';
import { Heading, Page } from './page.tsx';

type At<A extends State['at']> = Extract<State, { at: A }>;

interface ScreenProps {
  readonly flow: Flow;
  readonly driver: Driver;
}

/** Asks for the code on the card, on a phone that came by the hall's QR. */
export function AskingCode({ flow, driver, state }: ScreenProps & { readonly state: At<'asking-code'> }) {
  const texts = useTexts(TEXTS);
  const [typed, setTyped] = useState('');
  return (
    <Page flow={flow}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          driver.typeCode(typed);
        }}
      >
        <Heading>{texts.codeTitle}</Heading>
        <div class="field">
          <label for="code">{texts.codeLabel}</label>
          <input
            id="code"
            class="input code"
            autocomplete="off"
            autocapitalize="characters"
            autocorrect="off"
            spellcheck={false}
            maxLength={40}
            value={typed}
            aria-describedby="code-help code-problem"
            aria-invalid={state.isMistyped}
            onInput={({ currentTarget }) => setTyped(currentTarget.value)}
          />
          <p id="code-help" class="quiet">
            {texts.codeHelp}
          </p>
        </div>
        <p id="code-problem" role="alert" class={state.isMistyped ? 'note note-bad' : undefined}>
          {state.isMistyped ? texts.codeMistyped : ''}
        </p>
        <button type="submit" class="button button-strong">
          {texts.codeGo}
        </button>
      </form>
    </Page>
  );
}

/** Shows the check code large, for comparing with the hall's screen by eye. */
export function Comparing({ flow, driver, state }: ScreenProps & { readonly state: At<'comparing'> }) {
  const texts = useTexts(TEXTS);
  if (state.isDifferent)
    return (
      <Message flow={flow} kind="bad" title={texts.differentTitle}>
        <p class="check-code code">{state.ground.checkCode}</p>
        <p>{texts.differentHelp}</p>
        <button type="button" class="button" onClick={() => driver.dispatch({ type: 'pressed-compare-again' })}>
          {texts.compareAgain}
        </button>
      </Message>
    );
  return (
    <Page flow={flow}>
      <div class="stack">
        <Heading>{texts.compareTitle}</Heading>
        <div class="check-code-box">
          <p>{texts.checkCode}</p>
          <p class="check-code code">{state.ground.checkCode}</p>
        </div>
        <p>{texts.compareHelp}</p>
        <button type="button" class="button button-strong" onClick={() => driver.dispatch({ type: 'pressed-same' })}>
          {texts.same}
        </button>
        <button
          type="button"
          class="button button-danger"
          onClick={() => driver.dispatch({ type: 'pressed-different' })}
        >
          {texts.different}
        </button>
      </div>
    </Page>
  );
}

/** Checked in; the voting has not opened. */
export function Waiting({ flow }: Pick<ScreenProps, 'flow'>) {
  const texts = useTexts(TEXTS);
  return (
    <Message flow={flow} kind="good" title={texts.waitingTitle}>
      <p class="lead">{texts.waiting}</p>
      {flow.meeting?.floor?.agendaItem && (
        <p class="note">
          {texts.now}
          {flow.meeting.floor.agendaItem}
        </p>
      )}
      <p>{texts.waitingKeep}</p>
      {flow.isHallSame && <p class="note note-good">{texts.hallSame}</p>}
    </Message>
  );
}

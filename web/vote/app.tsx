import { useEffect } from 'preact/hooks';
import { useTexts } from '../ui/texts.ts';
import type { Driver } from './driver.ts';
import { type Flow, isCodeUnknown, type State } from './flow.ts';
import { FoundOnBoard, InBox, MissingOnBoard, Sending } from './screens/after.tsx';
import { AskingCode, Comparing, Waiting } from './screens/before.tsx';
import { Message } from './screens/message.tsx';
import { Scoring } from './screens/scoring.tsx';
import { TEXTS } from './texts.ts';

interface AppProps {
  readonly flow: Flow;
  readonly driver: Driver;
}

/** The voting page: one screen for each state of the flow. */
export function App({ flow, driver }: AppProps) {
  const texts = useTexts(TEXTS);
  useEffect(() => {
    document.title = texts.pageTitle;
  }, [texts]);
  return <Screen key={flow.state.at} flow={flow} driver={driver} />;
}

function Screen({ flow, driver }: AppProps) {
  const { state } = flow;
  switch (state.at) {
    case 'asking-code':
      return <AskingCode flow={flow} driver={driver} state={state} />;
    case 'comparing':
      return <Comparing flow={flow} driver={driver} state={state} />;
    case 'waiting':
      return <Waiting flow={flow} />;
    case 'scoring':
      return <Scoring flow={flow} driver={driver} sheet={state.sheet} />;
    case 'sealing':
      return <Sending flow={flow} attempt={0} />;
    case 'sending':
      return <Sending flow={flow} attempt={state.attempt} />;
    case 'in-box':
      return <InBox flow={flow} state={state} />;
    case 'found':
      return <FoundOnBoard flow={flow} state={state} />;
    case 'missing':
      return <MissingOnBoard flow={flow} state={state} driver={driver} />;
    default:
      return <Notice flow={flow} driver={driver} state={state} />;
  }
}

type NoticeState = Exclude<
  State,
  { at: 'asking-code' | 'comparing' | 'waiting' | 'scoring' | 'sealing' | 'sending' | 'in-box' | 'found' | 'missing' }
>;

/** The states that only say something. */
function Notice({ flow, driver, state }: AppProps & { readonly state: NoticeState }) {
  const texts = useTexts(TEXTS);
  switch (state.at) {
    case 'starting':
      return <Message flow={flow} title={texts.opening} />;
    case 'cannot':
      return (
        <Message flow={flow} kind="warn" title={texts.cannotTitle}>
          <p>{state.why === 'crypto' ? texts.cannotCrypto : texts.cannotStorage}</p>
          <p class="lead">{texts.takePaper}</p>
        </Message>
      );
    case 'no-card':
      return (
        <Message flow={flow} title={texts.noCardTitle}>
          <p class="lead">{texts.noCard}</p>
          <p>{texts.noCardOther}</p>
        </Message>
      );
    case 'bad-link':
      return (
        <Message flow={flow} kind="warn" title={texts.badLinkTitle}>
          <p class="lead">{texts.badLink}</p>
          <p>{texts.desk}</p>
        </Message>
      );
    case 'preparing': {
      const isEarly = state.hindrance === 'not-armed';
      return (
        <Message flow={flow} title={isEarly ? texts.notArmedTitle : texts.preparingTitle}>
          <p class="lead">{isEarly ? texts.notArmed : texts.preparing}</p>
        </Message>
      );
    }
    case 'drawing':
      return (
        <Message flow={flow} title={texts.drawingTitle}>
          <p class="lead">{texts.drawing}</p>
          <p role="status">{state.attempt > 0 ? texts.attempts(state.attempt) : ''}</p>
        </Message>
      );
    case 'unsure':
      return (
        <Message flow={flow} kind="warn" title={texts.unsureTitle}>
          <p class="lead">{texts.unsure}</p>
        </Message>
      );
    case 'too-late':
      return (
        <Message flow={flow} kind="warn" title={texts.closedTitle}>
          <p class="lead">{texts.closed}</p>
          <p>{texts.desk}</p>
        </Message>
      );
    case 'voided':
      return (
        <Message flow={flow} kind="bad" title={texts.voidedTitle}>
          <p class="lead">
            {texts.voided}
            {state.reason}
          </p>
        </Message>
      );
    case 'refused':
      return <Refused flow={flow} driver={driver} state={state} />;
  }
}

function Refused({ flow, driver, state: { why } }: AppProps & { readonly state: Extract<State, { at: 'refused' }> }) {
  const texts = useTexts(TEXTS);
  const problem = typeof why === 'string' ? null : why;
  return (
    <Message flow={flow} kind="bad" title={problem?.title ?? texts.refusedTitle}>
      <p class="lead">{typeof why === 'string' ? texts.refusals[why] : why.detail}</p>
      <p>{texts.desk}</p>
      {isCodeUnknown(why) ? (
        <button type="button" class="button" onClick={() => driver.dispatch({ type: 'pressed-type-again' })}>
          {texts.typeAgain}
        </button>
      ) : (
        <button type="button" class="button" onClick={() => location.reload()}>
          {texts.tryAgain}
        </button>
      )}
    </Message>
  );
}

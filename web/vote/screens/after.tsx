import { useTexts } from '../../ui/texts.ts';
import type { Driver } from '../driver.ts';
import type { Flow, State } from '../flow.ts';
import { TEXTS } from '../texts.ts';
import { Message } from './message.tsx';

type At<A extends State['at']> = Extract<State, { at: A }>;

interface ScreenProps<A extends State['at']> {
  readonly flow: Flow;
  readonly state: At<A>;
}

const GROUP = /.{4}/g;

/** A receipt in groups of four, as people read long numbers to each other. */
export function ReceiptText({ receipt }: { readonly receipt: string }) {
  const texts = useTexts(TEXTS);
  return (
    <div class="receipt">
      <h2>{texts.receipt}</h2>
      <p class="code">{(receipt.match(GROUP) ?? []).join(' ')}</p>
    </div>
  );
}

/** The ballot is on its way; closing the page does not stop it for good. */
export function Sending({ flow, attempt }: { readonly flow: Flow; readonly attempt: number }) {
  const texts = useTexts(TEXTS);
  return (
    <Message flow={flow} title={texts.sendingTitle}>
      <p class="lead">{texts.sending}</p>
      <p role="status" class={attempt > 0 ? 'note note-warn' : undefined}>
        {attempt > 0 ? texts.attempts(attempt) : ''}
      </p>
    </Message>
  );
}

/** The permanent page: in the box, with the receipt, without the scores. */
export function InBox({ flow, state }: ScreenProps<'in-box'>) {
  const texts = useTexts(TEXTS);
  return (
    <Message flow={flow} kind="good" title={texts.inBoxTitle}>
      <p class="lead">{texts.inBox}</p>
      <ReceiptText receipt={state.saved.receipt} />
      <p>{texts.receiptPrivate}</p>
      <p>{texts.receiptHelp}</p>
      <p role="status" class={state.isBoardRefused ? 'note note-bad' : 'note'}>
        {state.isBoardRefused ? texts.boardRefused : texts.boardWaiting}
      </p>
    </Message>
  );
}

/** The box is closed and two tellers signed the list that has the receipt. The result opens beside it: this page is not lost. */
export function FoundOnBoard({ flow, state }: ScreenProps<'found'>) {
  const texts = useTexts(TEXTS);
  return (
    <Message flow={flow} kind="good" title={texts.foundTitle}>
      <p class="lead">{texts.found}</p>
      {state.receipt !== null && <ReceiptText receipt={state.receipt} />}
      {state.receipt !== null && <p>{texts.receiptPrivate}</p>}
      <div role="status" class="stack">
        {flow.meeting?.state === 'announced' && (
          <>
            <p class="note note-good">{texts.announced}</p>
            <a class="button" href={`/verify/?session=${state.saved.session}`} target="_blank" rel="noopener">
              {texts.seeResult}
            </a>
          </>
        )}
      </div>
    </Message>
  );
}

/** An acknowledged ballot that the board lacks is said loudly, with the proof; one that never arrived is said plainly. */
export function MissingOnBoard({ flow, state, driver }: ScreenProps<'missing'> & { readonly driver: Driver }) {
  const texts = useTexts(TEXTS);
  const { saved } = state;
  const again = (
    <button type="button" class="button" onClick={() => driver.dispatch({ type: 'pressed-look-again' })}>
      {texts.lookAgain}
    </button>
  );
  if (saved.step === 'sealed')
    return (
      <Message flow={flow} kind="warn" title={texts.notSentTitle}>
        <p class="lead">{texts.notSent}</p>
        <p>{texts.desk}</p>
      </Message>
    );
  return (
    <Message flow={flow} kind="bad" title={texts.missingTitle}>
      <p class="lead">{texts.missing}</p>
      <ReceiptText receipt={saved.receipt} />
      <h2>{texts.missingProof}</h2>
      <p class="code">{saved.signature}</p>
      {again}
    </Message>
  );
}

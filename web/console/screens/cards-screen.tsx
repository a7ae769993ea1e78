import { useTexts } from '../../ui/texts.ts';
import { FailureNote, useLoaded, WhenLoaded } from '../answers.tsx';
import { CardChoice } from '../cards/card-choice.tsx';
import { CardSheets, sheetsOf } from '../cards/card-sheets.tsx';
import type { VotingCard } from '../cards/make-cards.ts';
import { holdsCodes, type Printing, type PrintingActions, usePrinting } from '../cards/printing.ts';
import { Confirm, useQuestion } from '../confirm.tsx';
import { useLeavingGuard } from '../router.ts';
import { useDesk } from '../staff-api.ts';
import { TEXTS } from '../texts.ts';
import { allDelegates, type Delegate } from '../unit/people.tsx';
import { type UnitAddress, UnitPage, type UnitView } from '../unit/unit-frame.tsx';

/** Drawing is open from `armed`: from then on a code is exchanged by the tellers only (protocol.md §2). */
const PRINTING_STATES = ['prepared', 'frozen'] as const;

interface ReadyProps {
  readonly cards: readonly VotingCard[];
  readonly unit: string;
  readonly onClear: () => void;
}

function Ready({ cards, unit, onClear }: ReadyProps) {
  const texts = useTexts(TEXTS);
  const question = useQuestion();
  return (
    <>
      <section class="note note-good stack-small no-print">
        <h2>{texts.cardsReady(cards.length)}</h2>
        <p>{texts.cardsPaper(sheetsOf(cards).length)}</p>
        <p>{texts.cardsFold}</p>
        <div class="buttons">
          <button type="button" class="button button-strong" onClick={() => print()}>
            {texts.print}
          </button>
          <button type="button" class="button" ref={question.button} onClick={question.ask}>
            {texts.cardsFinish}
          </button>
        </div>
      </section>
      {question.isAsked && (
        <div class="no-print">
          <Confirm action={texts.cardsFinish} onConfirm={onClear} onCancel={question.cancel}>
            <p>{texts.cardsFinishConfirm}</p>
          </Confirm>
        </div>
      )}
      <CardSheets cards={cards} unit={unit} />
    </>
  );
}

function Registering({
  printing,
  onGoOn,
}: {
  printing: Printing & { kind: 'registering' | 'stopped' };
  onGoOn: () => void;
}) {
  const texts = useTexts(TEXTS);
  const { cards, registered } = printing;
  const said = printing.kind === 'stopped' ? texts.cardsStopped : texts.cardsRegistering;
  return (
    <section class="stack-small">
      <p role="status">{said(registered, cards.length)}</p>
      <progress max={cards.length} value={registered} aria-label={texts.cardsRegistering(registered, cards.length)} />
      {printing.kind === 'stopped' && (
        <>
          <FailureNote answer={printing.failed} />
          <button type="button" class="button button-strong" onClick={onGoOn}>
            {texts.cardsContinue}
          </button>
        </>
      )}
    </section>
  );
}

interface ChoosingProps {
  readonly view: UnitView;
  readonly printing: Printing & { kind: 'choosing' };
  readonly actions: PrintingActions;
}

type UnsettledProps = Omit<ChoosingProps, 'view'> & { readonly delegates: readonly Delegate[] };

function Unsettled({ printing, actions, delegates }: UnsettledProps) {
  const texts = useTexts(TEXTS);
  if (delegates.length === 0) return <p class="note">{texts.cardsNoDelegates}</p>;
  return (
    <>
      {printing.failed !== null && <FailureNote answer={printing.failed} />}
      <CardChoice delegates={delegates} onMake={(chosen) => void actions.make(chosen)} />
    </>
  );
}

function Choosing({ view, ...rest }: ChoosingProps) {
  const { api } = useDesk();
  const [loaded, reload] = useLoaded(view.session, () => allDelegates(api, view.session));
  return (
    <WhenLoaded loaded={loaded} onRetry={reload}>
      {(delegates) => <Unsettled {...rest} delegates={delegates.filter(({ card }) => card !== 'settled')} />}
    </WhenLoaded>
  );
}

function Cards({ view }: { readonly view: UnitView }) {
  const texts = useTexts(TEXTS);
  const [printing, actions] = usePrinting(view);
  useLeavingGuard(holdsCodes(printing), texts.cardsLeave);
  switch (printing.kind) {
    case 'choosing':
      return <Choosing view={view} printing={printing} actions={actions} />;
    case 'making':
      return <p role="status">{texts.cardsMaking}</p>;
    case 'registering':
    case 'stopped':
      return <Registering printing={printing} onGoOn={() => void actions.goOn()} />;
    case 'ready':
      return <Ready cards={printing.cards} unit={view.unit.name} onClear={actions.clear} />;
    case 'cleared':
      return (
        <section class="note note-good stack-small">
          <p role="status">{texts.cardsFinished}</p>
          <button type="button" class="button" onClick={actions.startAnew}>
            {texts.toCards}
          </button>
        </section>
      );
  }
}

function whyNot(texts: typeof TEXTS.zh, role: string, { unit }: UnitView): string | null {
  if (role !== 'inspection-office') return texts.cardsNotAllowed;
  if (!PRINTING_STATES.some((state) => state === unit.state)) return texts.cardsOver;
  return unit.keysMade ? null : texts.cardsKeysFirst;
}

/** Printing voting cards: the inspection office's browser makes the codes, and only it ever knows them. */
export function CardsScreen({ round, session }: UnitAddress) {
  const texts = useTexts(TEXTS);
  const { role } = useDesk();
  return (
    <UnitPage round={round} session={session} title={texts.cardsTitle}>
      {(view) => {
        const refusal = whyNot(texts, role, view);
        return refusal === null ? <Cards view={view} /> : <p class="note">{refusal}</p>;
      }}
    </UnitPage>
  );
}

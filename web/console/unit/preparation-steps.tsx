import type { ComponentChildren } from 'preact';
import type { ResponseOf } from '../../../shared/contract/operations.ts';
import { statesBefore } from '../../../shared/process/meeting-state.ts';
import { CATEGORIES } from '../../../shared/process/seats.ts';
import { SLOTS } from '../../../shared/protocol/slots.ts';
import { useTexts } from '../../ui/texts.ts';
import { FailureNote, useLoaded, WhenLoaded } from '../answers.tsx';
import { Confirm, useQuestion } from '../confirm.tsx';
import { missingText } from '../missing-text.ts';
import { nextStepOf, type RoundUnit } from '../next-step.ts';
import { PAPER_TEXTS } from '../paper/texts.ts';
import { whyNoPaper } from '../paper/who-prints.ts';
import { fragmentOf } from '../router.ts';
import { useDesk } from '../staff-api.ts';
import { TEXTS } from '../texts.ts';
import { useAction } from '../use-action.ts';
import type { UnitView } from './unit-frame.tsx';

interface StepProps {
  readonly title: string;
  readonly done: boolean;
  readonly current: boolean;
  readonly children: ComponentChildren;
}

function Step({ title, done, current, children }: StepProps) {
  const texts = useTexts(TEXTS);
  const status = done ? texts.done : current ? texts.now : texts.toDo;
  return (
    <li
      class={`step ${done ? 'step-done' : current ? 'step-now' : ''}`}
      {...(current ? { 'aria-current': 'step' as const } : {})}
    >
      <h3>
        {title} <span class="step-status">{status}</span>
      </h3>
      <div class="stack-small">{children}</div>
    </li>
  );
}

function KeysStep({ view, isOffice }: StepContentProps) {
  const texts = useTexts(TEXTS);
  const { api } = useDesk();
  const { busy, failed, press } = useAction(() => api('makeKeys', { session: view.session }), view.reload);
  if (view.unit.keysMade) return <p>{texts.keysDone}</p>;
  return (
    <>
      <p>{texts.makeKeysLead}</p>
      {isOffice && (
        <button type="button" class="button button-strong" disabled={busy} onClick={() => void press()}>
          {texts.makeKeys}
        </button>
      )}
      {failed !== null && <FailureNote answer={failed} />}
    </>
  );
}

interface FreezeSummaryProps {
  readonly view: UnitView;
  readonly ballot: ResponseOf<'listOfficers'>;
}

function FreezeSummary({ view, ballot }: FreezeSummaryProps) {
  const texts = useTexts(TEXTS);
  const { unit } = view;
  const { officers, unitIndicators, officerIndicators, thresholds } = ballot;
  const names = (indicators: readonly { readonly name: string }[]) => indicators.map(({ name }) => name).join('、');
  const categories = CATEGORIES.map((category) => `${texts.categories[category]} ${unit.byCategory[category]}`);
  return (
    <dl class="summary" aria-label={texts.freezeSummary}>
      <dt>{texts.freezeUnit}</dt>
      <dd>{ballot.unitName}</dd>
      <dt>{texts.freezeOfficers}</dt>
      <dd>
        {texts.people(officers.length)}
        <ol class="summary-people">
          {officers.map(({ officer, name, post }) => (
            <li key={officer}>
              {name} · {post}
            </li>
          ))}
        </ol>
      </dd>
      <dt>{texts.delegates}</dt>
      <dd>
        {texts.people(unit.delegates)}（{categories.join(' · ')}）
      </dd>
      <dt>{texts.freezeIndicators}</dt>
      <dd>{texts.freezeIndicatorsText(names(unitIndicators), names(officerIndicators))}</dd>
      <dt>{texts.freezeThresholds}</dt>
      <dd>{texts.freezeThresholdsText(thresholds.excellent, thresholds.qualified)}</dd>
      <dt>{texts.tellers}</dt>
      <dd>{texts.ofTotal(unit.tellersEnrolled.length, SLOTS.length)}</dd>
    </dl>
  );
}

interface FreezeQuestionProps {
  readonly view: UnitView;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

/** Nobody confirms a freeze before its names are on the screen. */
function FreezeQuestion({ view, onConfirm, onCancel }: FreezeQuestionProps) {
  const texts = useTexts(TEXTS);
  const { api } = useDesk();
  const [loaded, reload] = useLoaded(view.session, () => api('listOfficers', { session: view.session }));
  return (
    <WhenLoaded loaded={loaded} onRetry={reload}>
      {(ballot) => (
        <Confirm action={texts.freeze} onCancel={onCancel} onConfirm={onConfirm}>
          <FreezeSummary view={view} ballot={ballot} />
          <p>{texts.freezeConfirm}</p>
        </Confirm>
      )}
    </WhenLoaded>
  );
}

function PaperLink({ view: { round, session, unit } }: { readonly view: UnitView }) {
  const texts = useTexts(PAPER_TEXTS);
  const { role } = useDesk();
  if (whyNoPaper(role, unit.state) !== null) return null;
  return (
    <a class="button" href={fragmentOf({ screen: 'paper', round, session })}>
      {texts.toPaper}
    </a>
  );
}

function FreezeStep({ view, isOffice }: StepContentProps) {
  const texts = useTexts(TEXTS);
  const { api } = useDesk();
  const question = useQuestion();
  const { busy, failed, press } = useAction(() => api('freeze', { session: view.session }), view.reload);
  const { state, missing, reportsMissing } = view.unit;
  if (state !== 'prepared') {
    return (
      <>
        <p>{texts.freezeDone}</p>
        <PaperLink view={view} />
      </>
    );
  }
  return (
    <>
      <p>{texts.freezeLead}</p>
      {missing.length > 0 && (
        <p class="note note-warn">{texts.freezeMissing(missingText(texts, missing, reportsMissing))}</p>
      )}
      {isOffice && !question.isAsked && (
        <button
          type="button"
          class={missing.length === 0 ? 'button button-strong' : 'button'}
          disabled={busy}
          ref={question.button}
          onClick={question.ask}
        >
          {texts.freeze}
        </button>
      )}
      {question.isAsked && (
        <FreezeQuestion
          view={view}
          onCancel={question.cancel}
          onConfirm={() => {
            question.close();
            void press();
          }}
        />
      )}
      {failed !== null && <FailureNote answer={failed} />}
    </>
  );
}

interface StepContentProps {
  readonly view: UnitView;
  readonly isOffice: boolean;
}

/** From the arming on the tellers exchange cards; the screens themselves say so to whoever comes by address. */
const CARDS_PRINTED_IN: readonly RoundUnit['state'][] = ['prepared', 'frozen'];

function CardsStep({ view, isOffice }: StepContentProps) {
  const texts = useTexts(TEXTS);
  const { round, session, unit } = view;
  return (
    <>
      <p>{texts.cardsLead(unit.cards, unit.delegates)}</p>
      {isOffice && unit.keysMade && CARDS_PRINTED_IN.includes(unit.state) && (
        <a class="button" href={fragmentOf({ screen: 'cards', round, session })}>
          {texts.toCards}
        </a>
      )}
      {isOffice && !unit.keysMade && <p class="quiet">{texts.cardsKeysFirst}</p>}
    </>
  );
}

function TellersStep({ view }: { readonly view: UnitView }) {
  const texts = useTexts(TEXTS);
  const { role } = useDesk();
  const { round, session, unit } = view;
  const names = SLOTS.filter((slot) => unit.tellersEnrolled.includes(slot)).map((slot) => texts.slotTellers[slot]);
  return (
    <>
      <p>{texts.tellersLead(names.join('、'))}</p>
      {(role === 'inspection-office' || role === 'discipline-commission') &&
        statesBefore('enrol').includes(unit.state) && (
          <a class="button" href={fragmentOf({ screen: 'enrolment', round, session })}>
            {texts.toEnrolment}
          </a>
        )}
    </>
  );
}

/** The four steps of the preparation, in their order, each with its press. */
export function PreparationSteps({ view }: { readonly view: UnitView }) {
  const texts = useTexts(TEXTS);
  const { role } = useDesk();
  const { unit } = view;
  const isOffice = role === 'inspection-office';
  const { step } = nextStepOf(unit);
  return (
    <section class="stack">
      <h2>{texts.stepsTitle}</h2>
      {!isOffice && <p class="quiet">{texts.byOffice}</p>}
      <ol class="steps">
        <Step title={texts.makeKeys} done={unit.keysMade} current={step === 'keys'}>
          <KeysStep view={view} isOffice={isOffice} />
        </Step>
        <Step
          title={texts.toCards}
          done={unit.delegates > 0 && unit.cards >= unit.delegates}
          current={step === 'cards'}
        >
          <CardsStep view={view} isOffice={isOffice} />
        </Step>
        <Step
          title={texts.toEnrolment}
          done={unit.tellersEnrolled.length === SLOTS.length}
          current={step === 'tellers'}
        >
          <TellersStep view={view} />
        </Step>
        <Step title={texts.freeze} done={unit.state !== 'prepared'} current={step === 'freeze'}>
          <FreezeStep view={view} isOffice={isOffice} />
        </Step>
      </ol>
    </section>
  );
}

import { useState } from 'preact/hooks';
import type { RequestOf } from '../../../shared/contract/operations.ts';
import { isRoundId } from '../../../shared/process/ids.ts';
import { useTexts } from '../../ui/texts.ts';
import type { Failed } from '../answers.tsx';
import { Confirm, useQuestion } from '../confirm.tsx';
import { fragmentOf, useLeavingGuard } from '../router.ts';
import { useDesk } from '../staff-api.ts';
import { TextField } from '../text-field.tsx';
import { BasisFields, LeaderFields } from './basis-fields.tsx';
import { PasteUnits } from './paste-units.tsx';
import { emptyDraft, openingOf, type PlanDraft } from './plan-draft.ts';
import { PlanRefusal } from './plan-refusal.tsx';
import { RulesFields } from './rules-fields.tsx';
import { PLAN_TEXTS } from './texts.ts';
import { OpenedUnitFields } from './unit-fields.tsx';
import { UnitsFields } from './units-fields.tsx';

type Opening = RequestOf<'openRound'>;
/** A county of thirty units writes some hundred items. */
const OPENING_TIMEOUT_MS = 60_000;

interface Filled {
  readonly round: string;
  readonly name: string;
  readonly draft: PlanDraft;
}

type Progress =
  | { readonly kind: 'filling' }
  | { readonly kind: 'busy' }
  | { readonly kind: 'failed'; readonly answer: Failed }
  | { readonly kind: 'opened'; readonly opened: Opening };

function Opened({ opened }: { readonly opened: Opening }) {
  const texts = useTexts(PLAN_TEXTS);
  const { round, name } = opened;
  return (
    <section class="note note-good stack-small" role="status">
      <h2>{texts.opened(name)}</h2>
      <p>{texts.openedNext}</p>
      {isRoundId(round) && (
        <a class="button button-strong" href={fragmentOf({ screen: 'home', round })}>
          {texts.toHome}
        </a>
      )}
    </section>
  );
}

interface PressProps {
  readonly opening: Opening;
  readonly busy: boolean;
  readonly onOpen: () => void;
}

function Press({ opening, busy, onOpen }: PressProps) {
  const texts = useTexts(PLAN_TEXTS);
  const question = useQuestion();
  const officers = opening.units.reduce((sum, unit) => sum + unit.officers.length, 0);
  if (busy) return <p role="status">{texts.busy}</p>;
  if (!question.isAsked)
    return (
      <button type="button" class="button button-strong" ref={question.button} onClick={question.ask}>
        {texts.open}
      </button>
    );
  const confirm = () => {
    question.close();
    onOpen();
  };
  return (
    <Confirm action={texts.open} onConfirm={confirm} onCancel={question.cancel}>
      <p>{texts.openConfirm(opening.name, opening.units.length, officers)}</p>
    </Confirm>
  );
}

function Form() {
  const texts = useTexts(PLAN_TEXTS);
  const { api } = useDesk();
  const [filled, setFilled] = useState<Filled | null>(null);
  const [progress, setProgress] = useState<Progress>({ kind: 'filling' });
  useLeavingGuard(filled !== null && progress.kind !== 'opened', texts.leave);
  const shown = filled ?? { round: '', name: '', draft: emptyDraft() };
  const { round, name, draft } = shown;
  const fill = (change: Partial<Filled>) => {
    setFilled({ ...shown, ...change });
    setProgress({ kind: 'filling' });
  };
  const change = (next: PlanDraft) => fill({ draft: next });
  const opening = openingOf(draft, { round, name });
  const open = async () => {
    setProgress({ kind: 'busy' });
    const answer = await api('openRound', opening, { timeoutMs: OPENING_TIMEOUT_MS });
    setProgress(answer.ok ? { kind: 'opened', opened: opening } : { kind: 'failed', answer });
  };
  if (progress.kind === 'opened') return <Opened opened={progress.opened} />;
  return (
    <form class="stack" noValidate onSubmit={(event) => event.preventDefault()}>
      <TextField
        label={texts.roundId}
        hint={texts.roundIdHint}
        value={round}
        error={null}
        maxLength={20}
        onInput={(value) => fill({ round: value })}
      />
      <TextField
        label={texts.roundName}
        hint={texts.roundNameHint}
        value={name}
        error={null}
        maxLength={60}
        onInput={(value) => fill({ name: value })}
      />
      <BasisFields draft={draft} onChange={change} />
      <LeaderFields draft={draft} onChange={change} />
      <PasteUnits draft={draft} onChange={change} />
      <UnitsFields draft={draft} onChange={change} fields={OpenedUnitFields} membership="open" />
      <RulesFields draft={draft} onChange={change} />
      {progress.kind === 'failed' && <PlanRefusal answer={progress.answer} draft={draft} />}
      <Press opening={opening} busy={progress.kind === 'busy'} onOpen={() => void open()} />
    </form>
  );
}

/** Opening a round: what it is based on, who is responsible, its units with their officers, its rules. */
export function OpenScreen() {
  const texts = useTexts(PLAN_TEXTS);
  const { role } = useDesk();
  return (
    <>
      <h1>{texts.openTitle}</h1>
      {role === 'inspection-office' ? (
        <>
          <p>{texts.openLead}</p>
          <p>
            {texts.haveFile} <a href={fragmentOf({ screen: 'import' })}>{texts.importInstead}</a>
          </p>
          <Form />
        </>
      ) : (
        <p class="note">{texts.openNotAllowed}</p>
      )}
    </>
  );
}

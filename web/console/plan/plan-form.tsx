import { useState } from 'preact/hooks';
import type { RoundId } from '../../../shared/process/ids.ts';
import { useTexts } from '../../ui/texts.ts';
import type { Failed } from '../answers.tsx';
import { Confirm, useQuestion } from '../confirm.tsx';
import { useLeavingGuard } from '../router.ts';
import { useDesk } from '../staff-api.ts';
import { TextField } from '../text-field.tsx';
import { BasisFields, LeaderFields } from './basis-fields.tsx';
import { changedPlanOf, draftOf, type Plan, type PlanDraft } from './plan-draft.ts';
import { PlanRefusal } from './plan-refusal.tsx';
import { RulesFields } from './rules-fields.tsx';
import { PLAN_TEXTS } from './texts.ts';
import { PlannedUnitFields } from './unit-fields.tsx';
import { UnitsFields } from './units-fields.tsx';

interface PlanFormProps {
  readonly round: RoundId;
  readonly plan: Plan;
  readonly version: number;
  readonly onSaved: (version: number) => void;
  readonly onCancel: () => void;
}

const LEAST_REASON = 2;

/** Changing the plan: what was typed stays when somebody else saved first. */
export function PlanForm({ round, plan, version, onSaved, onCancel }: PlanFormProps) {
  const texts = useTexts(PLAN_TEXTS);
  const { api } = useDesk();
  const [draft, setDraft] = useState<PlanDraft>(() => draftOf(plan));
  const [reason, setReason] = useState('');
  const [reasonMissing, setReasonMissing] = useState(false);
  const [failed, setFailed] = useState<Failed | null>(null);
  const [busy, setBusy] = useState(false);
  const question = useQuestion();
  useLeavingGuard(true, texts.leave);
  const ask = () => {
    const missing = reason.trim().length < LEAST_REASON;
    setReasonMissing(missing);
    if (!missing) question.ask();
  };
  const save = async () => {
    question.close();
    setBusy(true);
    const request = { round, expectedVersion: version, reason, plan: changedPlanOf(draft, plan.rules) };
    const answer = await api('changePlan', request);
    setBusy(false);
    setFailed(answer.ok ? null : answer);
    if (answer.ok) onSaved(answer.value.version);
  };
  return (
    <form class="stack" noValidate onSubmit={(event) => event.preventDefault()}>
      <BasisFields draft={draft} onChange={setDraft} />
      <LeaderFields draft={draft} onChange={setDraft} />
      <UnitsFields draft={draft} onChange={setDraft} fields={PlannedUnitFields} membership="fixed" />
      <RulesFields draft={draft} onChange={setDraft} />
      <TextField
        label={texts.reason}
        value={reason}
        error={reasonMissing ? texts.reasonWrong : null}
        maxLength={500}
        onInput={setReason}
      />
      {failed !== null && <PlanRefusal answer={failed} draft={draft} />}
      {busy && <p role="status">{texts.busy}</p>}
      {question.isAsked ? (
        <Confirm action={texts.save} onConfirm={() => void save()} onCancel={question.cancel}>
          <p>{texts.saveConfirm(version + 1)}</p>
        </Confirm>
      ) : (
        <div class="buttons">
          <button type="button" class="button button-strong" disabled={busy} ref={question.button} onClick={ask}>
            {texts.save}
          </button>
          <button type="button" class="button" onClick={onCancel}>
            {texts.cancelEdit}
          </button>
        </div>
      )}
    </form>
  );
}

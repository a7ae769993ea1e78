import { useTexts } from '../../ui/texts.ts';
import { TextField } from '../text-field.tsx';
import { ShortField } from './fields.tsx';
import type { PlanDraft } from './plan-draft.ts';
import { PLAN_TEXTS } from './texts.ts';

export interface DraftProps {
  readonly draft: PlanDraft;
  readonly onChange: (draft: PlanDraft) => void;
}

/** The documents that the round acts on. */
export function BasisFields({ draft, onChange }: DraftProps) {
  const texts = useTexts(PLAN_TEXTS);
  const put = (place: number, change: Partial<PlanDraft['basis'][number]>) =>
    onChange({
      ...draft,
      basis: draft.basis.map((each, index) => (index === place ? { ...each, ...change } : each)),
    });
  const remove = (place: number) => onChange({ ...draft, basis: draft.basis.filter((_, index) => index !== place) });
  return (
    <section class="stack">
      <h2>{texts.basis}</h2>
      {draft.basis.map(({ title, number, date }, place) => (
        <fieldset key={place} class="choices stack-small">
          <legend>{texts.documentOf(place + 1)}</legend>
          <TextField
            label={texts.documentTitle}
            value={title}
            error={null}
            maxLength={200}
            onInput={(value) => put(place, { title: value })}
          />
          <TextField
            label={texts.documentNumber}
            value={number}
            error={null}
            maxLength={60}
            onInput={(value) => put(place, { number: value })}
          />
          <ShortField
            label={texts.documentDate}
            type="date"
            value={date}
            onInput={(value) => put(place, { date: value })}
          />
          <button type="button" class="button" onClick={() => remove(place)}>
            {texts.removeDocument}
          </button>
        </fieldset>
      ))}
      <button
        type="button"
        class="button"
        onClick={() => onChange({ ...draft, basis: [...draft.basis, { title: '', number: '', date: '' }] })}
      >
        {texts.addDocument}
      </button>
    </section>
  );
}

/** The leader in charge of the round, and the desk of the discipline commission. */
export function LeaderFields({ draft, onChange }: DraftProps) {
  const texts = useTexts(PLAN_TEXTS);
  return (
    <section class="stack">
      <h2>{texts.leader}</h2>
      <TextField
        label={texts.leaderName}
        value={draft.leaderName}
        error={null}
        maxLength={40}
        onInput={(leaderName) => onChange({ ...draft, leaderName })}
      />
      <TextField
        label={texts.leaderPost}
        value={draft.leaderPost}
        error={null}
        maxLength={60}
        onInput={(leaderPost) => onChange({ ...draft, leaderPost })}
      />
      <ShortField
        label={texts.email}
        type="email"
        value={draft.leaderEmail}
        onInput={(leaderEmail) => onChange({ ...draft, leaderEmail })}
      />
      <h2>{texts.commission}</h2>
      <TextField
        label={texts.commissionName}
        hint={texts.commissionHint}
        value={draft.commissionName}
        error={null}
        maxLength={40}
        onInput={(commissionName) => onChange({ ...draft, commissionName })}
      />
      <ShortField
        label={texts.commissionEmail}
        type="email"
        value={draft.commissionEmail}
        onInput={(commissionEmail) => onChange({ ...draft, commissionEmail })}
      />
    </section>
  );
}

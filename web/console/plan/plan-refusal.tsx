import { useTexts } from '../../ui/texts.ts';
import { type Failed, FailureNote } from '../answers.tsx';
import type { PlanDraft } from './plan-draft.ts';
import { placesOf } from './refused-places.ts';
import { PLAN_TEXTS } from './texts.ts';

/** Where on the form a field of the request is. */
function placeText(texts: typeof PLAN_TEXTS.zh, field: string, draft: PlanDraft): string {
  const [section, at] = field.replace(/^plan\./, '').split('.');
  const place = Number(at);
  switch (section) {
    case 'units':
      return Number.isInteger(place) ? texts.unitOf(place + 1, draft.units[place]?.name ?? '') : texts.units;
    case 'basis':
      return Number.isInteger(place) ? texts.documentOf(place + 1) : texts.basis;
    case 'leader':
      return texts.leader;
    case 'commission':
      return texts.commission;
    case 'rules':
      return texts.rules;
    case 'round':
      return texts.roundId;
    case 'name':
      return texts.roundName;
    case 'reason':
      return texts.reason;
    default:
      return field;
  }
}

/** The last part of a field's path, as the form calls it. */
function fieldText(texts: typeof PLAN_TEXTS.zh, field: string): string {
  const names: Readonly<Record<string, string>> = {
    name: texts.leaderName,
    unit: texts.unitCode,
    heldOn: texts.heldOn,
    email: texts.email,
    headEmail: texts.headEmail,
    title: texts.documentTitle,
    officers: texts.officers,
    unitIndicators: texts.unitIndicatorsShown,
    officerIndicators: texts.officerIndicatorsShown,
    minDelegates: texts.minDelegates,
    sharesPercent: texts.sharesAll,
    ...texts.shares,
    ...texts.numbers,
  };
  const last =
    field
      .split('.')
      .filter((part) => Number.isNaN(Number(part)))
      .at(-1) ?? '';
  return names[last] ?? '';
}

/** What was refused, place by place of the form. */
export function PlanRefusal({ answer, draft }: { readonly answer: Failed; readonly draft: PlanDraft }) {
  const texts = useTexts(PLAN_TEXTS);
  const places = answer.problem === undefined ? [] : placesOf(answer.problem);
  return (
    <div class="stack-small">
      <FailureNote answer={answer} />
      {places.length > 0 && (
        <>
          <p>{texts.requestErrors}</p>
          <ul class="consequences">
            {places.map(({ field, detail }) => (
              <li key={field}>
                {[placeText(texts, field, draft), fieldText(texts, field), detail].filter(Boolean).join(' · ')}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

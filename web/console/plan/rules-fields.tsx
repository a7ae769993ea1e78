import { ESCALATION_LEVELS } from '../../../shared/process/round-config.ts';
import { CATEGORIES } from '../../../shared/process/seats.ts';
import { useTexts } from '../../ui/texts.ts';
import { TextArea } from '../text-area.tsx';
import type { DraftProps } from './basis-fields.tsx';
import { ShortField } from './fields.tsx';
import { RULE_NUMBERS, type RulesDraft, typedSum } from './plan-draft.ts';
import { PLAN_TEXTS } from './texts.ts';

interface SeatFieldsProps {
  readonly rules: RulesDraft;
  readonly onPut: (change: Partial<RulesDraft>) => void;
}

/** The quotas of a list of delegates; what the shares add to is said while they are typed. */
function SeatFields({ rules, onPut }: SeatFieldsProps) {
  const texts = useTexts(PLAN_TEXTS);
  const sum = typedSum(rules);
  return (
    <>
      <ShortField
        label={texts.minDelegates}
        type="number"
        value={rules.minDelegates}
        onInput={(minDelegates) => onPut({ minDelegates })}
      />
      {CATEGORIES.map((category) => (
        <ShortField
          key={category}
          label={texts.shares[category]}
          type="number"
          value={rules.shares[category]}
          onInput={(value) => onPut({ shares: { ...rules.shares, [category]: value } })}
        />
      ))}
      <p role="status" class={sum === 100 ? 'quiet' : 'note note-bad'}>
        {sum === null ? texts.sharesNotWhole : sum === 100 ? texts.sharesRight : texts.sharesWrong(sum)}
      </p>
    </>
  );
}

/** Indicators, thresholds, deadlines and quotas: folded away, since they are seldom changed. */
export function RulesFields({ draft, onChange }: DraftProps) {
  const texts = useTexts(PLAN_TEXTS);
  const { rules } = draft;
  const put = (change: Partial<RulesDraft>) => onChange({ ...draft, rules: { ...rules, ...change } });
  return (
    <details class="choices">
      <summary>{texts.rulesEdit}</summary>
      <div class="stack">
        <p>{texts.rulesPinned}</p>
        <TextArea
          label={texts.unitIndicators}
          value={rules.unitIndicators}
          rows={4}
          onInput={(unitIndicators) => put({ unitIndicators })}
        />
        <TextArea
          label={texts.officerIndicators}
          value={rules.officerIndicators}
          rows={7}
          onInput={(officerIndicators) => put({ officerIndicators })}
        />
        <ShortField
          label={texts.excellent}
          type="number"
          value={rules.excellent}
          onInput={(excellent) => put({ excellent })}
        />
        <ShortField
          label={texts.qualified}
          type="number"
          value={rules.qualified}
          onInput={(qualified) => put({ qualified })}
        />
        <SeatFields rules={rules} onPut={put} />
        {RULE_NUMBERS.map((name) => (
          <ShortField
            key={name}
            label={texts.numbers[name]}
            type="number"
            value={rules.numbers[name]}
            onInput={(value) => put({ numbers: { ...rules.numbers, [name]: value } })}
          />
        ))}
        {ESCALATION_LEVELS.map((level) => (
          <ShortField
            key={level}
            label={texts.escalation[level]}
            type="number"
            value={rules.escalation[level]}
            onInput={(value) => put({ escalation: { ...rules.escalation, [level]: value } })}
          />
        ))}
      </div>
    </details>
  );
}

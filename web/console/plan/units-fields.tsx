import type { FunctionComponent } from 'preact';
import { useTexts } from '../../ui/texts.ts';
import type { DraftProps } from './basis-fields.tsx';
import { emptyUnit, moved, type UnitDraft } from './plan-draft.ts';
import { PLAN_TEXTS } from './texts.ts';

interface UnitsFieldsProps extends DraftProps {
  /** What can be said of one unit. */
  readonly fields: FunctionComponent<{ unit: UnitDraft; onChange: (change: Partial<UnitDraft>) => void }>;
  /** Units can come and go while the round is not open yet. */
  readonly membership: 'open' | 'fixed';
}

/** The units in the order of their meetings. */
export function UnitsFields({ draft, onChange, fields: Fields, membership }: UnitsFieldsProps) {
  const texts = useTexts(PLAN_TEXTS);
  const { units } = draft;
  const put = (next: readonly UnitDraft[]) => onChange({ ...draft, units: next });
  const nextKey = Math.max(0, ...units.map(({ key }) => key)) + 1;
  return (
    <section class="stack">
      <h2>{texts.units}</h2>
      <p class="quiet">{texts.unitsHint}</p>
      {units.map((unit, place) => (
        <fieldset key={unit.key} class="choices stack-small">
          <legend>{texts.unitOf(place + 1, unit.name)}</legend>
          <Fields
            unit={unit}
            onChange={(change) => put(units.map((each, index) => (index === place ? { ...each, ...change } : each)))}
          />
          <div class="buttons">
            {place > 0 && (
              <button type="button" class="button" onClick={() => put(moved(units, { from: place, by: -1 }))}>
                {texts.up}
              </button>
            )}
            {place < units.length - 1 && (
              <button type="button" class="button" onClick={() => put(moved(units, { from: place, by: 1 }))}>
                {texts.down}
              </button>
            )}
            {membership === 'open' && units.length > 1 && (
              <button type="button" class="button" onClick={() => put(units.filter((_, index) => index !== place))}>
                {texts.removeUnit}
              </button>
            )}
          </div>
        </fieldset>
      ))}
      {membership === 'open' && (
        <button type="button" class="button" onClick={() => put([...units, emptyUnit(nextKey)])}>
          {texts.addUnit}
        </button>
      )}
    </section>
  );
}

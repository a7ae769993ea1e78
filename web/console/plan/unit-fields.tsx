import { useId } from 'preact/hooks';
import { useTexts } from '../../ui/texts.ts';
import { TextField } from '../text-field.tsx';
import { ShortField } from './fields.tsx';
import type { UnitDraft } from './plan-draft.ts';
import { PLAN_TEXTS } from './texts.ts';

interface UnitProps {
  readonly unit: UnitDraft;
  readonly onChange: (change: Partial<UnitDraft>) => void;
}

function PilotChoice({ unit, onChange }: UnitProps) {
  const texts = useTexts(PLAN_TEXTS);
  return (
    <label class="choice">
      <input
        type="checkbox"
        checked={unit.pilot}
        onChange={(event) => onChange({ pilot: event.currentTarget.checked })}
      />{' '}
      {texts.pilot}
    </label>
  );
}

function Responsible({ unit, onChange }: UnitProps) {
  const texts = useTexts(PLAN_TEXTS);
  return (
    <>
      <ShortField label={texts.heldOn} type="date" value={unit.heldOn} onInput={(heldOn) => onChange({ heldOn })} />
      <PilotChoice unit={unit} onChange={onChange} />
      <TextField
        label={texts.countyLeaderName}
        value={unit.leaderName}
        error={null}
        maxLength={40}
        onInput={(leaderName) => onChange({ leaderName })}
      />
      <ShortField
        label={texts.countyLeaderEmail}
        type="email"
        value={unit.leaderEmail}
        onInput={(leaderEmail) => onChange({ leaderEmail })}
      />
      <ShortField
        label={texts.headEmail}
        type="email"
        value={unit.headEmail}
        onInput={(headEmail) => onChange({ headEmail })}
      />
    </>
  );
}

/** Of a unit that is there already: whose officers are known, and one is chosen as the head. */
export function PlannedUnitFields({ unit, onChange }: UnitProps) {
  const texts = useTexts(PLAN_TEXTS);
  const id = useId();
  return (
    <>
      <div class="field">
        <label for={id}>{texts.head}</label>
        <select
          id={id}
          class="input"
          value={String(unit.headAt)}
          onChange={(event) => onChange({ headAt: Number(event.currentTarget.value) })}
        >
          <option value="-1">{texts.noHead}</option>
          {unit.officers.map(({ name, post }, place) => (
            <option key={name} value={String(place)}>
              {name} {post}
            </option>
          ))}
        </select>
      </div>
      <Responsible unit={unit} onChange={onChange} />
    </>
  );
}

interface OfficerRowProps extends UnitProps {
  readonly place: number;
}

function OfficerRow({ unit, place, onChange }: OfficerRowProps) {
  const texts = useTexts(PLAN_TEXTS);
  const officer = unit.officers[place];
  if (officer === undefined) return null;
  const put = (change: Partial<typeof officer>) =>
    onChange({ officers: unit.officers.map((each, index) => (index === place ? { ...each, ...change } : each)) });
  const remove = () =>
    onChange({
      officers: unit.officers.filter((_, index) => index !== place),
      headAt: unit.headAt > place ? unit.headAt - 1 : unit.headAt === place ? 0 : unit.headAt,
    });
  return (
    <li class="officer-row">
      <TextField
        label={texts.officerName(place + 1)}
        value={officer.name}
        error={null}
        maxLength={40}
        onInput={(name) => put({ name })}
      />
      <TextField
        label={texts.officerPost(place + 1)}
        value={officer.post}
        error={null}
        maxLength={60}
        onInput={(post) => put({ post })}
      />
      <label class="choice">
        <input
          type="radio"
          name={`head-${unit.key}`}
          checked={unit.headAt === place}
          onChange={() => onChange({ headAt: place })}
        />{' '}
        {texts.isHead(place + 1)}
      </label>
      {unit.officers.length > 1 && (
        <button type="button" class="button" onClick={remove}>
          {texts.removeOfficer(place + 1)}
        </button>
      )}
    </li>
  );
}

/** Of a unit that is being made: name, code, its officers with the head among them. */
export function OpenedUnitFields({ unit, onChange }: UnitProps) {
  const texts = useTexts(PLAN_TEXTS);
  return (
    <>
      <TextField
        label={texts.unitName}
        value={unit.name}
        error={null}
        maxLength={60}
        onInput={(name) => onChange({ name })}
      />
      <TextField
        label={texts.unitCode}
        value={unit.code}
        error={null}
        maxLength={40}
        onInput={(code) => onChange({ code })}
      />
      <p class="field-title">{texts.officers}</p>
      <ol class="stack-small">
        {unit.officers.map((_, place) => (
          <OfficerRow key={place} unit={unit} place={place} onChange={onChange} />
        ))}
      </ol>
      <button
        type="button"
        class="button"
        onClick={() => onChange({ officers: [...unit.officers, { name: '', post: '' }] })}
      >
        {texts.addOfficer}
      </button>
      <Responsible unit={unit} onChange={onChange} />
    </>
  );
}

import { useRef, useState } from 'preact/hooks';
import { useTexts } from '../../ui/texts.ts';
import { FailureNote } from '../answers.tsx';
import { ShortField } from '../plan/fields.tsx';
import { useDesk } from '../staff-api.ts';
import { TextField } from '../text-field.tsx';
import { useAction } from '../use-action.ts';
import type { Invitations, Venue } from './all-invitations.ts';
import { INVITATION_TEXTS } from './texts.ts';

const EMPTY: Omit<Venue, 'onDay'> = { startsAt: '09:00', place: '', directions: '', phone: '', note: '' };
/** The contract's own limits: what leaves a letter on one page. */
const LIMITS = { startsAt: 5, place: 30, directions: 60, phone: 30, note: 60 } as const;

const isComplete = ({ onDay, startsAt, place, phone }: Venue): boolean =>
  onDay !== '' && /^([01]\d|2[0-3]):[0-5]\d$/.test(startsAt) && place.trim() !== '' && phone.trim().length >= 5;

interface FieldsProps {
  readonly venue: Venue;
  readonly onChange: (venue: Venue) => void;
}

function VenueFields({ venue, onChange }: FieldsProps) {
  const texts = useTexts(INVITATION_TEXTS);
  return (
    <>
      <ShortField
        label={texts.onDay}
        type="date"
        value={venue.onDay}
        onInput={(onDay) => onChange({ ...venue, onDay })}
      />
      {(['startsAt', 'place', 'directions', 'phone', 'note'] as const).map((field) => (
        <TextField
          key={field}
          label={texts[field]}
          value={venue[field]}
          maxLength={LIMITS[field]}
          error={null}
          onInput={(text) => onChange({ ...venue, [field]: text })}
        />
      ))}
    </>
  );
}

interface VenueProps {
  readonly session: string;
  readonly invitations: Invitations;
  readonly onChanged: () => void;
}

type Note = 'incomplete' | 'saved' | null;

function FormNote({ note }: { readonly note: Note }) {
  const texts = useTexts(INVITATION_TEXTS);
  if (note === 'incomplete')
    return (
      <p class="field-error" role="alert">
        {texts.venueIncomplete}
      </p>
    );
  return note === null ? null : (
    <p class="note note-good" role="status">
      {texts.venueSaved}
    </p>
  );
}

/** The day on the letters and the day in the county's plan: deadlines are counted from the plan's. */
function OtherDay({ venue, plannedOn }: { readonly venue: Venue } & Pick<Invitations, 'plannedOn'>) {
  const texts = useTexts(INVITATION_TEXTS);
  if (plannedOn === null || venue.onDay === '' || venue.onDay === plannedOn) return null;
  return (
    <p class="note" role="status">
      {texts.otherDay(plannedOn)}
    </p>
  );
}

/** What somebody else saved meanwhile stands below what is typed, which stays. */
function VenueForm({ session, invitations, onChanged }: VenueProps) {
  const texts = useTexts(INVITATION_TEXTS);
  const { api } = useDesk();
  const [venue, setVenue] = useState<Venue>(invitations.venue ?? { onDay: invitations.plannedOn ?? '', ...EMPTY });
  const [note, setNote] = useState<Note>(null);
  /** After a refusal the other version is on the screen: saving again is meant. */
  const isShownAnother = useRef(false);
  // What was typed is a change of the version it started from, not of what others have saved since.
  const [base, setBase] = useState(invitations.venueVersion);
  const { venueVersion, venue: stored } = invitations;
  const { busy, failed, press } = useAction(
    async () => {
      const expectedVersion = isShownAnother.current ? venueVersion : base;
      const answer = await api('saveVenue', { session, expectedVersion, venue });
      isShownAnother.current = !answer.ok;
      if (answer.ok) setBase(answer.value.version);
      setNote(answer.ok ? 'saved' : null);
      onChanged();
      return answer;
    },
    () => undefined,
  );
  const save = () => {
    setNote(isComplete(venue) ? null : 'incomplete');
    if (isComplete(venue)) void press();
  };
  return (
    <div class="stack-small">
      <VenueFields venue={venue} onChange={setVenue} />
      <OtherDay venue={venue} plannedOn={invitations.plannedOn} />
      <FormNote note={note} />
      {failed !== null && <FailureNote answer={failed} />}
      {failed !== null && stored !== null && (
        <>
          <p>{texts.storedNow}</p>
          <VenueSummary venue={stored} />
        </>
      )}
      <button type="button" class="button button-strong" disabled={busy} onClick={save}>
        {texts.saveVenue}
      </button>
    </div>
  );
}

function VenueSummary({ venue }: { readonly venue: Venue }) {
  const texts = useTexts(INVITATION_TEXTS);
  return (
    <dl class="summary">
      {(['onDay', 'startsAt', 'place', 'directions', 'phone', 'note'] as const)
        .filter((field) => venue[field] !== '')
        .map((field) => (
          <div key={field}>
            <dt>{texts[field]}</dt>
            <dd>{venue[field]}</dd>
          </div>
        ))}
    </dl>
  );
}

/** When and where; the unit's clerk fills it in, the others read it. */
export function VenueSection(props: VenueProps) {
  const texts = useTexts(INVITATION_TEXTS);
  const { role } = useDesk();
  const { venue, plannedOn } = props.invitations;
  return (
    <section class="stack no-print">
      <h2>{texts.venue}</h2>
      <p>{texts.venueLead}</p>
      {role === 'unit-clerk' && <VenueForm {...props} />}
      {role !== 'unit-clerk' && venue !== null && (
        <>
          <VenueSummary venue={venue} />
          <OtherDay venue={venue} plannedOn={plannedOn} />
        </>
      )}
      {role !== 'unit-clerk' && venue === null && <p class="note">{texts.venueMissing}</p>}
    </section>
  );
}

import { statesBefore } from '../../../shared/process/meeting-state.ts';
import { useTexts } from '../../ui/texts.ts';
import type { RoundUnit } from '../next-step.ts';
import { useDesk } from '../staff-api.ts';
import type { Invitations } from './all-invitations.ts';
import { TellerForm } from './teller-form.tsx';
import { TellerRecord } from './teller-record.tsx';
import { INVITATION_TEXTS } from './texts.ts';

interface TellerSectionProps {
  readonly session: string;
  readonly state: RoundUnit['state'];
  readonly invitations: Invitations;
  readonly onChanged: () => void;
}

/** Who counts for the delegates, how that came about, and the press that decides it. */
export function TellerSection({ session, state, invitations, onChanged }: TellerSectionProps) {
  const texts = useTexts(INVITATION_TEXTS);
  const { role } = useDesk();
  const { tellerChoices, tellersLeft, letters } = invitations;
  const latest = tellerChoices.at(-1);
  const earlier = tellerChoices.slice(0, -1);
  const hasDeclined = letters.some(({ delegate, reply }) => delegate === latest?.teller && reply === 'declined');
  return (
    <section class="stack no-print">
      <h2>{texts.teller}</h2>
      <p>{texts.tellerLead}</p>
      {latest === undefined ? <p class="note">{texts.noTeller}</p> : <TellerRecord choice={latest} letters={letters} />}
      {tellersLeft.length > 0 && (
        <p class="note note-bad" role="alert">
          {texts.leftList(tellersLeft)}
        </p>
      )}
      {hasDeclined && <p class="note note-warn">{texts.declinedSince}</p>}
      {earlier.length > 0 && (
        <details>
          <summary>{texts.earlier}</summary>
          {earlier.map((choice, place) => (
            <TellerRecord key={place} choice={choice} letters={letters} />
          ))}
        </details>
      )}
      {role === 'inspection-office' && statesBefore('enrol').includes(state) && (
        <TellerForm key={tellerChoices.length} session={session} invitations={invitations} onNamed={onChanged} />
      )}
    </section>
  );
}

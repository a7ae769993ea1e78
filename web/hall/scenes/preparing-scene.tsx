import { useTexts } from '../../ui/texts.ts';
import type { Meeting } from '../hall-feed.ts';
import { TEXTS } from '../texts.ts';

/** Before check-in: which of the three tellers are ready. */
export function PreparingScene({ meeting }: { readonly meeting: Meeting }) {
  const texts = useTexts(TEXTS);
  return (
    <main class="hall-main hall-centre">
      <h2 class="hall-now">{meeting.state === 'frozen' ? texts.frozen : texts.preparing}</h2>
      <p class="hall-lead">{meeting.state === 'frozen' ? texts.frozenHelp : texts.preparingHelp}</p>
      <ul class="hall-tellers">
        {meeting.tellers.map(({ slot, enrolled, armed }) => (
          <li key={slot} class={armed ? 'is-done' : ''}>
            <span>{texts.tellers}</span>
            <strong>{texts.slots[slot]}</strong>
            <span>{armed ? `✓ ${texts.armed}` : enrolled ? texts.enrolled : texts.notEnrolled}</span>
          </li>
        ))}
      </ul>
    </main>
  );
}

import { useTexts } from '../../ui/texts.ts';
import type { Meeting } from '../hall-feed.ts';
import { TEXTS } from '../texts.ts';

/** Longer reasons (up to 500 characters) are set smaller, so that the whole of them is on the screen. */
const LONG_REASON = 100;

/** A vote that was voided, with the reason that was given. */
export function VoidedScene({ meeting }: { readonly meeting: Meeting }) {
  const texts = useTexts(TEXTS);
  return (
    <main class="hall-main hall-centre">
      <h2 class="hall-verdict">✗ {texts.voided}</h2>
      {meeting.voidReason !== null && (
        <p class={meeting.voidReason.length > LONG_REASON ? 'hall-lead is-long' : 'hall-lead'}>
          {texts.voidReason}
          {meeting.voidReason}
        </p>
      )}
      <p class="hall-lead">{texts.voidedHelp}</p>
    </main>
  );
}

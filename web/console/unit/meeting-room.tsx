import { Qr } from '../../ui/qr.tsx';
import { useTexts } from '../../ui/texts.ts';
import { FailureNote, useLoaded } from '../answers.tsx';
import { useDesk } from '../staff-api.ts';
import { TEXTS } from '../texts.ts';
import type { UnitView } from './unit-frame.tsx';

/** The hall's screen, and what the meeting tells everyone about itself. */
export function MeetingRoom({ view }: { readonly view: UnitView }) {
  const texts = useTexts(TEXTS);
  const { api } = useDesk();
  const { session, unit } = view;
  const [loaded, reload] = useLoaded(`${session} ${unit.state}`, () => api('getMeeting', { session }));
  const address = `${location.origin}/hall/?session=${session}`;
  const face = loaded.kind === 'ready' ? loaded.value : null;
  return (
    <section class="stack">
      <h2>{texts.meetingTitle}</h2>
      {loaded.kind === 'failed' && <FailureNote answer={loaded.answer} onRetry={reload} />}
      {face?.voidReason != null && <p class="note note-bad">{texts.voidedBecause(face.voidReason)}</p>}
      {face?.counts != null && (
        <p>{texts.counts(face.counts.electronic, face.counts.papersIssued, face.counts.delegates)}</p>
      )}
      <div class="hall">
        <div class="hall-qr">
          <Qr text={address} label={texts.hallQr} />
        </div>
        <div class="stack-small">
          <p>{texts.hallLead}</p>
          <p>
            <a href={address} target="_blank" rel="noreferrer">
              {texts.hall}
            </a>
          </p>
          <p class="hall-address">{address}</p>
          <p>{texts.checkInProgress}</p>
        </div>
      </div>
    </section>
  );
}

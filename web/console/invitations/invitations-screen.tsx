import { useLayoutEffect, useState } from 'preact/hooks';
import { shanghaiDay } from '../../../shared/process/shanghai-day.ts';
import { useTexts } from '../../ui/texts.ts';
import { useLoaded, WhenLoaded } from '../answers.tsx';
import { useDesk } from '../staff-api.ts';
import { type UnitAddress, UnitPage, type UnitView } from '../unit/unit-frame.tsx';
import { allInvitations, type Invitations } from './all-invitations.ts';
import { AttendanceSection } from './attendance-section.tsx';
import { AttendanceSheet } from './attendance-sheet.tsx';
import { LetterSheets } from './letter-sheets.tsx';
import { LettersSection } from './letters-section.tsx';
import { TellerSection } from './teller-section.tsx';
import { INVITATION_TEXTS } from './texts.ts';
import { VenueSection } from './venue-section.tsx';

type Sheets = 'letters' | 'attendance';

/** What goes to the printer; the print dialogue opens once it is on the page. */
function usePrinted(): readonly [Sheets, (sheets: Sheets) => void] {
  const [asked, ask] = useState<{ readonly sheets: Sheets; readonly isPressed: boolean }>({
    sheets: 'letters',
    isPressed: false,
  });
  useLayoutEffect(() => {
    if (asked.isPressed) print();
  }, [asked]);
  return [asked.sheets, (sheets) => ask({ sheets, isPressed: true })];
}

interface PaperProps {
  readonly sheets: Sheets;
  readonly invitations: Invitations;
  readonly session: string;
}

function AttendancePaper({ invitations, session }: Pick<PaperProps, 'invitations' | 'session'>) {
  const { api } = useDesk();
  const [loaded] = useLoaded(session, () => api('listObservers', { session }));
  const observers = loaded.kind === 'ready' ? loaded.value.observers : [];
  const { unitName, venue, letters } = invitations;
  return <AttendanceSheet unitName={unitName} venue={venue} letters={letters} observers={observers} />;
}

function Paper({ sheets, invitations, session }: PaperProps) {
  const { countyName, unitName, venue, readingAddress, letters } = invitations;
  if (sheets === 'attendance') return <AttendancePaper invitations={invitations} session={session} />;
  if (venue === null || readingAddress === null) return null;
  const frame = { countyName, unitName, venue, readingAddress, today: shanghaiDay(Date.now()) };
  return <LetterSheets letters={letters} frame={frame} />;
}

function Invited({ view }: { readonly view: UnitView }) {
  const texts = useTexts(INVITATION_TEXTS);
  const { api } = useDesk();
  const { session, unit } = view;
  const [loaded, reload] = useLoaded(session, () => allInvitations(api, session));
  const [sheets, printSheets] = usePrinted();
  return (
    <WhenLoaded loaded={loaded} onRetry={reload}>
      {(invitations) => {
        if (invitations.delegates === 0) return <p class="note">{texts.noDelegates}</p>;
        const common = { session, invitations, onChanged: reload };
        return (
          <>
            <VenueSection {...common} />
            <LettersSection {...common} onPrint={() => printSheets('letters')} />
            <TellerSection {...common} state={unit.state} />
            <AttendanceSection {...common} state={unit.state} onPrint={() => printSheets('attendance')} />
            <Paper sheets={sheets} invitations={invitations} session={session} />
          </>
        );
      }}
    </WhenLoaded>
  );
}

const READERS = ['unit-clerk', 'inspection-office', 'discipline-commission'] as const;

/** Letters of invitation, replies, the delegates' teller, and the attendance list of one unit. */
export function InvitationsScreen({ round, session }: UnitAddress) {
  const texts = useTexts(INVITATION_TEXTS);
  const { role } = useDesk();
  const mayRead = READERS.some((reader) => reader === role);
  return (
    <UnitPage round={round} session={session} title={texts.title}>
      {(view) => (mayRead ? <Invited view={view} /> : <p class="note">{texts.notAllowed}</p>)}
    </UnitPage>
  );
}

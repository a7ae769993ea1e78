import { useTexts } from '../../ui/texts.ts';
import { useLoaded, WhenLoaded } from '../answers.tsx';
import { useDesk } from '../staff-api.ts';
import { type UnitAddress, UnitPage, type UnitView } from '../unit/unit-frame.tsx';
import { useWhileVisible } from '../unit/while-visible.ts';
import { AgendaSection } from './agenda-section.tsx';
import type { FloorProps } from './floor-view.ts';
import { QuestionsSection } from './questions-section.tsx';
import { StatementSection } from './statement-section.tsx';
import { FLOOR_TEXTS } from './texts.ts';

/** Several people keep the record: what the others wrote comes by itself. */
const REFRESH_MS = 5_000;

function Floor({ view }: { readonly view: UnitView }) {
  const { api, role } = useDesk();
  const { session } = view;
  const [loaded, reload, refresh] = useLoaded(session, () => api('getFloor', { session }));
  useWhileVisible(REFRESH_MS, refresh);
  const isRecorder = role === 'inspection-office' || role === 'unit-clerk';
  return (
    <WhenLoaded loaded={loaded} onRetry={reload}>
      {(floor) => {
        const props: FloorProps = { view, floor, reload, isRecorder };
        return (
          <>
            <AgendaSection {...props} />
            <QuestionsSection {...props} />
            <StatementSection {...props} />
          </>
        );
      }}
    </WhenLoaded>
  );
}

/** The meeting besides the vote: its agenda, the questions with their answers, the head's statement. */
export function FloorScreen({ round, session }: UnitAddress) {
  const texts = useTexts(FLOOR_TEXTS);
  return (
    <UnitPage round={round} session={session} title={texts.title}>
      {(view) => (
        <>
          <p class="no-print">{texts.lead}</p>
          <Floor view={view} />
        </>
      )}
    </UnitPage>
  );
}

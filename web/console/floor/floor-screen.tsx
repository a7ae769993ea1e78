import { useEffect } from 'preact/hooks';
import { useTexts } from '../../ui/texts.ts';
import { FailureNote, LoadingNote, useLoaded } from '../answers.tsx';
import { useDesk } from '../staff-api.ts';
import { type UnitAddress, UnitFrame, type UnitView } from '../unit/unit-frame.tsx';
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
  const [loaded, reload] = useLoaded(session, () => api('getFloor', { session }));
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') reload();
    }, REFRESH_MS);
    return () => clearInterval(timer);
  }, [reload]);
  if (loaded.kind === 'loading') return <LoadingNote />;
  if (loaded.kind === 'failed') return <FailureNote answer={loaded.answer} onRetry={reload} />;
  const isRecorder = role === 'inspection-office' || role === 'unit-clerk';
  const props: FloorProps = { view, floor: loaded.value, reload, isRecorder };
  return (
    <>
      <AgendaSection {...props} />
      <QuestionsSection {...props} />
      <StatementSection {...props} />
    </>
  );
}

/** The meeting besides the vote: its agenda, the questions with their answers, the head's statement. */
export function FloorScreen({ round, session }: UnitAddress) {
  const texts = useTexts(FLOOR_TEXTS);
  return (
    <UnitFrame
      round={round}
      session={session}
      title={({ unit }) => texts.title(unit.name)}
      back={{ screen: 'unit', round, session }}
    >
      {(view) => (
        <>
          <p class="no-print">{texts.lead}</p>
          <Floor view={view} />
        </>
      )}
    </UnitFrame>
  );
}

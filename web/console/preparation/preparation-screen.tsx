import { useTexts } from '../../ui/texts.ts';
import { useLoaded, WhenLoaded } from '../answers.tsx';
import { useDesk } from '../staff-api.ts';
import { UNIT_REFRESH_MS, type UnitAddress, UnitPage, type UnitView } from '../unit/unit-frame.tsx';
import { useWhileVisible } from '../unit/while-visible.ts';
import { Acknowledgements } from './acknowledgements.tsx';
import { ReportForm } from './report-form.tsx';
import { ReportText } from './report-text.tsx';
import { PREPARATION_TEXTS } from './texts.ts';

function Preparation({ view }: { readonly view: UnitView }) {
  const texts = useTexts(PREPARATION_TEXTS);
  const { api, role } = useDesk();
  const { session, unit } = view;
  const [loaded, reload, refresh] = useLoaded(session, () => api('getPreparation', { session }));
  useWhileVisible(UNIT_REFRESH_MS, refresh);
  const isOpen = unit.state === 'prepared';
  return (
    <WhenLoaded loaded={loaded} onRetry={reload}>
      {(report) => (
        <>
          <p>{texts.lead}</p>
          {!isOpen && <p class="note">{texts.closed}</p>}
          {isOpen && role === 'unit-clerk' ? (
            <ReportForm session={session} report={report} onSubmitted={reload} />
          ) : (
            <ReportText report={report} />
          )}
          <Acknowledgements session={session} report={report} isOpen={isOpen} onDone={reload} />
        </>
      )}
    </WhenLoaded>
  );
}

/** The unit's report on its preparation, and the two acknowledgements without which there is no meeting. */
export function PreparationScreen({ round, session }: UnitAddress) {
  const texts = useTexts(PREPARATION_TEXTS);
  return (
    <UnitPage round={round} session={session} title={texts.title}>
      {(view) => (
        <div class="stack">
          <Preparation view={view} />
        </div>
      )}
    </UnitPage>
  );
}

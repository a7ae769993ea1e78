import { useState } from 'preact/hooks';
import { useTexts } from '../../ui/texts.ts';
import { FailureNote, LoadingNote, useLoaded } from '../answers.tsx';
import { useDesk } from '../staff-api.ts';
import { type UnitAddress, UnitFrame } from '../unit/unit-frame.tsx';
import { OneReport } from './one-report.tsx';
import { ReportList } from './report-list.tsx';
import { REPORTS_TEXTS } from './texts.ts';

function Reports({ session }: { readonly session: string }) {
  const texts = useTexts(REPORTS_TEXTS);
  const { api, role } = useDesk();
  const [loaded, reload] = useLoaded(session, () => api('listReports', { session }));
  const [open, setOpen] = useState<string | null>(null);
  if (loaded.kind === 'loading') return <LoadingNote />;
  if (loaded.kind === 'failed') return <FailureNote answer={loaded.answer} onRetry={reload} />;
  const isWriter = role === 'unit-clerk' && loaded.value.state === 'prepared';
  if (open === null)
    return (
      <>
        <p class="no-print">{role === 'unit-clerk' ? texts.lead : texts.leadOthers}</p>
        <ReportList reports={loaded.value} isWriter={isWriter} onOpen={setOpen} />
      </>
    );
  const close = () => {
    setOpen(null);
    reload();
  };
  return (
    <>
      <p class="no-print">
        <button type="button" class="button" onClick={close}>
          ← {texts.backToList}
        </button>
      </p>
      <OneReport session={session} officer={open} isWriter={isWriter} />
    </>
  );
}

/** The officers' reports of a unit: who has written, who has submitted, and each report itself. */
export function ReportsScreen({ round, session }: UnitAddress) {
  const texts = useTexts(REPORTS_TEXTS);
  return (
    <UnitFrame
      round={round}
      session={session}
      title={({ unit }) => texts.title(unit.name)}
      back={{ screen: 'unit', round, session }}
    >
      {() => (
        <div class="stack">
          <Reports session={session} />
        </div>
      )}
    </UnitFrame>
  );
}

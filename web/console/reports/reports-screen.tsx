import { useState } from 'preact/hooks';
import type { ResponseOf } from '../../../shared/contract/operations.ts';
import { useTexts } from '../../ui/texts.ts';
import { useLoaded, WhenLoaded } from '../answers.tsx';
import { useDesk } from '../staff-api.ts';
import { type UnitAddress, UnitPage } from '../unit/unit-frame.tsx';
import { OneReport } from './one-report.tsx';
import { ReportList } from './report-list.tsx';
import { REPORTS_TEXTS } from './texts.ts';

interface LoadedReportsProps {
  readonly session: string;
  readonly reports: ResponseOf<'listReports'>;
  readonly reload: () => void;
  /** The officer whose report is open; kept while the list is asked for again. */
  readonly open: string | null;
  readonly setOpen: (officer: string | null) => void;
}

function LoadedReports({ session, reports, reload, open, setOpen }: LoadedReportsProps) {
  const texts = useTexts(REPORTS_TEXTS);
  const { role } = useDesk();
  const isWriter = role === 'unit-clerk' && reports.state === 'prepared';
  if (open === null)
    return (
      <>
        <p class="no-print">{role === 'unit-clerk' ? texts.lead : texts.leadOthers}</p>
        <ReportList reports={reports} isWriter={isWriter} onOpen={setOpen} />
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

function Reports({ session }: { readonly session: string }) {
  const { api } = useDesk();
  const [loaded, reload] = useLoaded(session, () => api('listReports', { session }));
  const [open, setOpen] = useState<string | null>(null);
  return (
    <WhenLoaded loaded={loaded} onRetry={reload}>
      {(reports) => <LoadedReports session={session} reports={reports} reload={reload} open={open} setOpen={setOpen} />}
    </WhenLoaded>
  );
}

/** The officers' reports of a unit: who has written, who has submitted, and each report itself. */
export function ReportsScreen({ round, session }: UnitAddress) {
  const texts = useTexts(REPORTS_TEXTS);
  return (
    <UnitPage round={round} session={session} title={texts.title}>
      {() => (
        <div class="stack">
          <Reports session={session} />
        </div>
      )}
    </UnitPage>
  );
}

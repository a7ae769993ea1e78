import { useLayoutEffect, useRef } from 'preact/hooks';
import { useTexts } from '../../ui/texts.ts';
import { useLoaded, WhenLoaded } from '../answers.tsx';
import { useDesk } from '../staff-api.ts';
import { ReportEditor } from './report-editor.tsx';
import { ReportPaper } from './report-paper.tsx';
import { REPORTS_TEXTS } from './texts.ts';
import type { ReportView } from './use-draft.ts';
import { WithdrawSection } from './withdraw-section.tsx';

interface OneReportProps {
  readonly session: string;
  readonly officer: string;
  /** This person writes the unit's reports, and nothing is frozen. */
  readonly isWriter: boolean;
}

interface LoadedReportProps extends OneReportProps {
  readonly report: ReportView;
  readonly reload: () => void;
}

function LoadedReport({ session, officer, isWriter, report, reload }: LoadedReportProps) {
  const texts = useTexts(REPORTS_TEXTS);
  if (isWriter && report.state !== 'submitted')
    // Another version of the server's is another editor; what this one had not saved is in the kept copy.
    return <ReportEditor session={session} report={report} onSubmitted={reload} />;
  return (
    <>
      {report.state === 'submitted' && <p class="note note-good no-print">{texts.submitted}</p>}
      <ReportPaper {...report} />
      <div class="buttons no-print">
        <button type="button" class="button" onClick={() => print()}>
          {texts.print}
        </button>
      </div>
      {isWriter && <WithdrawSection session={session} officer={officer} onWithdrawn={reload} />}
    </>
  );
}

/** One officer's report: written by the unit's clerk, read by everybody else. */
export function OneReport(props: OneReportProps) {
  const { session, officer } = props;
  const { api } = useDesk();
  const [loaded, reload] = useLoaded(`${session} ${officer}`, () => api('getReport', { session, officer }));
  const heading = useRef<HTMLHeadingElement>(null);
  const isReady = loaded.kind === 'ready';
  useLayoutEffect(() => {
    if (isReady) heading.current?.focus();
  }, [isReady]);
  return (
    <WhenLoaded loaded={loaded} onRetry={reload}>
      {(report) => (
        <>
          <h2 class="no-print" tabIndex={-1} ref={heading}>
            {report.name} · {report.post}
          </h2>
          <LoadedReport {...props} report={report} reload={reload} />
        </>
      )}
    </WhenLoaded>
  );
}

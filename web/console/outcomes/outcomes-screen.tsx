import { useTexts } from '../../ui/texts.ts';
import { useLoaded, WhenLoaded } from '../answers.tsx';
import { useDesk } from '../staff-api.ts';
import { type UnitAddress, UnitPage } from '../unit/unit-frame.tsx';
import { AssessmentSection } from './assessment-section.tsx';
import { OUTCOME_TEXTS } from './texts.ts';
import { UsesSection } from './uses-section.tsx';
import { YearsSection } from './years-section.tsx';

function LoadedOutcomes({ session }: Pick<UnitAddress, 'session'>) {
  const { api } = useDesk();
  const [loaded, reload] = useLoaded(session, () => api('getResults', { session }));
  return (
    <WhenLoaded loaded={loaded} onRetry={reload}>
      {(results) => (
        <>
          <YearsSection results={results} />
          <UsesSection session={session} subjects={results.ofThisMeeting} />
          <AssessmentSection session={session} />
        </>
      )}
    </WhenLoaded>
  );
}

/** Stage 6 of one unit: results over the years, where they were used, how well it ran its 双述. */
export function OutcomesScreen({ round, session }: UnitAddress) {
  const texts = useTexts(OUTCOME_TEXTS);
  return (
    <UnitPage round={round} session={session} title={texts.title}>
      {() => <LoadedOutcomes session={session} />}
    </UnitPage>
  );
}

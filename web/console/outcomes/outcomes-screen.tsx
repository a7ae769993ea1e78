import { useTexts } from '../../ui/texts.ts';
import { FailureNote, LoadingNote, useLoaded } from '../answers.tsx';
import { useDesk } from '../staff-api.ts';
import { type UnitAddress, UnitFrame } from '../unit/unit-frame.tsx';
import { AssessmentSection } from './assessment-section.tsx';
import { OUTCOME_TEXTS } from './texts.ts';
import { UsesSection } from './uses-section.tsx';
import { YearsSection } from './years-section.tsx';

function LoadedOutcomes({ session }: Pick<UnitAddress, 'session'>) {
  const { api } = useDesk();
  const [loaded, reload] = useLoaded(session, () => api('getResults', { session }));
  if (loaded.kind === 'loading') return <LoadingNote />;
  if (loaded.kind === 'failed') return <FailureNote answer={loaded.answer} onRetry={reload} />;
  return (
    <>
      <YearsSection results={loaded.value} />
      <UsesSection session={session} subjects={loaded.value.ofThisMeeting} />
      <AssessmentSection session={session} />
    </>
  );
}

/** Stage 6 of one unit: results over the years, where they were used, how well it ran its 双述. */
export function OutcomesScreen({ round, session }: UnitAddress) {
  const texts = useTexts(OUTCOME_TEXTS);
  return (
    <UnitFrame
      round={round}
      session={session}
      title={({ unit }) => texts.title(unit.name)}
      back={{ screen: 'unit', round, session }}
    >
      {() => <LoadedOutcomes session={session} />}
    </UnitFrame>
  );
}

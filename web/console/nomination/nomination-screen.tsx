import { useTexts } from '../../ui/texts.ts';
import { FailureNote, LoadingNote, useLoaded } from '../answers.tsx';
import { fragmentOf } from '../router.ts';
import { ListVersions } from '../screening/list-versions.tsx';
import { PrintedList } from '../screening/printed-list.tsx';
import { useDesk } from '../staff-api.ts';
import { type UnitAddress, UnitFrame } from '../unit/unit-frame.tsx';
import type { NominationView } from './draft.ts';
import { NominationEditor } from './nomination-editor.tsx';
import { ObserversSection } from './observers-section.tsx';
import { SubmittedCandidates } from './submitted-candidates.tsx';
import { NOMINATION_TEXTS } from './texts.ts';

interface StandingProps {
  readonly session: string;
  readonly view: NominationView;
}

/** The nomination out of the unit's hands. */
function HandedIn({ session, view }: StandingProps) {
  const texts = useTexts(NOMINATION_TEXTS);
  if (view.stage === 'frozen')
    return (
      <>
        <p class="note note-good no-print">{texts.frozen}</p>
        <PrintedList session={session} unitName={view.unitName} />
        <ListVersions session={session} />
      </>
    );
  return (
    <>
      <p class="note" role="status">
        {view.stage === 'screening' ? texts.waiting : texts.waitingList}
      </p>
      <SubmittedCandidates view={view} />
    </>
  );
}

function ClerkNomination({ session }: { readonly session: string }) {
  const { api } = useDesk();
  const [loaded, reload] = useLoaded(session, () => api('getNomination', { session }));
  if (loaded.kind === 'loading') return <LoadingNote />;
  if (loaded.kind === 'failed') return <FailureNote answer={loaded.answer} onRetry={reload} />;
  const view = loaded.value;
  return (
    <>
      {view.editable ? (
        <NominationEditor session={session} loaded={view} onSubmitted={reload} />
      ) : (
        <HandedIn session={session} view={view} />
      )}
      {view.editable && view.submitted.length > 0 && <SubmittedCandidates view={view} />}
    </>
  );
}

/** The unit nominates; the two offices go on from there. */
export function NominationScreen({ round, session }: UnitAddress) {
  const texts = useTexts(NOMINATION_TEXTS);
  const { role } = useDesk();
  const isOffice = role === 'inspection-office' || role === 'discipline-commission';
  return (
    <UnitFrame
      round={round}
      session={session}
      title={({ unit }) => texts.title(unit.name)}
      back={{ screen: 'unit', round, session }}
    >
      {() => (
        <div class="stack">
          {role === 'unit-clerk' ? <ClerkNomination session={session} /> : <p class="note">{texts.notYours}</p>}
          {isOffice && (
            <p>
              <a class="button" href={fragmentOf({ screen: 'screening', round, session })}>
                {texts.toScreening}
              </a>
            </p>
          )}
          {(isOffice || role === 'unit-clerk') && <ObserversSection session={session} />}
        </div>
      )}
    </UnitFrame>
  );
}

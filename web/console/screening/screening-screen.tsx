import type { Answer } from '../../ui/client.ts';
import { useTexts } from '../../ui/texts.ts';
import { FailureNote, LoadingNote, useLoaded } from '../answers.tsx';
import { type StaffCall, useDesk } from '../staff-api.ts';
import { type UnitAddress, UnitFrame } from '../unit/unit-frame.tsx';
import { allCandidates, type Screening } from './all-candidates.ts';
import { allVersions, type ListVersion } from './all-versions.ts';
import { BothViews } from './both-views.tsx';
import { ListApproval } from './list-approval.tsx';
import { ListChoice } from './list-choice.tsx';
import { ListVersions } from './list-versions.tsx';
import { Marking } from './marking.tsx';
import { PrintedList } from './printed-list.tsx';
import { SCREENING_TEXTS } from './texts.ts';

interface Loaded {
  readonly screening: Screening;
  readonly versions: readonly ListVersion[];
}

async function load(api: StaffCall, session: string): Promise<Answer<Loaded>> {
  const screening = await allCandidates(api, session);
  if (!screening.ok) return screening;
  const versions = await allVersions(api, session);
  return versions.ok ? { ok: true, value: { screening: screening.value, versions: versions.value } } : versions;
}

interface ListingProps extends Loaded {
  readonly session: string;
  readonly onChanged: () => void;
}

/** From both views to the list: one office proposes, the other approves. */
function Listing({ session, screening, versions, onChanged }: ListingProps) {
  const texts = useTexts(SCREENING_TEXTS);
  const { role } = useDesk();
  const waiting = versions.find(({ state }) => state === 'proposed');
  const published = versions.findLast(({ state }) => state === 'published');
  const isOffice = role === 'inspection-office';
  return (
    <>
      {published !== undefined && (
        <p class="note note-good no-print">{texts.frozen(published.delegates, published.version)}</p>
      )}
      {waiting === undefined && published === undefined && !isOffice && <p class="note">{texts.waitProposal}</p>}
      {waiting !== undefined && isOffice && (
        <p class="note">
          {screening.total === 0 ? texts.imported(waiting.proposedBy) : texts.proposed(waiting.proposedBy)}
        </p>
      )}
      {waiting !== undefined && !isOffice && (
        <ListApproval session={session} version={waiting} onApproved={onChanged} />
      )}
      {published !== undefined && (
        <PrintedList key={published.version} session={session} unitName={screening.unitName} />
      )}
      {isOffice && screening.total > 0 && (
        <ListChoice
          key={`${published?.version ?? 0}-${waiting?.proposal ?? ''}`}
          session={session}
          candidates={screening.candidates}
          seats={screening.seats}
          basedOn={published?.version ?? 0}
          onProposed={onChanged}
        />
      )}
      {versions.length > 0 && <ListVersions key={versions.map(({ proposal }) => proposal).join()} session={session} />}
    </>
  );
}

function Stages({ session, screening, versions, onChanged }: ListingProps) {
  const texts = useTexts(SCREENING_TEXTS);
  const { total, ownFinishedUpTo, bothFinishedUpTo } = screening;
  // Nobody was nominated, but a list came with the round's file.
  if (total === 0 && versions.length > 0)
    return <Listing session={session} screening={screening} versions={versions} onChanged={onChanged} />;
  if (total === 0) return <p class="note">{texts.notSubmitted}</p>;
  if (ownFinishedUpTo < total) return <Marking session={session} screening={screening} onFinished={onChanged} />;
  if (bothFinishedUpTo < total)
    return (
      <div class="note stack-small" role="status">
        <p>{texts.ownDone}</p>
        <button type="button" class="button" onClick={onChanged}>
          {texts.reload}
        </button>
      </div>
    );
  return (
    <>
      <Listing session={session} screening={screening} versions={versions} onChanged={onChanged} />
      <BothViews candidates={screening.candidates} />
    </>
  );
}

function OfficeScreening({ session }: { readonly session: string }) {
  const { api } = useDesk();
  const [loaded, reload] = useLoaded(session, () => load(api, session));
  if (loaded.kind === 'loading') return <LoadingNote />;
  if (loaded.kind === 'failed') return <FailureNote answer={loaded.answer} onRetry={reload} />;
  return <Stages session={session} {...loaded.value} onChanged={reload} />;
}

/** Two offices screen the candidates, each on its own, and then agree on the list. */
export function ScreeningScreen({ round, session }: UnitAddress) {
  const texts = useTexts(SCREENING_TEXTS);
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
          {isOffice ? <OfficeScreening session={session} /> : <p class="note">{texts.notYours}</p>}
        </div>
      )}
    </UnitFrame>
  );
}

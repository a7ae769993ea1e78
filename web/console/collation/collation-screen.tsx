import type { ResponseOf } from '../../../shared/contract/operations.ts';
import type { Answer } from '../../ui/client.ts';
import { useTexts } from '../../ui/texts.ts';
import { useLoaded, WhenLoaded } from '../answers.tsx';
import { type Desk, useDesk } from '../staff-api.ts';
import { type UnitAddress, UnitPage, type UnitView } from '../unit/unit-frame.tsx';
import type { CollatedEntry } from './collated-card.tsx';
import { CollatedSection } from './collated-section.tsx';
import { FinishSection } from './finish-section.tsx';
import { OpinionsSection } from './opinions-section.tsx';
import { PosterSection } from './poster-section.tsx';
import { RecordSection } from './record-section.tsx';
import type { Subjects } from './subjects.ts';
import { COLLATION_TEXTS } from './texts.ts';
import { useRawOpinions } from './use-raw-opinions.ts';

/** The whole collated list: some pages at most. */
async function allCollated({ api }: Pick<Desk, 'api'>, session: string): Promise<Answer<readonly CollatedEntry[]>> {
  const entries: CollatedEntry[] = [];
  let after: string | null = null;
  do {
    const answer: Answer<ResponseOf<'listCollated'>> = await api('listCollated', {
      session,
      ...(after === null ? {} : { after }),
    });
    if (!answer.ok) return answer;
    entries.push(...answer.value.items);
    after = answer.value.next;
  } while (after !== null);
  return { ok: true, value: entries };
}

interface BodyProps {
  readonly session: string;
  readonly subjects: Subjects;
  readonly entries: readonly CollatedEntry[];
  readonly reload: () => void;
}

/** What the inspection office works with: the raw opinions and the list made of them. */
function Office({ session, subjects, entries, reload }: BodyProps) {
  const raw = useRawOpinions(session);
  const changed = () => {
    raw.reload();
    reload();
  };
  return (
    <>
      <PosterSection session={session} />
      <RecordSection session={session} subjects={subjects} onRecorded={raw.reload} />
      <OpinionsSection session={session} subjects={subjects} raw={raw} onCollated={changed} />
      <CollatedSection session={session} entries={entries} subjects={subjects} onChanged={changed} />
      <FinishSection session={session} />
    </>
  );
}

function Others({ session, subjects, entries, reload }: BodyProps) {
  const { role } = useDesk();
  return (
    <>
      {role === 'unit-clerk' && (
        <>
          <PosterSection session={session} />
          <RecordSection session={session} subjects={subjects} onRecorded={() => undefined} />
        </>
      )}
      <CollatedSection session={session} entries={entries} subjects={subjects} onChanged={reload} />
    </>
  );
}

function Body({ view: { session } }: { readonly view: UnitView }) {
  const desk = useDesk();
  const [officers, reloadOfficers] = useLoaded(session, () => desk.api('listOfficers', { session }));
  const [collated, reload] = useLoaded(session, () => allCollated(desk, session));
  const Working = desk.role === 'inspection-office' ? Office : Others;
  return (
    <WhenLoaded loaded={officers} onRetry={reloadOfficers}>
      {(subjects) => (
        <WhenLoaded loaded={collated} onRetry={reload}>
          {(entries) => <Working session={session} subjects={subjects} entries={entries} reload={reload} />}
        </WhenLoaded>
      )}
    </WhenLoaded>
  );
}

/** Opinions of a unit: the poster, what was heard, what people wrote, and the collated list. */
export function CollationScreen({ round, session }: UnitAddress) {
  const texts = useTexts(COLLATION_TEXTS);
  return (
    <UnitPage round={round} session={session} title={texts.title}>
      {(view) => (
        <div class="stack opinion-screen">
          <p class="no-print">{texts.lead}</p>
          <Body view={view} />
        </div>
      )}
    </UnitPage>
  );
}

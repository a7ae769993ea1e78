import type { ResponseOf } from '../../../shared/contract/operations.ts';
import type { Answer } from '../../ui/client.ts';
import { useTexts } from '../../ui/texts.ts';
import { useLoaded, WhenLoaded } from '../answers.tsx';
import { SCREENING_TEXTS } from '../screening/texts.ts';
import { type StaffCall, useDesk } from '../staff-api.ts';
import { DataTable } from '../table/data-table.tsx';
import { TEXTS } from '../texts.ts';
import type { UnitView } from './unit-frame.tsx';

export type Delegate = ResponseOf<'listDelegates'>['delegates'][number];

/** All delegates of a session, page after page; the first refusal instead. */
export async function allDelegates(api: StaffCall, session: string): Promise<Answer<readonly Delegate[]>> {
  const delegates: Delegate[] = [];
  for (let page = 0, pages = 1; page < pages; page += 1) {
    const answer = await api('listDelegates', { session, page });
    if (!answer.ok) return answer;
    delegates.push(...answer.value.delegates);
    pages = answer.value.pages;
  }
  return { ok: true, value: delegates };
}

function DelegatesTable({ delegates }: { readonly delegates: readonly Delegate[] }) {
  const texts = useTexts(TEXTS);
  const { versionsNone: noList } = useTexts(SCREENING_TEXTS);
  if (delegates.length === 0) return <p class="note">{noList}</p>;
  return (
    <DataTable
      caption={texts.delegatesCaption}
      rows={delegates}
      keyOf={({ delegate }) => delegate}
      columns={[
        { id: 'number', title: texts.number, text: ({ number }) => String(number), rank: ({ number }) => number },
        { id: 'name', title: texts.name, text: ({ name }) => name },
        { id: 'category', title: texts.category, text: ({ category }) => texts.categories[category] },
        { id: 'organisation', title: texts.organisation, text: ({ organisation }) => organisation },
        { id: 'phone', title: texts.phone, text: ({ phoneMasked }) => phoneMasked },
        { id: 'card', title: texts.card, text: ({ card }) => texts.cardStates[card] },
      ]}
    />
  );
}

function Delegates({ session }: { readonly session: string }) {
  const { api } = useDesk();
  const [loaded, reload] = useLoaded(session, () => allDelegates(api, session));
  return (
    <WhenLoaded loaded={loaded} onRetry={reload}>
      {(delegates) => <DelegatesTable delegates={delegates} />}
    </WhenLoaded>
  );
}

function OfficersTable({ officers }: Pick<ResponseOf<'listOfficers'>, 'officers'>) {
  const texts = useTexts(TEXTS);
  return (
    <DataTable
      caption={texts.officersCaption}
      rows={officers}
      keyOf={({ officer }) => officer}
      searchable={false}
      columns={[
        { id: 'name', title: texts.name, text: ({ name }) => name },
        { id: 'post', title: texts.post, text: ({ post }) => post },
      ]}
    />
  );
}

function Officers({ session }: { readonly session: string }) {
  const { api } = useDesk();
  const [loaded, reload] = useLoaded(session, () => api('listOfficers', { session }));
  return (
    <WhenLoaded loaded={loaded} onRetry={reload}>
      {({ officers }) => <OfficersTable officers={officers} />}
    </WhenLoaded>
  );
}

const DELEGATE_READERS = ['unit-clerk', 'inspection-office', 'discipline-commission'] as const;

/** The officers who are appraised, and the delegates who do it. */
export function People({ view }: { readonly view: UnitView }) {
  const texts = useTexts(TEXTS);
  const { role } = useDesk();
  const { session } = view;
  const mayRead = DELEGATE_READERS.some((reader) => reader === role);
  return (
    <section class="stack">
      <h2>{texts.officers}</h2>
      <Officers session={session} />
      <h2>{texts.delegates}</h2>
      {mayRead ? <Delegates session={session} /> : <p class="note">{texts.delegatesNotAllowed}</p>}
    </section>
  );
}

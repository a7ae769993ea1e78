import type { ResponseOf } from '../../../shared/contract/operations.ts';
import type { Answer } from '../../ui/client.ts';
import { useLanguage } from '../../ui/language.ts';
import { useTexts } from '../../ui/texts.ts';
import { FailureNote, LoadingNote, useLoaded } from '../answers.tsx';
import { type StaffCall, useDesk } from '../staff-api.ts';
import { whenText } from '../when.ts';
import { ListedPeople } from './listed-people.tsx';
import { SCREENING_TEXTS } from './texts.ts';

export type ListVersion = ResponseOf<'listVersions'>['versions'][number];

/** All versions of a session's list, page after page; the first refusal instead. */
export async function allVersions(api: StaffCall, session: string): Promise<Answer<readonly ListVersion[]>> {
  const versions: ListVersion[] = [];
  let after: number | null = null;
  do {
    const answer: Answer<ResponseOf<'listVersions'>> = await api('listVersions', {
      session,
      ...(after === null ? {} : { after }),
    });
    if (!answer.ok) return answer;
    versions.push(...answer.value.versions);
    after = answer.value.next;
  } while (after !== null);
  return { ok: true, value: versions };
}

function Version({ version }: { readonly version: ListVersion }) {
  const texts = useTexts(SCREENING_TEXTS);
  const language = useLanguage();
  const { proposedBy, proposedAtMs, approvedBy, approvedAtMs, added, removed } = version;
  return (
    <li class="list-version stack-small">
      <h3>
        {texts.version(version.version)} · {texts.versionPeople(version.delegates)} ·{' '}
        {texts.versionState[version.state]}
      </h3>
      <p>
        {texts.proposedBy(proposedBy, whenText(proposedAtMs, language))}
        {approvedBy !== null && approvedAtMs !== null && (
          <> · {texts.approvedBy(approvedBy, whenText(approvedAtMs, language))}</>
        )}
      </p>
      <p>
        {texts.why}：{version.reason}
      </p>
      <details>
        <summary>
          {texts.addedPeople(added.length)} · {texts.removedPeople(removed.length)}
        </summary>
        <h4>{texts.added}</h4>
        <ListedPeople people={added} />
        <h4>{texts.removed}</h4>
        <ListedPeople people={removed} />
      </details>
    </li>
  );
}

/** Who changed the list, when, why and how, from its first version on. */
export function ListVersions({ session }: { readonly session: string }) {
  const texts = useTexts(SCREENING_TEXTS);
  const { api } = useDesk();
  const [loaded, reload] = useLoaded(session, () => allVersions(api, session));
  return (
    <section class="stack no-print">
      <h2>{texts.versionsTitle}</h2>
      {loaded.kind === 'loading' && <LoadingNote />}
      {loaded.kind === 'failed' && <FailureNote answer={loaded.answer} onRetry={reload} />}
      {loaded.kind === 'ready' && loaded.value.length === 0 && <p class="note">{texts.versionsNone}</p>}
      {loaded.kind === 'ready' && (
        <ol class="list-versions">
          {loaded.value.map((version) => (
            <Version key={version.proposal} version={version} />
          ))}
        </ol>
      )}
    </section>
  );
}

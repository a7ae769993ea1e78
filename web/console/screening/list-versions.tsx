import { useLanguage } from '../../ui/language.ts';
import { useTexts } from '../../ui/texts.ts';
import { FailureNote, LoadingNote, useLoaded } from '../answers.tsx';
import { useDesk } from '../staff-api.ts';
import { whenText } from '../when.ts';
import { allVersions, type ListVersion } from './all-versions.ts';
import { ListedPeople } from './listed-people.tsx';
import { SCREENING_TEXTS } from './texts.ts';

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

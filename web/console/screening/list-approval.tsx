import { useLanguage } from '../../ui/language.ts';
import { useTexts } from '../../ui/texts.ts';
import { FailureNote } from '../answers.tsx';
import { Confirm, useQuestion } from '../confirm.tsx';
import { useDesk } from '../staff-api.ts';
import { useAction } from '../use-action.ts';
import { whenText } from '../when.ts';
import type { ListVersion } from './all-versions.ts';
import { ListedPeople } from './listed-people.tsx';
import { SCREENING_TEXTS } from './texts.ts';

interface ListApprovalProps {
  readonly session: string;
  readonly version: ListVersion;
  readonly onApproved: () => void;
}

/** The discipline commission looks at what was proposed and approves it. */
export function ListApproval({ session, version, onApproved }: ListApprovalProps) {
  const texts = useTexts(SCREENING_TEXTS);
  const language = useLanguage();
  const { api } = useDesk();
  const question = useQuestion();
  const { proposal, proposedBy, proposedAtMs, reason, added, removed } = version;
  const { busy, failed, press } = useAction(
    () => api('approveList', { session, version: version.version, proposal }),
    onApproved,
  );
  return (
    <section class="stack no-print">
      <h2>{texts.approveTitle}</h2>
      <p>{texts.approveLead(version.version, proposedBy, whenText(proposedAtMs, language))}</p>
      <p>
        {texts.why}：{reason}
      </p>
      <h3>
        {texts.added} · {added.length}
      </h3>
      <ListedPeople people={added} />
      <h3>
        {texts.removed} · {removed.length}
      </h3>
      <ListedPeople people={removed} />
      {question.isAsked ? (
        <Confirm
          action={texts.approve}
          onCancel={question.cancel}
          onConfirm={() => {
            question.close();
            void press();
          }}
        >
          <p>{texts.approveConfirm(version.delegates)}</p>
        </Confirm>
      ) : (
        <button type="button" class="button button-strong" ref={question.button} disabled={busy} onClick={question.ask}>
          {texts.approve}
        </button>
      )}
      {failed !== null && <FailureNote answer={failed} />}
    </section>
  );
}

import { useState } from 'preact/hooks';
import type { ResponseOf } from '../../../shared/contract/operations.ts';
import { USES, type Use } from '../../../shared/process/outcomes.ts';
import { useTexts } from '../../ui/texts.ts';
import { type Failed, FailureNote, useLoaded, WhenLoaded } from '../answers.tsx';
import { SelectField } from '../collation/select-field.tsx';
import { Confirm, useQuestion } from '../confirm.tsx';
import { useDesk } from '../staff-api.ts';
import { TextArea } from '../text-area.tsx';
import { TextField } from '../text-field.tsx';
import { useAction } from '../use-action.ts';
import { OUTCOME_TEXTS } from './texts.ts';
import type { Results } from './years-section.tsx';

type UsePage = ResponseOf<'listUses'>;
type RecordedUse = UsePage['uses'][number];

const MAX_NOTE = 500;
const MIN_NOTE = 2;

function UseEntry({ recorded }: { readonly recorded: RecordedUse }) {
  const texts = useTexts(OUTCOME_TEXTS);
  const { name, use, note, decidedBy, recordedBy, onDay } = recorded;
  return (
    <li>
      <p>
        <strong>
          {name} · {texts.useNames[use]}
        </strong>
      </p>
      <p>{note}</p>
      <p class="cell-detail">{texts.recorded(decidedBy, recordedBy, onDay)}</p>
    </li>
  );
}

const latestFirst = (left: RecordedUse, right: RecordedUse): number =>
  left.onDay === right.onDay ? left.subject.localeCompare(right.subject) : left.onDay < right.onDay ? 1 : -1;

function UseList({ first, session }: { readonly first: UsePage; readonly session: string }) {
  const texts = useTexts(OUTCOME_TEXTS);
  const { api } = useDesk();
  const [older, setOlder] = useState<readonly UsePage[]>([]);
  const [failed, setFailed] = useState<Failed | null>(null);
  const pages = [first, ...older];
  const next = pages.at(-1)?.next ?? null;
  const more = async (after: string) => {
    const answer = await api('listUses', { session, after });
    setFailed(answer.ok ? null : answer);
    if (answer.ok) setOlder([...older, answer.value]);
  };
  const uses = pages.flatMap((page) => page.uses).sort(latestFirst);
  if (uses.length === 0) return <p class="note">{texts.noUses}</p>;
  return (
    <>
      <ul class="uses">
        {uses.map((recorded) => (
          <UseEntry key={JSON.stringify(recorded)} recorded={recorded} />
        ))}
      </ul>
      {failed !== null && <FailureNote answer={failed} />}
      {next !== null && (
        <button type="button" class="button" onClick={() => void more(next)}>
          {texts.moreUses}
        </button>
      )}
    </>
  );
}

interface Draft {
  readonly subject: string;
  readonly use: Use | '';
  readonly decidedBy: string;
  readonly note: string;
}
const EMPTY: Draft = { subject: '', use: '', decidedBy: '', note: '' };

interface FormProps {
  readonly session: string;
  readonly subjects: Results['ofThisMeeting'];
  readonly onRecorded: () => void;
}

function UseFields({ subjects, draft, onDraft }: Pick<FormProps, 'subjects'> & DraftProps) {
  const texts = useTexts(OUTCOME_TEXTS);
  const none = ['', '—'] as const;
  const names = subjects.map(({ subject, name, post }) => [subject, `${name} ${post}`.trim()] as const);
  const uses = USES.map((use) => [use, texts.useNames[use]] as const);
  return (
    <>
      <SelectField
        label={texts.subjectLabel}
        value={draft.subject}
        options={[none, ...names]}
        onSelect={(subject) => onDraft({ ...draft, subject })}
      />
      <SelectField<Draft['use']>
        label={texts.useLabel}
        value={draft.use}
        options={[none, ...uses]}
        onSelect={(use) => onDraft({ ...draft, use })}
      />
      <TextField
        label={texts.decidedByLabel}
        value={draft.decidedBy}
        error={null}
        maxLength={60}
        onInput={(decidedBy) => onDraft({ ...draft, decidedBy })}
      />
      <TextArea
        label={texts.noteLabel}
        rows={3}
        value={draft.note}
        note={texts.noteHint}
        onInput={(note) => onDraft({ ...draft, note })}
      />
    </>
  );
}

interface DraftProps {
  readonly draft: Draft;
  readonly onDraft: (draft: Draft) => void;
}

function UseForm({ session, subjects, onRecorded }: FormProps) {
  const texts = useTexts(OUTCOME_TEXTS);
  const { api } = useDesk();
  const [draft, setDraft] = useState<Draft>(EMPTY);
  const { isAsked, button, ask, close, cancel } = useQuestion();
  const { subject, use, decidedBy, note } = draft;
  const length = [...note.trim()].length;
  const isWhole = subject !== '' && use !== '' && decidedBy.trim() !== '' && length >= MIN_NOTE && length <= MAX_NOTE;
  const record = async () => api('recordUse', { session, subject, use: use === '' ? 'none' : use, decidedBy, note });
  const { busy, failed, press } = useAction(record, () => {
    setDraft(EMPTY);
    onRecorded();
  });
  const confirm = () => {
    close();
    void press();
  };
  const name = subjects.find((each) => each.subject === subject)?.name ?? '';
  return (
    <div class="stack-small">
      <h3>{texts.record}</h3>
      <UseFields subjects={subjects} draft={draft} onDraft={setDraft} />
      {failed !== null && <FailureNote answer={failed} />}
      {!isWhole && <p class="quiet">{texts.recordMissing}</p>}
      {isAsked && use !== '' ? (
        <Confirm action={texts.record} onConfirm={confirm} onCancel={cancel}>
          <p>{texts.recordEffect(name, texts.useNames[use])}</p>
        </Confirm>
      ) : (
        <button type="button" class="button button-strong" ref={button} disabled={!isWhole || busy} onClick={ask}>
          {texts.record}
        </button>
      )}
    </div>
  );
}

interface UsesProps {
  readonly session: string;
  readonly subjects: Results['ofThisMeeting'];
}

const RECORDERS = ['inspection-office', 'county-leader'] as const;

/** Where the result was used, and a form to record it for those who decide. */
export function UsesSection({ session, subjects }: UsesProps) {
  const texts = useTexts(OUTCOME_TEXTS);
  const { api, role } = useDesk();
  const [turn, setTurn] = useState(0);
  const [loaded, reload] = useLoaded(`${session} ${turn}`, () => api('listUses', { session }));
  const mayRecord = RECORDERS.some((recorder) => recorder === role);
  return (
    <section class="stack-small">
      <h2>{texts.uses}</h2>
      <p>{texts.usesLead}</p>
      <WhenLoaded loaded={loaded} onRetry={reload}>
        {(first) => <UseList first={first} session={session} />}
      </WhenLoaded>
      {mayRecord && subjects.length === 0 && <p class="note">{texts.waitForResult}</p>}
      {mayRecord && subjects.length > 0 && (
        <UseForm session={session} subjects={subjects} onRecorded={() => setTurn(turn + 1)} />
      )}
    </section>
  );
}

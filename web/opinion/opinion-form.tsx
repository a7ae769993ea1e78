import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { OpinionDoor } from '../../shared/protocol/opinion-receipt.ts';
import { useTexts } from '../ui/texts.ts';
import type { Draft, DraftKeeper, DraftPhoto } from './draft.ts';
import { AboutField, KindField, NameField, TextField } from './fields.tsx';
import type { SentOpinion } from './kept-receipt.ts';
import { Heading } from './page.tsx';
import { PhotosField } from './photos-field.tsx';
import { ProofField } from './proof-field.tsx';
import type { OpinionCall } from './routes.ts';
import { TEXTS } from './texts.ts';
import { type HeldDraft, useDraft } from './use-draft.ts';
import { type Trouble, useSending } from './use-sending.ts';

/** Takes the focus when it appears, so that whoever cannot see the page hears it. */
function TroubleNote({ trouble: { title, lines } }: { readonly trouble: Trouble }) {
  const note = useRef<HTMLDivElement>(null);
  // Each trouble is told, also one that says the same as the one before.
  useLayoutEffect(() => note.current?.focus(), [lines]);
  return (
    <div ref={note} class="note note-bad" role="alert" tabIndex={-1}>
      {title !== undefined && <h2>{title}</h2>}
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  );
}

interface ClearProps {
  readonly onClear: () => void;
}

function Clear({ onClear }: ClearProps) {
  const texts = useTexts(TEXTS);
  const [isAsked, setAsked] = useState(false);
  if (!isAsked)
    return (
      <button type="button" class="button" onClick={() => setAsked(true)}>
        {texts.clear}
      </button>
    );
  return (
    <div class="note note-warn stack-small" role="alertdialog" aria-label={texts.clear}>
      <p>{texts.clearAsk}</p>
      <button type="button" class="button button-danger" onClick={onClear}>
        {texts.clearYes}
      </button>
      <button type="button" class="button" onClick={() => setAsked(false)}>
        {texts.clearNo}
      </button>
    </div>
  );
}

interface Form {
  readonly unitName: string;
  readonly officers: readonly { readonly officer: string; readonly name: string; readonly post: string }[];
  readonly proofKey: string | null;
}

export interface OpinionFormProps {
  readonly door: OpinionDoor;
  readonly form: Form;
  readonly start: { readonly draft: Draft; readonly photos: readonly DraftPhoto[] };
  readonly keeper: DraftKeeper;
  readonly call: OpinionCall;
  readonly onSent: (sent: SentOpinion) => void;
}

/** What becomes of an opinion and of its author's name, before anything is asked. */
function AnonymousNote() {
  const texts = useTexts(TEXTS);
  return (
    <section class="note note-good stack-small">
      <h2>{texts.anonymousTitle}</h2>
      <ul class="bullets">
        {texts.anonymous.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <p>{texts.anonymousTip}</p>
    </section>
  );
}

interface FieldsProps extends Pick<OpinionFormProps, 'door' | 'form' | 'call'> {
  readonly held: HeldDraft;
  readonly isLocked: boolean;
}

function Fields({ door, form, call, held, isLocked }: FieldsProps) {
  const { draft, photos, change, changePhotos } = held;
  return (
    <fieldset class="stack" disabled={isLocked}>
      <KindField draft={draft} onDraft={change} />
      <AboutField draft={draft} onDraft={change} unitName={form.unitName} officers={form.officers} />
      <TextField draft={draft} onDraft={change} />
      <PhotosField photos={photos} onPhotos={changePhotos} />
      <NameField draft={draft} onDraft={change} />
      {form.proofKey !== null && (
        <ProofField
          session={door.session}
          proofKey={form.proofKey}
          proof={draft.proof}
          call={call}
          onProof={(proof) => change({ proof })}
        />
      )}
    </fieldset>
  );
}

/** Everything on one page: what, about whom, the words, photos, and a name for whoever wants to give it. */
export function OpinionForm({ door, form, start, keeper, call, onSent }: OpinionFormProps) {
  const texts = useTexts(TEXTS);
  const held = useDraft(start, keeper);
  const { busy, trouble, press } = useSending({ door, held, call, onSent });
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (busy === null) void press();
      }}
    >
      <Heading>{texts.title}</Heading>
      <p class="lead">{texts.forUnit(form.unitName)}</p>
      <AnonymousNote />
      <Fields door={door} form={form} call={call} held={held} isLocked={busy !== null} />
      {trouble !== null && <TroubleNote trouble={trouble} />}
      <button type="submit" class="button button-strong" aria-disabled={busy !== null}>
        {texts.send}
      </button>
      <p role="status">{busy}</p>
      <p class="quiet">{held.isKept ? texts.kept : texts.notKept}</p>
      <Clear onClear={() => void held.clear()} />
    </form>
  );
}

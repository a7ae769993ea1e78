import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { MAX_OPINION_CHARACTERS } from '../../shared/process/opinions.ts';
import { toB64u } from '../../shared/protocol/bytes.ts';
import { makeReceiptSecret, type OpinionDoor } from '../../shared/protocol/opinion-receipt.ts';
import { useTexts } from '../ui/texts.ts';
import { charactersOf, type Draft, type DraftKeeper, type DraftPhoto, EMPTY_DRAFT } from './draft.ts';
import { AboutField, KindField, NameField, TextField } from './fields.tsx';
import { Heading } from './page.tsx';
import { PhotosField } from './photos-field.tsx';
import { ProofField } from './proof-field.tsx';
import type { OpinionCall } from './routes.ts';
import { isProblem, type Sent, sendWords, uploadPhotos } from './send-opinion.ts';
import { TEXTS } from './texts.ts';

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));

type Texts = typeof TEXTS.zh;

/** What is still missing, in the order of the page. */
const missingOf = (draft: Draft, texts: Texts): readonly string[] => {
  const characters = charactersOf(draft.text);
  return [
    ...(draft.kind === null ? [texts.missingKind] : []),
    ...(draft.about === null ? [texts.missingAbout] : []),
    ...(characters === 0 ? [texts.missingText] : []),
    ...(characters > MAX_OPINION_CHARACTERS ? [texts.tooLong(characters - MAX_OPINION_CHARACTERS)] : []),
    ...(draft.isNamed && draft.name.trim() === '' ? [texts.missingName] : []),
  ];
};

interface Trouble {
  readonly title?: string;
  readonly lines: readonly string[];
}

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

const troubleOf = (sent: Sent, texts: Texts): Trouble | null => {
  switch (sent.kind) {
    case 'network':
      return { lines: [texts.network] };
    case 'refused':
      return { title: sent.problem.title, lines: [sent.problem.detail ?? ''] };
    case 'sent':
    case 'other':
      return null;
  }
};

/** A photo that the server does not have, or not take, is sent again with the next press. */
const afterRefusal = (sent: Sent, photos: readonly DraftPhoto[]): readonly DraftPhoto[] =>
  sent.kind === 'refused' && (isProblem(sent.problem, 'photo-missing') || isProblem(sent.problem, 'photo-unfit'))
    ? photos.map((photo) => ({ ...photo, uploaded: null }))
    : photos;

/** A proof that does not count is not sent again; the opinion counts the same without it. */
const isProofRefused = (sent: Sent): boolean =>
  sent.kind === 'refused' &&
  (isProblem(sent.problem, 'opinion-token-invalid') || isProblem(sent.problem, 'opinion-token-spent'));

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

export interface OpinionFormProps {
  readonly door: OpinionDoor;
  readonly form: {
    readonly unitName: string;
    readonly officers: readonly { readonly officer: string; readonly name: string; readonly post: string }[];
    readonly proofKey: string | null;
  };
  readonly start: { readonly draft: Draft; readonly photos: readonly DraftPhoto[] };
  readonly keeper: DraftKeeper;
  readonly call: OpinionCall;
  /** `other`: what was sent earlier under this receipt counts, and what is on the page stays a draft. */
  readonly onSent: (sent: { readonly secret: string; readonly other: boolean }) => void;
}

/** Everything on one page: what, about whom, the words, photos, and a name for whoever wants to give it. */
export function OpinionForm({ door, form, start, keeper, call, onSent }: OpinionFormProps) {
  const texts = useTexts(TEXTS);
  const [draft, setDraft] = useState(start.draft);
  const [photos, setPhotos] = useState(start.photos);
  const [isKept, setKept] = useState(true);
  const [busy, setBusy] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);

  const change = (changed: Partial<Draft>): Draft => {
    const next = { ...draft, ...changed };
    setDraft(next);
    setKept(keeper.keepDraft(next));
    return next;
  };
  const changePhotos = (next: readonly DraftPhoto[]) => {
    setPhotos(next);
    void keeper.keepPhotos(next);
  };
  const clear = async () => {
    await keeper.clear();
    setDraft(EMPTY_DRAFT);
    setPhotos([]);
  };
  const send = async (whole: Draft): Promise<Sent> => {
    const onPhoto = (number: number) => setBusy(texts.sendingPhoto(number));
    const uploaded = await uploadPhotos(door, photos, { call, onPhoto });
    changePhotos(uploaded.photos);
    if (uploaded.hindrance !== null) return uploaded.hindrance;
    setBusy(texts.sending);
    const sent = await sendWords(door, { draft: whole, photos: uploaded.photos }, call);
    changePhotos(afterRefusal(sent, uploaded.photos));
    if (isProofRefused(sent)) change({ secret: whole.secret, proof: null });
    return sent;
  };
  const press = async () => {
    const lines = missingOf(draft, texts);
    if (lines.length > 0) return setTrouble({ title: texts.missing, lines });
    setTrouble(null);
    setBusy(texts.sending);
    const secret = draft.secret ?? toB64u(makeReceiptSecret(random));
    // Kept before anything is sent: whatever happens now, the same press again is the same opinion.
    const sent = await send(change({ secret }));
    setBusy(null);
    setTrouble(troubleOf(sent, texts));
    if (sent.kind === 'sent' || sent.kind === 'other') onSent({ secret, other: sent.kind === 'other' });
  };

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
      <section class="note note-good stack-small">
        <h2>{texts.anonymousTitle}</h2>
        <ul class="bullets">
          {texts.anonymous.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        <p>{texts.anonymousTip}</p>
      </section>
      <fieldset class="stack" disabled={busy !== null}>
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
      {trouble !== null && <TroubleNote trouble={trouble} />}
      <button type="submit" class="button button-strong" aria-disabled={busy !== null}>
        {texts.send}
      </button>
      <p role="status">{busy}</p>
      <p class="quiet">{isKept ? texts.kept : texts.notKept}</p>
      <Clear onClear={() => void clear()} />
    </form>
  );
}

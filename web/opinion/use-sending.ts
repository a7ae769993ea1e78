import { useState } from 'preact/hooks';
import { MAX_OPINION_CHARACTERS } from '../../shared/process/opinions.ts';
import { toB64u } from '../../shared/protocol/bytes.ts';
import { makeReceiptSecret, type OpinionDoor } from '../../shared/protocol/opinion-receipt.ts';
import { useTexts } from '../ui/texts.ts';
import { charactersOf, type Draft, type DraftPhoto } from './draft.ts';
import type { SentOpinion } from './kept-receipt.ts';
import type { OpinionCall } from './routes.ts';
import { isProblem, type Sent, sendWords, uploadPhotos } from './send-opinion.ts';
import { TEXTS } from './texts.ts';
import type { HeldDraft } from './use-draft.ts';

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

/** What keeps an opinion from being sent, and what to do about it. */
export interface Trouble {
  readonly title?: string;
  readonly lines: readonly string[];
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

interface SendingProps {
  readonly door: OpinionDoor;
  readonly held: HeldDraft;
  readonly call: OpinionCall;
  /** `other`: what was sent earlier under this receipt counts, and what is on the page stays a draft. */
  readonly onSent: (sent: SentOpinion) => void;
}

/** The press that sends: what is missing, the photos, the words, and what became of it. */
export function useSending({ door, held, call, onSent }: SendingProps) {
  const texts = useTexts(TEXTS);
  const [busy, setBusy] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const { draft, photos, change, changePhotos } = held;
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
  return { busy, trouble, press };
}

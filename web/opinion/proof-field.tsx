import { useId, useRef, useState } from 'preact/hooks';
import { fromB64u, toB64u } from '../../shared/protocol/bytes.ts';
import { normaliseCode } from '../../shared/protocol/code.ts';
import { beginProof, finishProof, type OpinionProof, type ProofDrawing } from '../../shared/protocol/opinion-proof.ts';
import { useTexts } from '../ui/texts.ts';
import type { OpinionCall } from './routes.ts';
import { TEXTS } from './texts.ts';

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));

interface ProofFieldProps {
  readonly session: string;
  /** SPKI DER, b64u. */
  readonly proofKey: string;
  readonly proof: OpinionProof | null;
  readonly call: OpinionCall;
  readonly onProof: (proof: OpinionProof | null) => void;
}

/** A proof of an invitation, for whoever wants to give one: drawn by a press of its own, some time before the opinion is sent. */
export function ProofField({ session, proofKey, proof, call, onProof }: ProofFieldProps) {
  const texts = useTexts(TEXTS);
  const id = useId();
  const [typed, setTyped] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  // The same bytes with every press: an answer that was lost is given again.
  const drawing = useRef<ProofDrawing | null>(null);
  const draw = async (): Promise<string | null> => {
    const code = normaliseCode(typed);
    const key = fromB64u(proofKey);
    if (code === null) return texts.proofMistyped;
    drawing.current ??= key && (await beginProof(session, key, random));
    if (drawing.current === null || key === null) return texts.proofFailed;
    const answer = await call('drawOpinionProof', { session, code, blinded: toB64u(drawing.current.blinded) });
    if (!answer.ok)
      return answer.network ? texts.proofNetwork : `${answer.problem.title}。${answer.problem.detail ?? ''}`;
    const drawn = await finishProof({ session, key }, drawing.current, answer.value.blindSignature);
    if (drawn === null) return texts.proofFailed;
    onProof(drawn);
    setTyped('');
    return null;
  };
  const press = async () => {
    setBusy(true);
    setTrouble(await draw());
    setBusy(false);
  };
  if (proof !== null)
    return (
      <div class="stack-small">
        <p class="note note-good" role="status">
          {texts.proofHere}
        </p>
        <button type="button" class="button" onClick={() => onProof(null)}>
          {texts.proofDrop}
        </button>
      </div>
    );
  return (
    <details class="stack-small">
      <summary>{texts.proofTitle}</summary>
      <p>{texts.proofLead}</p>
      <p class="note note-warn">{texts.proofCareful}</p>
      <div class="field">
        <label for={id}>{texts.proofCode}</label>
        <input
          id={id}
          class="input code"
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
          value={typed}
          onInput={({ currentTarget }) => setTyped(currentTarget.value)}
        />
      </div>
      <button type="button" class="button" disabled={isBusy} onClick={() => void press()}>
        {texts.proofDraw}
      </button>
      <p role="status">{trouble !== null && <span class="note note-bad">{trouble}</span>}</p>
    </details>
  );
}

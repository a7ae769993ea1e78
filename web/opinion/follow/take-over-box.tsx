import { useState } from 'preact/hooks';
import { useTexts } from '../../ui/texts.ts';
import type { Taken } from './take-over.ts';
import { FOLLOW_TEXTS } from './texts.ts';

type Trouble = Exclude<Taken, { readonly kind: 'taken' }>;

function TroubleNote({ trouble }: { readonly trouble: Trouble }) {
  const { takeOver } = useTexts(FOLLOW_TEXTS);
  switch (trouble.kind) {
    case 'not-kept':
      return <>{takeOver.notKept}</>;
    case 'network':
      return <>{takeOver.failed}</>;
    case 'refused':
      return <>{trouble.problem.detail ?? trouble.problem.title}</>;
  }
}

/** Says that the slip was seen by whoever recorded the opinion, and offers a receipt that nobody saw. */
export function TakeOverBox({ onTake }: { readonly onTake: () => Promise<Taken> }) {
  const { takeOver } = useTexts(FOLLOW_TEXTS);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [isSending, setSending] = useState(false);
  const take = async () => {
    if (isSending) return;
    setSending(true);
    const taken = await onTake();
    if (taken.kind === 'taken') return;
    setSending(false);
    setTrouble(taken);
  };
  return (
    <section class="note note-warn stack-small no-print">
      <h2>{takeOver.title}</h2>
      <p>{takeOver.lead}</p>
      <p>{takeOver.effect}</p>
      {trouble !== null && (
        <p class="note note-bad" role="alert">
          <TroubleNote trouble={trouble} />
        </p>
      )}
      <button type="button" class="button button-strong" aria-disabled={isSending} onClick={() => void take()}>
        {isSending ? takeOver.sending : takeOver.press}
      </button>
    </section>
  );
}

import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { RATINGS, type Rating } from '../../../shared/process/opinions.ts';
import type { Problem } from '../../ui/client.ts';
import { useTexts } from '../../ui/texts.ts';
import { FOLLOW_TEXTS } from './texts.ts';

/** What became of a press: `null` when it is recorded. */
export type Trouble = { readonly network: true } | { readonly problem: Problem } | null;

interface SureProps {
  readonly rating: Rating;
  readonly effect: string;
  readonly trouble: Trouble;
  readonly isSending: boolean;
  readonly onYes: () => void;
  readonly onNo: () => void;
}

/** Says what the press will do before it does it. */
function Sure({ rating, effect, trouble, isSending, onYes, onNo }: SureProps) {
  const texts = useTexts(FOLLOW_TEXTS);
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus(), []);
  const word = texts.ratings[rating];
  return (
    <div class={`sure stack ${rating === 'dissatisfied' ? 'sure-bad' : ''}`}>
      <h4 ref={heading} tabIndex={-1}>
        {texts.sure(word)}
      </h4>
      <p>{effect}</p>
      {trouble !== null && (
        <p class="note note-bad" role="alert">
          {'problem' in trouble ? (trouble.problem.detail ?? trouble.problem.title) : texts.failed}
        </p>
      )}
      <button type="button" class="button button-strong" aria-disabled={isSending} onClick={onYes}>
        {isSending ? texts.sending : texts.yes(word)}
      </button>
      <button type="button" class="button" onClick={onNo}>
        {texts.no}
      </button>
    </div>
  );
}

interface RatePressProps {
  /** Somebody was dissatisfied with the reply before: it has reopened the item once, and does not again. */
  readonly isReopened: boolean;
  readonly onRate: (rating: Rating) => Promise<Trouble>;
}

/** Three large presses, each asked about once more, since a rating cannot be changed. */
export function RatePress({ isReopened, onRate }: RatePressProps) {
  const texts = useTexts(FOLLOW_TEXTS);
  const [chosen, setChosen] = useState<Rating | null>(null);
  const [trouble, setTrouble] = useState<Trouble>(null);
  const [isSending, setSending] = useState(false);
  const send = async (rating: Rating) => {
    if (isSending) return;
    setSending(true);
    setTrouble(await onRate(rating));
    setSending(false);
  };
  const choose = (rating: Rating | null) => {
    setTrouble(null);
    setChosen(rating);
  };
  if (chosen !== null)
    return (
      <Sure
        rating={chosen}
        effect={chosen === 'dissatisfied' && isReopened ? texts.reopenedAlready : texts.effects[chosen]}
        trouble={trouble}
        isSending={isSending}
        onYes={() => void send(chosen)}
        onNo={() => choose(null)}
      />
    );
  return (
    <div class="rate stack">
      <h4>{texts.ask}</h4>
      <p>{texts.once}</p>
      {RATINGS.map((rating) => (
        <button key={rating} type="button" class={`button rate-${rating}`} onClick={() => choose(rating)}>
          {texts.ratings[rating]}
        </button>
      ))}
    </div>
  );
}

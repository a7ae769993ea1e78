import type { Slot } from '../../../shared/protocol/slots.ts';
import { useTexts } from '../../ui/texts.ts';
import type { Announced, Word } from '../announced-result.ts';
import { TEXTS } from '../texts.ts';
import { Reconciliation } from './reconciliation.tsx';

interface InvalidSceneProps {
  readonly announced: Announced;
  readonly words: Readonly<Record<Slot, Word>>;
}

/** An invalid outcome: the reasons and the counts, and no figure. */
export function InvalidScene({ announced, words }: InvalidSceneProps) {
  const texts = useTexts(TEXTS);
  return (
    <main class="hall-main hall-centre">
      <h2 class="hall-verdict">✗ {texts.invalid}</h2>
      <ul class="hall-reasons">
        {announced.result.reasons.map((reason) => (
          <li key={reason}>{texts.reasons[reason] ?? reason}</li>
        ))}
      </ul>
      <p class="hall-lead">{texts.invalidHelp}</p>
      <Reconciliation announced={announced} words={words} />
    </main>
  );
}

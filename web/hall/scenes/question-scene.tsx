import { useTexts } from '../../ui/texts.ts';
import type { Sign } from '../hall-feed.ts';
import { TEXTS } from '../texts.ts';

interface QuestionSceneProps {
  readonly question: string;
  /** The check code stays for those who check in meanwhile; `null` before the arming was verified. */
  readonly sign: Sign | null;
}

/** Letters as large as the question leaves room for. */
const SIZES: readonly (readonly [characters: number, name: string])[] = [
  [40, 'is-short'],
  [100, 'is-middle'],
  [Number.POSITIVE_INFINITY, 'is-long'],
];

/** The question that the chair has called, read from 15 m while it is answered. */
export function QuestionScene({ question, sign }: QuestionSceneProps) {
  const texts = useTexts(TEXTS);
  const size = SIZES.find(([characters]) => [...question].length <= characters)?.[1] ?? 'is-long';
  return (
    <main class="hall-main hall-centre">
      <h2 class="hall-now">{texts.question}</h2>
      <p class={`hall-question ${size}`}>{question}</p>
      {sign !== null && (
        <p class="hall-still">
          {texts.stillCheckIn}
          {texts.colon}
          <strong>{sign.checkCode}</strong>
        </p>
      )}
    </main>
  );
}

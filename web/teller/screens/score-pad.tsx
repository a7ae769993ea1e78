import { NO_OPINION } from '../../../shared/protocol/plain-ballot.ts';
import { useScene } from '../scene.ts';

const SCORES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 10] as const;

interface PadProps {
  readonly label: string;
  readonly chosen: number | null;
  readonly onPress: (code: number) => void;
}

/** Scores laid out as on a telephone; the empty cell is drawn differently, and beside 10, so that it is not taken for 0. */
export function ScorePad({ label, chosen, onPress }: PadProps) {
  const { texts } = useScene();
  return (
    <fieldset class="pad">
      <legend class="spoken">{label}</legend>
      {SCORES.map((score) => (
        <button key={score} type="button" class="key" aria-pressed={chosen === score} onClick={() => onPress(score)}>
          {score}
        </button>
      ))}
      <button
        type="button"
        class="key key-blank"
        aria-pressed={chosen === NO_OPINION}
        onClick={() => onPress(NO_OPINION)}
      >
        {texts.paperBlank}
      </button>
    </fieldset>
  );
}

import type { Subject } from '../../../shared/process/ballot-form.ts';
import { NO_OPINION } from '../../../shared/protocol/plain-ballot.ts';
import { useScene } from '../scene.ts';

interface GridProps {
  readonly subjects: readonly Subject[];
  readonly row: readonly number[];
  readonly current: number;
  readonly onCell: (place: number) => void;
}

/** A cell as it is written: the score, or a dash for 不了解. */
const cellText = (code: number): string => (code === NO_OPINION ? '—' : String(code));

/** The cells typed so far, a line a person; a tap revises one. */
export function PaperGrid({ subjects, row, current, onCell }: GridProps) {
  const { texts } = useScene();
  let first = 0;
  return (
    <ol class="grid-lines">
      {subjects.map(({ id, name, indicators }) => {
        const start = first;
        first += indicators.length;
        if (start >= row.length) return null;
        return (
          <li key={id}>
            <p>{name}</p>
            <div class="cells">
              {indicators.map((indicator, index) => {
                const place = start + index;
                const code = row[place];
                if (code === undefined) return null;
                return (
                  <button
                    key={indicator.id}
                    type="button"
                    class="cell-button"
                    aria-current={place === current}
                    aria-label={`${name} ${indicator.name} ${code === NO_OPINION ? texts.paperBlank : code}`}
                    onClick={() => onCell(place)}
                  >
                    {cellText(code)}
                  </button>
                );
              })}
            </div>
          </li>
        );
      })}
    </ol>
  );
}

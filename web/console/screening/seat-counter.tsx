import {
  CATEGORIES,
  type Category,
  checkSeats,
  countCategories,
  type SeatRule,
  seatsRequired,
} from '../../../shared/process/seats.ts';
import { useTexts } from '../../ui/texts.ts';
import { TEXTS } from '../texts.ts';
import { SCREENING_TEXTS } from './texts.ts';

interface SeatCounterProps {
  readonly chosen: readonly { readonly category: Category }[];
  /** The quotas that hold for the session. */
  readonly seats: SeatRule;
}

/** The rule of seats, live: floor(share × N) of each category, one at least, and the least number in all. */
export function SeatCounter({ chosen, seats }: SeatCounterProps) {
  const texts = useTexts(SCREENING_TEXTS);
  const { categories } = useTexts(TEXTS);
  const counts = countCategories(chosen.map(({ category }) => category));
  const required = seatsRequired(Math.max(chosen.length, seats.minDelegates), seats);
  const defects = checkSeats(counts, seats);
  const total = defects.find(({ code }) => code === 'too-few-delegates');
  const word = (missing: number | undefined) =>
    missing === undefined ? <span>✓ {texts.ruleMet}</span> : <strong>{texts.ruleShort(missing)}</strong>;
  return (
    <section class="counter" aria-label={texts.ruleTitle} role="status">
      <ul>
        <li class={total === undefined ? 'counter-full' : 'counter-short'}>
          <span>{texts.total}</span> <span>{`${chosen.length} / ${seats.minDelegates}`}</span> {word(total?.missing)}
        </li>
        {CATEGORIES.map((category) => {
          const short = defects.find((defect) => defect.code === 'category-short' && defect.category === category);
          return (
            <li key={category} class={short === undefined ? 'counter-full' : 'counter-short'}>
              <span>{categories[category]}</span> <span>{`${counts[category]} / ${required[category]}`}</span>{' '}
              {word(short?.missing)}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

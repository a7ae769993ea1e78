import { candidatesRequired, type NominationPlan, nominationShortfalls } from '../../../shared/process/nomination.ts';
import { CATEGORIES, type Category } from '../../../shared/process/seats.ts';
import { useTexts } from '../../ui/texts.ts';
import { TEXTS } from '../texts.ts';
import { NOMINATION_TEXTS } from './texts.ts';

interface CategoryCounterProps {
  readonly people: readonly { readonly category: Category | null }[];
  readonly plan: NominationPlan;
}

/** What is missing of each category, live while the list is edited. */
export function CategoryCounter({ people, plan }: CategoryCounterProps) {
  const texts = useTexts(NOMINATION_TEXTS);
  const { categories } = useTexts(TEXTS);
  const required = candidatesRequired(plan);
  const { byCategory, total } = nominationShortfalls(people, plan);
  const missingOf = (missing: number | undefined) =>
    missing === undefined ? (
      <span class="counter-enough">✓ {texts.enough}</span>
    ) : (
      <strong>{texts.missingPeople(missing)}</strong>
    );
  const haveOf = (category: Category) => people.filter((each) => each.category === category).length;
  return (
    <section class="counter" aria-label={texts.counterTitle} role="status">
      <ul>
        {CATEGORIES.map((category) => {
          const missing = byCategory.find((each) => each.category === category)?.missing;
          return (
            <li key={category} class={missing === undefined ? 'counter-full' : 'counter-short'}>
              <span>{categories[category]}</span> <span>{`${haveOf(category)} / ${required[category]}`}</span>{' '}
              {missingOf(missing)}
            </li>
          );
        })}
        <li class={total === null ? 'counter-full' : 'counter-short'}>
          <span>{texts.all}</span> <span>{`${people.length} / ${plan.delegates * plan.candidatesPerSeat}`}</span>{' '}
          {missingOf(total?.missing)}
        </li>
      </ul>
    </section>
  );
}

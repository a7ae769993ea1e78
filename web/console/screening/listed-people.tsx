import { useTexts } from '../../ui/texts.ts';
import { TEXTS } from '../texts.ts';
import type { ListVersion } from './all-versions.ts';
import { SCREENING_TEXTS } from './texts.ts';

/** Whom a version adds or removes; without names for those who have no need of them. */
export function ListedPeople({ people }: { readonly people: ListVersion['added'] }) {
  const texts = useTexts(SCREENING_TEXTS);
  const { categories } = useTexts(TEXTS);
  if (people.length === 0) return <>{texts.nobodyChanged}</>;
  return (
    <ul class="listed-people">
      {people.map(({ number, name, category }) => (
        <li key={number}>
          {name === null
            ? texts.numberLine(number, categories[category])
            : texts.personLine(number, name, categories[category])}
        </li>
      ))}
    </ul>
  );
}

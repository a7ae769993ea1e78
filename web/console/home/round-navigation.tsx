import type { RoundId } from '../../../shared/process/ids.ts';
import { useTexts } from '../../ui/texts.ts';
import { fragmentOf, type Route } from '../router.ts';
import { HOME_TEXTS } from './texts.ts';

/** The pages of one round. */
export function RoundNavigation({ round, here }: { readonly round: RoundId; readonly here: Route['screen'] }) {
  const texts = useTexts(HOME_TEXTS);
  const places: readonly (readonly [Route, string])[] = [
    [{ screen: 'home', round }, texts.home],
    [{ screen: 'plan', round }, texts.plan],
    [{ screen: 'rounds', round }, texts.meetings],
    [{ screen: 'round-up', round }, texts.roundUp],
  ];
  return (
    <nav class="no-print" aria-label={texts.sections}>
      <ul class="main-navigation">
        {places.map(([to, name]) => (
          <li key={to.screen}>
            <a href={fragmentOf(to)} {...(to.screen === here ? { 'aria-current': 'page' as const } : {})}>
              {name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import { isRoundId, isSessionId, type RoundId, type SessionId } from '../../shared/process/ids.ts';

/** A screen of the console, named by the address's fragment. */
export type Route =
  /** The newest round without a name. */
  | { readonly screen: 'home' | 'rounds'; readonly round: RoundId | null }
  | { readonly screen: 'import' }
  | { readonly screen: 'open' }
  | { readonly screen: UnitScreenName; readonly round: RoundId; readonly session: SessionId }
  | { readonly screen: RoundScreenName; readonly round: RoundId }
  | { readonly screen: 'audit' };

/** Screens of one unit, in the order of the six stages. */
export const UNIT_SCREENS = [
  'unit',
  'collation',
  'nomination',
  'screening',
  'invitations',
  'preparation',
  'reports',
  'cards',
  'paper',
  'enrolment',
  'floor',
  'rectification',
  'outcomes',
] as const;
export type UnitScreenName = (typeof UNIT_SCREENS)[number];

/** Screens of a whole round. */
export const ROUND_SCREENS = ['plan', 'round-up'] as const;
export type RoundScreenName = (typeof ROUND_SCREENS)[number];

/** The route of a fragment; anything unknown leads home. */
export function parseRoute(fragment: string): Route {
  const [screen = '', round = '', session = ''] = fragment.replace(/^#\/?/, '').split('/');
  if (screen === 'import' || screen === 'open' || screen === 'audit') return { screen };
  const unitScreen = UNIT_SCREENS.find((name) => name === screen);
  if (unitScreen !== undefined && isRoundId(round) && isSessionId(session))
    return { screen: unitScreen, round, session };
  const roundScreen = ROUND_SCREENS.find((name) => name === screen);
  if (roundScreen !== undefined && isRoundId(round)) return { screen: roundScreen, round };
  if (screen === 'rounds') return { screen, round: isRoundId(round) ? round : null };
  return { screen: 'home', round: screen === 'home' && isRoundId(round) ? round : null };
}

/** The fragment of a route: `parseRoute` undone. */
export function fragmentOf(route: Route): string {
  switch (route.screen) {
    case 'home':
      return route.round === null ? '#/' : `#/home/${route.round}`;
    case 'rounds':
      return route.round === null ? '#/rounds' : `#/rounds/${route.round}`;
    case 'import':
    case 'open':
    case 'audit':
      return `#/${route.screen}`;
    case 'plan':
    case 'round-up':
      return `#/${route.screen}/${route.round}`;
    default:
      return `#/${route.screen}/${route.round}/${route.session}`;
  }
}

/** Asked before the screen is left; false keeps it. */
let mayLeave: (() => boolean) | null = null;

/** Follows the address. A guard that refuses puts the address back. */
export function useRoute(): Route {
  const [fragment, setFragment] = useState(location.hash);
  useEffect(() => {
    const follow = () => {
      if (location.hash === fragment) return;
      if (mayLeave === null || mayLeave()) setFragment(location.hash);
      else history.replaceState(null, '', `${location.pathname}${fragment}`);
    };
    addEventListener('hashchange', follow);
    // It may have changed between the rendering and now.
    follow();
    return () => removeEventListener('hashchange', follow);
  }, [fragment]);
  return parseRoute(fragment);
}

/** Goes to a screen, as a link would. */
export function goTo(route: Route): void {
  location.hash = fragmentOf(route);
}

/** While `active`, closing the window or going to another screen asks first: what is in memory only would be lost. */
export function useLeavingGuard(active: boolean, question: string): void {
  // With the change on the screen, not after it: nobody is asked about what is gone already.
  useLayoutEffect(() => {
    if (!active) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    mayLeave = () => confirm(question);
    addEventListener('beforeunload', warn);
    return () => {
      mayLeave = null;
      removeEventListener('beforeunload', warn);
    };
  }, [active, question]);
}

/**
 * Takes the fragment off the address: a card's code must not stay in the address bar, the history, or a link that is shared.
 * The first thing the page does.
 */
export function takeFragment({ location, history }: Pick<Window, 'location' | 'history'>): string {
  const { hash, pathname, search } = location;
  if (hash !== '') history.replaceState(null, '', pathname + search);
  return hash;
}

import { mountPage } from '../ui/mount.tsx';
import { TellerApp } from './app.tsx';

/** Takes the fragment, and removes it from the address bar before anything else: it may hold a one-time secret. */
function takeFragment(): string {
  const { hash, pathname, search } = location;
  if (hash !== '') history.replaceState(null, '', pathname + search);
  return hash;
}

mountPage(<TellerApp fragment={takeFragment()} />);
// A link scanned while the page is open changes the fragment only; the page starts again with it.
addEventListener('hashchange', () => location.reload());

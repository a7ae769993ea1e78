import { mountPage } from '../ui/mount.tsx';
import { checkInWorker } from './check-in-worker.ts';
import { Verify } from './verify.tsx';

// One script for the page and its worker: a copy in one file has no other that it could load.
if (typeof document === 'undefined') checkInWorker(self);
else mountPage(<Verify session={new URLSearchParams(location.search).get('session') ?? ''} />);

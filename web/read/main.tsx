import { callOver } from '../ui/client.ts';
import { mountPage } from '../ui/mount.tsx';
import { App } from './app.tsx';
import { keptAnswers } from './kept-answers.ts';
import { READ_ROUTES } from './routes.ts';

mountPage(
  <App
    room={{
      call: callOver(READ_ROUTES),
      // Asked for at each use: where storage is switched off, touching it throws.
      kept: keptAnswers(() => localStorage),
      nowMs: Date.now,
    }}
  />,
);

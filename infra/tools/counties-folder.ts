import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Where the county files lie: the project's own folder, or the one that `--counties DIR` names. */
export const countiesFolder = (named: string | undefined): URL =>
  named === undefined ? new URL('../counties/', import.meta.url) : pathToFileURL(`${resolve(named)}/`);

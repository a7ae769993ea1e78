import { dependenciesFromEnvironment } from '../http/environment.ts';
import { makeHandler } from '../http/stack.ts';
import { count } from './count.ts';
import { enterPaper } from './enter-paper.ts';
import { getPaper } from './get-paper.ts';
import { getShares } from './get-shares.ts';
import { objectToResult } from './object-to-result.ts';
import { releaseShares } from './release-shares.ts';
import { settlePaper } from './settle-paper.ts';
import { signResult } from './sign-result.ts';

export const implementations = [
  enterPaper,
  settlePaper,
  getPaper,
  releaseShares,
  getShares,
  count,
  signResult,
  objectToResult,
];
export const handler = makeHandler(implementations, dependenciesFromEnvironment);

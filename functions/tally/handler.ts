import { tallyOperations } from '../../shared/contract/ballot.ts';
import { dependenciesFromEnvironment } from '../http/environment.ts';
import { bind } from '../http/implement.ts';
import { ballotBox } from '../http/reach/ballot-box.ts';
import { documents } from '../http/reach/documents.ts';
import { meetings } from '../http/reach/meetings.ts';
import { makeHandler } from '../http/stack.ts';
import { count } from './count.ts';
import { enterPaper } from './enter-paper.ts';
import { getPaper } from './get-paper.ts';
import { getShares } from './get-shares.ts';
import { objectToResult } from './object-to-result.ts';
import { releaseShares } from './release-shares.ts';
import { settlePaper } from './settle-paper.ts';
import { signResult } from './sign-result.ts';

export const implementations = bind(tallyOperations, [
  enterPaper,
  settlePaper,
  getPaper,
  releaseShares,
  getShares,
  count,
  signResult,
  objectToResult,
]);
export const reach = { meetings, ballotBox, documents };
export const handler = makeHandler(implementations, dependenciesFromEnvironment(reach));

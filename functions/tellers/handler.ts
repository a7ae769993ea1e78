import { tellerOperations } from '../../shared/contract/tellers.ts';
import { dependenciesFromEnvironment } from '../http/environment.ts';
import { bind } from '../http/implement.ts';
import { meetings } from '../http/reach/meetings.ts';
import { makeHandler } from '../http/stack.ts';
import { enrolTeller } from './enrol-teller.ts';
import { openVoting } from './open-voting.ts';
import { recordAbsent } from './record-absent.ts';
import { setClosingTime } from './set-closing-time.ts';
import { signArming } from './sign-arming.ts';
import { signBoard } from './sign-board.ts';
import { voidByTellers } from './void-by-tellers.ts';

export const implementations = bind(tellerOperations, [
  enrolTeller,
  signArming,
  openVoting,
  setClosingTime,
  signBoard,
  recordAbsent,
  voidByTellers,
]);
export const reach = { meetings };
export const handler = makeHandler(implementations, dependenciesFromEnvironment(reach));

import { boxOperations } from '../../shared/contract/ballot.ts';
import { dependenciesFromEnvironment } from '../http/environment.ts';
import { bind } from '../http/implement.ts';
import { ballotBox } from '../http/reach/ballot-box.ts';
import { meetings } from '../http/reach/meetings.ts';
import { makeHandler } from '../http/stack.ts';
import { closeBoard } from './close-board.ts';
import { countBallots } from './count-ballots.ts';
import { getSealedBallots } from './get-sealed-ballots.ts';

export const implementations = bind(boxOperations, [countBallots, closeBoard, getSealedBallots]);
export const reach = { meetings, ballotBox };
export const handler = makeHandler(implementations, dependenciesFromEnvironment(reach));

import { dependenciesFromEnvironment } from '../http/environment.ts';
import { makeHandler } from '../http/stack.ts';
import { closeBoard } from './close-board.ts';
import { countBallots } from './count-ballots.ts';
import { getSealedBallots } from './get-sealed-ballots.ts';

export const implementations = [countBallots, closeBoard, getSealedBallots];
export const handler = makeHandler(implementations, dependenciesFromEnvironment);

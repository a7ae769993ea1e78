import { dependenciesFromEnvironment } from '../http/environment.ts';
import { makeHandler } from '../http/stack.ts';
import { checkIn } from './check-in.ts';
import { drawOpinionProof } from './draw-opinion-proof.ts';

export const implementations = [checkIn, drawOpinionProof];
export const handler = makeHandler(implementations, dependenciesFromEnvironment);

import { dependenciesFromEnvironment } from '../http/environment.ts';
import { makeHandler } from '../http/stack.ts';
import { followOpinion } from './follow-opinion.ts';
import { rateReply } from './rate-reply.ts';

export const implementations = [followOpinion, rateReply];
export const handler = makeHandler(implementations, dependenciesFromEnvironment);

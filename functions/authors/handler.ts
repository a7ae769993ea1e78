import { dependenciesFromEnvironment } from '../http/environment.ts';
import { makeHandler } from '../http/stack.ts';
import { followOpinion } from './follow-opinion.ts';
import { rateReply } from './rate-reply.ts';
import { takeOverReceipt } from './take-over-receipt.ts';

export const implementations = [followOpinion, takeOverReceipt, rateReply];
export const handler = makeHandler(implementations, dependenciesFromEnvironment);

import { rectificationOperations } from '../../shared/contract/rectification.ts';
import { dependenciesFromEnvironment } from '../http/environment.ts';
import { bind } from '../http/implement.ts';
import { meetings } from '../http/reach/meetings.ts';
import { opinions } from '../http/reach/opinions.ts';
import { makeHandler } from '../http/stack.ts';
import { followOpinion } from './follow-opinion.ts';
import { rateReply } from './rate-reply.ts';
import { takeOverReceipt } from './take-over-receipt.ts';

export const implementations = bind(rectificationOperations, [followOpinion, takeOverReceipt, rateReply]);
export const reach = { meetings, opinions };
export const handler = makeHandler(implementations, dependenciesFromEnvironment(reach));

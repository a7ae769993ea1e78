import { planOperations } from '../../shared/contract/plan.ts';
import { dependenciesFromEnvironment } from '../http/environment.ts';
import { bind } from '../http/implement.ts';
import { meetings } from '../http/reach/meetings.ts';
import { registry } from '../http/reach/registry.ts';
import { verifyStaffToken } from '../http/reach/staff-tokens.ts';
import { makeHandler } from '../http/stack.ts';
import { changePlan } from './change-plan.ts';
import { getHome } from './get-home.ts';
import { getPlan } from './get-plan.ts';
import { openRound } from './open-round.ts';

export const implementations = bind(planOperations, [openRound, changePlan, getPlan, getHome]);
export const reach = { registry, meetings, verifyStaffToken };
export const handler = makeHandler(implementations, dependenciesFromEnvironment(reach));

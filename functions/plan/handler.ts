import { dependenciesFromEnvironment } from '../http/environment.ts';
import { makeHandler } from '../http/stack.ts';
import { changePlan } from './change-plan.ts';
import { getHome } from './get-home.ts';
import { getPlan } from './get-plan.ts';
import { openRound } from './open-round.ts';

export const implementations = [openRound, changePlan, getPlan, getHome];
export const handler = makeHandler(implementations, dependenciesFromEnvironment);

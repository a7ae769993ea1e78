import { implementations as box } from '../../functions/box/handler.ts';
import { implementations as cast } from '../../functions/cast/handler.ts';
import { implementations as desk } from '../../functions/desk/handler.ts';
import { implementations as draw } from '../../functions/draw/handler.ts';
import { implementations as meeting } from '../../functions/meeting/handler.ts';
import { implementations as tally } from '../../functions/tally/handler.ts';
import { implementations as tellers } from '../../functions/tellers/handler.ts';
import type { FunctionName } from '../../shared/contract/operation.ts';
import type { OperationId } from '../../shared/contract/routes.ts';

/** The functions of a meeting as they are deployed. */
export const FUNCTIONS = { box, cast, desk, draw, meeting, tally, tellers } as const;
export type MeetingFunction = keyof typeof FUNCTIONS & FunctionName;
const FUNCTION_NAMES: readonly MeetingFunction[] = ['box', 'cast', 'desk', 'draw', 'meeting', 'tally', 'tellers'];

export const functionOf = (id: OperationId): MeetingFunction => {
  const found = FUNCTION_NAMES.find((name) => FUNCTIONS[name].some((each) => each.id === id));
  if (found === undefined) throw new Error(`no function of a meeting has ${id}`);
  return found;
};

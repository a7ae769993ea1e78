import { implementations as box } from '../../functions/box/handler.ts';
import { implementations as cast } from '../../functions/cast/handler.ts';
import { implementations as desk } from '../../functions/desk/handler.ts';
import { implementations as documents } from '../../functions/documents/handler.ts';
import { implementations as draw } from '../../functions/draw/handler.ts';
import type { Implementation } from '../../functions/http/implement.ts';
import { implementations as keys } from '../../functions/keys/handler.ts';
import { implementations as meeting } from '../../functions/meeting/handler.ts';
import { implementations as rounds } from '../../functions/rounds/handler.ts';
import { implementations as tally } from '../../functions/tally/handler.ts';
import { implementations as tellers } from '../../functions/tellers/handler.ts';
import type { FunctionName } from '../../shared/contract/operation.ts';

/** The functions as they are deployed, each with its operations; a test holds the list to the contract. */
export const FUNCTIONS: Readonly<Record<FunctionName, readonly Implementation[]>> = {
  meeting,
  draw,
  cast,
  box,
  tally,
  tellers,
  desk,
  rounds,
  keys,
  documents,
};

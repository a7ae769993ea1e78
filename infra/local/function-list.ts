import { implementations as authors } from '../../functions/authors/handler.ts';
import { implementations as box } from '../../functions/box/handler.ts';
import { implementations as cast } from '../../functions/cast/handler.ts';
import { implementations as collation } from '../../functions/collation/handler.ts';
import { implementations as delegates } from '../../functions/delegates/handler.ts';
import { implementations as desk } from '../../functions/desk/handler.ts';
import { implementations as documents } from '../../functions/documents/handler.ts';
import { implementations as draw } from '../../functions/draw/handler.ts';
import { run as escalation } from '../../functions/escalation/handler.ts';
import { implementations as floor } from '../../functions/floor/handler.ts';
import { run as forgetting } from '../../functions/forgetting/handler.ts';
import type { BoundImplementation } from '../../functions/http/implement.ts';
import type { Run } from '../../functions/http/scheduled.ts';
import { implementations as invitations } from '../../functions/invitations/handler.ts';
import { implementations as keys } from '../../functions/keys/handler.ts';
import { implementations as meeting } from '../../functions/meeting/handler.ts';
import { implementations as opinions } from '../../functions/opinions/handler.ts';
import { implementations as outcomes } from '../../functions/outcomes/handler.ts';
import { implementations as plan } from '../../functions/plan/handler.ts';
import { run as ratings } from '../../functions/ratings/handler.ts';
import { implementations as reading } from '../../functions/reading/handler.ts';
import { implementations as rectification } from '../../functions/rectification/handler.ts';
import { implementations as reports } from '../../functions/reports/handler.ts';
import { run as retention } from '../../functions/retention/handler.ts';
import { implementations as rounds } from '../../functions/rounds/handler.ts';
import { run as shuffle } from '../../functions/shuffle/handler.ts';
import { implementations as tally } from '../../functions/tally/handler.ts';
import { implementations as tellers } from '../../functions/tellers/handler.ts';
import type { FunctionName } from '../../shared/contract/operation.ts';
import type { ScheduledName } from '../../shared/contract/schedules.ts';

/** The functions as they are deployed, each with its operations; a test holds the list to the contract. */
export const FUNCTIONS: Readonly<Record<FunctionName, readonly BoundImplementation[]>> = {
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
  plan,
  opinions,
  collation,
  delegates,
  invitations,
  reports,
  reading,
  floor,
  rectification,
  authors,
  outcomes,
};

/** What the clock starts. */
export const SCHEDULED: Readonly<Record<ScheduledName, Run>> = {
  shuffle,
  ratings,
  retention,
  forgetting,
  escalation,
};

import { authorise } from '../../../functions/http/authorise.ts';
import type { Caller, Dependencies } from '../../../functions/http/dependencies.ts';
import type { Implementation } from '../../../functions/http/implement.ts';
import type { FunctionName } from '../../../shared/contract/operation.ts';
import { type RequestOf, type ResponseOf, specOf } from '../../../shared/contract/operations.ts';
import type { OperationId } from '../../../shared/contract/routes.ts';
import { FUNCTIONS } from '../function-list.ts';
import type { Actor, Ask } from './ask.ts';

export type FunctionDependencies = Readonly<Record<FunctionName, Dependencies>>;

class SampleRefused extends Error {
  constructor(id: OperationId, refused: string) {
    super(`the sample: ${id} was refused with ${refused}`);
  }
}

/** Whoever acts for a role in the sample; two roles are two people. */
const identityOf = (actor: Actor): Caller =>
  actor === 'anyone' ? { kind: 'anyone' } : { kind: 'staff', subject: `sample-${actor.role}`, name: '样例', ...actor };

/** Staff need no token here; a teller's request carries a signature, which is verified as everywhere. */
async function callerOf<Id extends OperationId>(
  actor: Actor,
  { id, request, deps }: { readonly id: Id; readonly request: RequestOf<Id>; readonly deps: Dependencies },
): Promise<Caller> {
  const { who } = specOf(id);
  if (who.kind !== 'teller') return identityOf(actor);
  const allowed = await authorise({ id, who, request, authorization: undefined, deps });
  if ('refused' in allowed) throw new SampleRefused(id, allowed.refused);
  return allowed.caller;
}

/** Asks the functions themselves, without HTTP: the code that answers the console. */
export const askFunctions =
  (of: FunctionDependencies): Ask =>
  async <Id extends OperationId>(actor: Actor, id: Id, request: RequestOf<Id>): Promise<ResponseOf<Id>> => {
    const spec = specOf(id);
    const implementation: Implementation | undefined = FUNCTIONS[spec.function].find((each) => each.id === id);
    if (implementation === undefined) throw new Error(`no function implements ${id}`);
    const deps = of[spec.function];
    const outcome = await implementation.run({
      request: spec.request.parse(request) as never,
      caller: await callerOf(actor, { id, request, deps }),
      deps,
    });
    if ('refused' in outcome) throw new SampleRefused(id, outcome.refused);
    return spec.response.parse(outcome.answer) as ResponseOf<Id>;
  };

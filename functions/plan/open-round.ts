import type { RequestOf } from '../../shared/contract/operations.ts';
import { toHex } from '../../shared/protocol/bytes.ts';
import { hashHex } from '../../shared/protocol/hash.ts';
import { jcs } from '../../shared/protocol/jcs.ts';
import type { Dependencies } from '../http/dependencies.ts';
import { type Answer, implement, refuse } from '../http/implement.ts';
import { makeMeetings } from '../http/make-meetings.ts';
import { recordOrder } from '../http/record-order.ts';
import { openedRound } from './opened-round.ts';
import { planChange } from './plan-change.ts';
import { refusePlan } from './refuse-plan.ts';

const EDITION_BYTES = 8;

type Opening = RequestOf<'openRound'>;

const answerOf = ({ round, units }: Opening, county: string): Answer<'openRound'> => ({
  answer: { round, version: 1, units: units.map(({ unit }) => ({ unit, session: `${county}-${round}-${unit}` })) },
});

/** A round that is there: the request that opened it has its answer again, any other is refused. */
async function answerExisting(request: Opening, openedWith: string, deps: Dependencies): Promise<Answer<'openRound'>> {
  const outline = await deps.registry.plans.outline(request.round);
  return outline?.openedWith === openedWith ? answerOf(request, deps.county) : refuse('round-exists');
}

/**
 * A county opens a round: basis, plan, responsibilities, first rules, the units with their officers. Delegates come later. Lists
 * and plan appear in one transaction; a process that dies before it leaves no round, and the request can be sent again.
 */
export const openRound = implement('openRound', async ({ request, caller, deps }) => {
  const { round, name } = request;
  const { rounds, plans } = deps.registry;
  const { lists, plan, defects } = openedRound(request, deps.county);
  if (defects.length > 0) return refusePlan(defects);
  const openedWith = await hashHex(jcs(request));
  if ((await rounds.read(round)) !== undefined) return answerExisting(request, openedWith, deps);
  const units = lists.map(({ unit }) => unit);
  const edition = toHex(deps.randomBytes(EDITION_BYTES));
  await makeMeetings(units, round, deps);
  await rounds.write(round, edition, lists);
  await recordOrder({ what: 'openRound', target: round, why: '', caller, deps });
  const change = planChange({ why: '', changed: [] }, caller, deps);
  const head = { round, name, version: 1, edition, importedAtMs: deps.nowMs(), units };
  const published = await rounds.publish(head, undefined, plans.opening(round, { plan, change }, openedWith));
  return published ? answerOf(request, deps.county) : answerExisting(request, openedWith, deps);
});

import type { RequestOf } from '../../shared/contract/operations.ts';
import { toHex } from '../../shared/protocol/bytes.ts';
import { hashHex } from '../../shared/protocol/hash.ts';
import { jcs } from '../../shared/protocol/jcs.ts';
import type { Dependencies } from '../http/dependencies.ts';
import { type Answer, implement, refuse } from '../http/implement.ts';
import { makeMeetings } from '../http/make-meetings.ts';
import { writeOpinionForms } from '../http/opinion-form.ts';
import { recordOrder } from '../http/record-order.ts';
import type { PlanVersion } from '../store/plans.ts';
import { type OpenedRound, openedRound } from './opened-round.ts';
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

/** Two who open one round at once can give up each other's unpublished lists: then there is no round yet. */
const MAX_ATTEMPTS = 5;

interface Material {
  readonly lists: OpenedRound['lists'];
  readonly first: PlanVersion;
  readonly openedWith: string;
}

/** Lists and plan appear in one transaction. */
async function publish(request: Opening, material: Material, deps: Dependencies): Promise<Answer<'openRound'>> {
  const { round, name } = request;
  const { lists, first, openedWith } = material;
  const { rounds, plans } = deps.registry;
  const units = lists.map(({ unit }) => unit);
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const edition = toHex(deps.randomBytes(EDITION_BYTES));
    await rounds.write(round, edition, lists);
    const head = { round, name, version: 1, edition, importedAtMs: deps.nowMs(), units };
    const published = await rounds.publish(head, undefined, plans.opening(round, first, openedWith));
    if (published) return answerOf(request, deps.county);
    if ((await rounds.read(round)) !== undefined) return answerExisting(request, openedWith, deps);
  }
  return refuse('busy');
}

/**
 * A county opens a round: basis, plan, responsibilities, first rules, the units with their officers; delegates come later. A
 * process that dies on the way leaves no round, and the request can be sent again.
 */
export const openRound = implement('openRound', async ({ request, caller, deps }) => {
  const { round } = request;
  const { lists, plan, defects } = openedRound(request, deps.county);
  if (defects.length > 0) return refusePlan(defects);
  const openedWith = await hashHex(jcs(request));
  if ((await deps.registry.rounds.read(round)) !== undefined) return answerExisting(request, openedWith, deps);
  const units = lists.map(({ unit }) => unit);
  await makeMeetings(units, round, deps);
  await writeOpinionForms(lists, deps);
  await recordOrder({ what: 'openRound', target: round, why: '', caller, deps });
  const change = planChange({ why: '', changed: [] }, caller, deps);
  return publish(request, { lists, first: { plan, change }, openedWith }, deps);
});

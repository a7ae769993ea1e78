import { implement, refuse } from '../http/implement.ts';
import { mayHandleUnit } from '../http/own-unit.ts';

/**
 * Whom and what a freeze of the session puts on the ballot: the unit and its officers in ballot order, with the indicators and
 * thresholds of its rules. Once frozen, the manifest has the same and is what counts. 5 RCU.
 */
export const listOfficers = implement('listOfficers', async ({ request, caller, deps }) => {
  const { rounds, plans } = deps.registry;
  const place = await rounds.placeOf(request.session);
  if (place === undefined) return refuse('session-unknown');
  if (!mayHandleUnit(caller, place.unit.unit)) return refuse('unit-not-yours');
  const officers = await rounds.officersOf(place);
  const rules = await plans.rulesOf({ round: place.round.round, session: request.session });
  return {
    answer: {
      unitName: place.unit.name,
      officers: officers.map(({ id, name, post }) => ({ officer: id, name, post })),
      unitIndicators: rules.unitIndicators,
      officerIndicators: rules.officerIndicators,
      thresholds: rules.thresholds,
    },
  };
});

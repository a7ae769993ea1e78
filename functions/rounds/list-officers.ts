import { DEFAULT_THRESHOLDS } from '../../shared/process/appraisal.ts';
import { DEFAULT_BALLOT_CONFIG } from '../../shared/process/ballot-form.ts';
import { implement, refuse } from '../http/implement.ts';
import { mayHandleUnit } from '../http/own-unit.ts';

/**
 * Whom and what a freeze of the session puts on the ballot: the unit and its officers in ballot order, with the indicators and
 * thresholds of the county's rule. Once frozen, the manifest has the same and is what counts. 3 RCU.
 */
export const listOfficers = implement('listOfficers', async ({ request, caller, deps }) => {
  const { rounds } = deps.registry;
  const place = await rounds.placeOf(request.session);
  if (place === undefined) return refuse('session-unknown');
  if (!mayHandleUnit(caller, place.unit.unit)) return refuse('unit-not-yours');
  const officers = await rounds.officersOf(place);
  const { unitIndicators, officerIndicators } = DEFAULT_BALLOT_CONFIG;
  return {
    answer: {
      unitName: place.unit.name,
      officers: officers.map(({ id, name, post }) => ({ officer: id, name, post })),
      unitIndicators: [...unitIndicators],
      officerIndicators: [...officerIndicators],
      thresholds: DEFAULT_THRESHOLDS,
    },
  };
});

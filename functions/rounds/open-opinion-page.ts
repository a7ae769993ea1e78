import { toB64u } from '../../shared/protocol/bytes.ts';
import { opinionFragment } from '../../shared/protocol/opinion-receipt.ts';
import { implement, refuse } from '../http/implement.ts';
import { opinionsAreOpen } from '../http/opinion-form.ts';
import { mayHandleUnit } from '../http/own-unit.ts';
import { recordOrder } from '../http/record-order.ts';

const KEY_BYTES = 32;

/**
 * Opens a session's opinion page, or shows its address again: the reading key is made once, and whom an opinion may be about is
 * put where the page can read it. Pressed again after an import it brings the officers up to date.
 */
export const openOpinionPage = implement('openOpinionPage', async ({ request, caller, deps }) => {
  const { session } = request;
  const { rounds } = deps.registry;
  const place = await rounds.placeOf(session);
  if (place === undefined) return refuse('session-unknown');
  if (!mayHandleUnit(caller, place.unit.unit)) return refuse('unit-not-yours');
  if (!(await opinionsAreOpen(session, deps))) return refuse('opinions-closed');
  const unitName = place.unit.name;
  const officers = (await rounds.officersOf(place)).map(({ id, name, post }) => ({ officer: id, name, post }));
  await recordOrder({ what: 'openOpinionPage', target: session, why: '', caller, deps });
  await deps.meetings.opinionForms.set(session, { unitName, officers });
  const offered = toB64u(new Uint8Array(deps.randomBytes(KEY_BYTES)));
  const key = await deps.meetings.readingKeys.ensure(session, offered);
  return { answer: { url: `${deps.origin}/opinion/${opinionFragment({ session, key })}`, unitName } };
});

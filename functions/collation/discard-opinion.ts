import { implement, refuse } from '../http/implement.ts';
import { recordOrder } from '../http/record-order.ts';
import { placeFor } from './own-session.ts';

/**
 * Says of an opinion that it is not taken up, and why: its author reads the reason. The log has the reason and not which opinion
 * it was, so that it joins no time with one. Collating it later undoes it.
 */
export const discardOpinion = implement('discardOpinion', async ({ request, caller, deps }) => {
  const { session, opinion, reason } = request;
  const place = await placeFor(session, caller, deps);
  if ('refused' in place) return place;
  const [found] = await deps.opinions.readMany(session, [opinion]);
  if (found === undefined) return refuse('opinion-unknown');
  if (found.state.kind === 'collated') return refuse('opinion-in-entry');
  if (found.state.kind === 'discarded' && found.state.reason === reason) return { answer: {} };
  await recordOrder({ what: 'discardOpinion', target: session, why: reason, caller, deps });
  const discarded = await deps.opinions.discard({ session, opinion, reason });
  return discarded ? { answer: {} } : refuse('opinion-in-entry');
});

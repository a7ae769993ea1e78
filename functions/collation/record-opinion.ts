import { whatIsSaid } from '../../shared/process/opinions.ts';
import { shanghaiDay } from '../../shared/process/shanghai-day.ts';
import { implement, refuse } from '../http/implement.ts';
import { hasSubject, opinionsAreOpen, refuseLength } from '../http/opinion-form.ts';
import { recordOrder } from '../http/record-order.ts';
import { placeFor } from './own-session.ts';

/**
 * Keeps an opinion that staff heard at a door or a seminar, or had by letter or telephone. Its author gets the slip with the
 * receipt; the log says by whom and how it was recorded, and nothing of what it says.
 */
export const recordOpinion = implement('recordOpinion', async ({ request, caller, deps }) => {
  const { session, channel, kind, about, text, named, receiptHash } = request;
  const place = await placeFor(session, caller, deps);
  if ('refused' in place) return place;
  const tooLong = refuseLength(text);
  if (tooLong !== undefined) return tooLong;
  if (!(await opinionsAreOpen(session, deps))) return refuse('opinions-closed');
  if (!(await hasSubject(session, about, deps))) return refuse('officer-unknown');
  const day = shanghaiDay(deps.nowMs());
  const content = { kind, about, text, named, channel, invited: false, day };
  const [there] = await deps.opinions.readMany(session, [receiptHash]);
  if (there !== undefined)
    return whatIsSaid(there.content) === whatIsSaid(content) ? { answer: {} } : refuse('opinion-arrived-already');
  await recordOrder({ what: 'recordOpinion', target: session, why: channel, caller, deps });
  const left = await deps.opinions.leave({ session, receiptHash, content, photos: [], spent: null });
  return left === 'kept' || left === 'same' ? { answer: {} } : refuse('opinion-arrived-already');
});

import { shanghaiDay } from '../../shared/process/shanghai-day.ts';
import { implement, refuse } from '../http/implement.ts';
import { hasSubject, opinionsAreOpen, refuseLength } from '../http/opinion-form.ts';
import { opensReading } from '../http/reading-key.ts';
import { checkProof } from './check-proof.ts';
import { refusePhotos } from './photo-fitness.ts';

/**
 * Leaves an opinion. The reading key is the same for everybody, so nothing here knows who asks; kept are the words, the day, and
 * the hash of a secret that stays on the phone. A retry finds its opinion there and gets the same answer.
 */
export const leaveOpinion = implement('leaveOpinion', async ({ request, deps }) => {
  const { session, key, kind, about, text, photos, named, receiptHash, proof } = request;
  if (!(await opensReading(session, key, deps))) return refuse('reading-key-wrong');
  const tooLong = refuseLength(text);
  if (tooLong !== undefined) return tooLong;
  if (!(await opinionsAreOpen(session, deps))) return refuse('opinions-closed');
  if (!(await hasSubject(session, about, deps))) return refuse('officer-unknown');
  const unfit = await refusePhotos(photos, deps);
  if (unfit !== undefined) return unfit;
  const checked = await checkProof(session, proof, deps);
  if ('refused' in checked) return checked;

  const day = shanghaiDay(deps.nowMs());
  const { spent } = checked;
  const content = { kind, about, text, named, channel: 'page', invited: spent !== null, day } as const;
  const left = await deps.opinions.leave({ session, receiptHash, content, photos, spent });
  switch (left) {
    case 'kept':
    case 'same':
      return { answer: {} };
    case 'other':
      return refuse('opinion-arrived-already');
    case 'photo-taken':
      return refuse('photo-missing');
    case 'token-spent':
      return refuse('opinion-token-spent');
  }
});

import { isRecordedByStaff } from '../../shared/process/opinions.ts';
import { implement, refuse } from '../http/implement.ts';
import { findHolder } from './find-author.ts';

/**
 * Replaces a receipt that staff made by one that a phone made, of which only the hash comes here. Whoever has the slip can do it,
 * since nobody knows who is its author; and once, so that the author either is the first, or finds that somebody was before them.
 */
export const takeOverReceipt = implement('takeOverReceipt', async ({ request, deps }) => {
  const holder = await findHolder(request, deps);
  if ('refused' in holder) return holder;
  const { session, opinion } = holder;
  if (!isRecordedByStaff(opinion.content)) return refuse('receipt-made-by-author');
  const { receiptHash } = request;
  const outcome = await deps.opinions.takeOver({ session, opinion: opinion.opinion, receiptHash });
  switch (outcome) {
    case 'taken-over':
    case 'same':
      return { answer: {} };
    case 'already':
      return refuse('receipt-taken-over');
    case 'not-new':
      return refuse('receipt-not-new');
  }
});

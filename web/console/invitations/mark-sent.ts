import type { RequestOf } from '../../../shared/contract/operations.ts';
import type { Failed } from '../answers.tsx';
import type { StaffCall } from '../staff-api.ts';

/** The contract's limit. */
const LETTERS_A_REQUEST = 50;

/** Notes any number of letters, in batches; what was noted before a refusal stays noted, and noting it again does no harm. */
export async function markSent(
  api: StaffCall,
  { session, delegates, channel }: RequestOf<'markSent'>,
): Promise<{ readonly ok: true } | Failed> {
  for (let start = 0; start < delegates.length; start += LETTERS_A_REQUEST) {
    const batch = delegates.slice(start, start + LETTERS_A_REQUEST);
    const answer = await api('markSent', { session, delegates: batch, channel });
    if (!answer.ok) return answer;
  }
  return { ok: true };
}

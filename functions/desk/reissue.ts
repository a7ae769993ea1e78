import { implement, refuse } from '../http/implement.ts';
import { decideReissue } from './decide-issue.ts';
import { delegateAtDesk } from './open-desk.ts';

/** Proposes a re-issue, or confirms another teller's; done with the second. */
export const reissue = implement('reissue', async ({ request, deps }) => {
  const { session, slot, payload } = request;
  const { delegate, generation, as } = payload;
  const number = await delegateAtDesk({ session, delegate }, deps);
  if (typeof number !== 'number') return number;
  const order = { generation, as, codeHash: payload.as === 'code' ? payload.codeHash : null };
  const { issuing } = deps.registry;
  const outcome = await issuing.change(session, number, (standing) => decideReissue(standing, order, slot));
  if (outcome.kind === 'code-taken') return refuse('already-recorded');
  if (outcome.kind === 'refuse') return outcome.refusal;
  const { done, by } = outcome.answer;
  return { answer: { delegate, done, by: [...by] } };
});

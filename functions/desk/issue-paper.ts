import { implement } from '../http/implement.ts';
import { decidePaper } from './decide-issue.ts';
import { delegateAtDesk } from './open-desk.ts';

/** Hands out a paper ballot; a code that is drawn at the same moment wins or loses, never both. */
export const issuePaper = implement('issuePaper', async ({ request, deps }) => {
  const { session, slot, payload } = request;
  const { delegate } = payload;
  const number = await delegateAtDesk({ session, delegate }, deps);
  if (typeof number !== 'number') return number;
  const outcome = await deps.registry.issuing.change(session, number, (standing) => decidePaper(standing, slot));
  if (outcome.kind === 'code-taken') throw new Error('paper needs no code');
  return outcome.kind === 'refuse' ? outcome.refusal : { answer: { delegate, standing: 'paper' } };
});

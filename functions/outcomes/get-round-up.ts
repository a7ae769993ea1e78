import { implement, refuse } from '../http/implement.ts';
import { drawUp } from './draw-up.ts';

/** The county's round-up of a round. */
export const getRoundUp = implement('getRoundUp', async ({ request, deps }) => {
  const drawn = await drawUp(request.round, deps);
  return drawn === undefined ? refuse('round-unknown') : { answer: drawn };
});

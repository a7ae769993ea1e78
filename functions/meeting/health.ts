import { CONTRACT_VERSION } from '../../shared/contract/version.ts';
import type { Dependencies } from '../http/dependencies.ts';
import { reportFault } from '../http/fault.ts';
import { implement } from '../http/implement.ts';
import { remembered } from '../http/remembered.ts';

type Tables = 'answering' | 'silent';

/** However many ask, the table is asked once in so long by each instance of the function. */
const KEEP_MS = 5_000;
const found = remembered<Tables>({ keepMs: () => KEEP_MS, capacity: 1 });

async function look(deps: Dependencies): Promise<Tables> {
  try {
    await deps.meetings.knock();
    return 'answering';
  } catch (error) {
    reportFault({ id: 'health', error, deps });
    return 'silent';
  }
}

/** What a monitor and the check before a meeting ask. Anyone may; it tells nothing of any meeting. ½ RCU every few seconds. */
export const health = implement('health', async ({ deps }) => {
  const { county, meetings, nowMs } = deps;
  const tables = await found({ owner: meetings, key: 'tables', nowMs: nowMs(), load: () => look(deps) });
  return { answer: { county, contractVersion: CONTRACT_VERSION, nowMs: nowMs(), tables } };
});

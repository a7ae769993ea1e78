import type { ScheduledName } from '../../shared/contract/schedules.ts';
import type { Dependencies } from './dependencies.ts';
import { reportFault } from './fault.ts';

/** What a scheduled function does at one start. The clock may start it twice: the second run finds nothing left to do. */
export type Run = (deps: Dependencies) => Promise<void>;

/**
 * The handler of a scheduled function. A run that comes to its end is counted, which is what an alarm waits for every day; a fault
 * is logged without data and thrown on, so that the platform tries again.
 */
export const makeScheduledHandler =
  (name: ScheduledName, run: Run, deps: () => Dependencies) => async (): Promise<void> => {
    try {
      await run(deps());
      deps().metrics.count({ metric: 'Completed', operation: name });
    } catch (error) {
      reportFault({ id: name, error, deps: deps() });
      deps().metrics.count({ metric: 'Faults', operation: name });
      throw error;
    }
  };

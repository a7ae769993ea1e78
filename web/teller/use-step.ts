import { useEffect, useRef, useState } from 'preact/hooks';
import { StorageUnavailable } from '../ui/idb.ts';
import type { Failure, Outcome } from './actions/context.ts';

/** Why a step did not come to its end: refused, no answer, or this device itself. */
export type Trouble = Failure | { readonly ok: false; readonly device: 'storage' | 'crash' };

/** What a long step is doing. */
export interface Work {
  readonly label: string;
  readonly done: number;
  /** 0 as long as nobody knows. */
  readonly of: number;
}

export interface StepRun {
  readonly isBusy: boolean;
  readonly work: Work | null;
  readonly trouble: Trouble | null;
  /** Runs one step; a second press while it runs does nothing. `then` gets the value when it was done. */
  readonly run: <T>(step: (report: (work: Work) => void) => Promise<Outcome<T>>, then?: (value: T) => void) => void;
  readonly clear: () => void;
}

type Shown = Pick<StepRun, 'isBusy' | 'work' | 'trouble'>;

const REST: Shown = { isBusy: false, work: null, trouble: null };

/** One step at a time, with its progress and what went wrong. */
export function useStep(): StepRun {
  const [shown, show] = useState<Shown>(REST);
  const isRunning = useRef(false);
  const isGone = useRef(false);
  useEffect(
    () => () => {
      isGone.current = true;
    },
    [],
  );
  const runner = useRef<Pick<StepRun, 'run' | 'clear'>>({
    run: (step, then) => {
      if (isRunning.current) return;
      isRunning.current = true;
      const set = (next: Shown) => isGone.current || show(next);
      set({ isBusy: true, work: null, trouble: null });
      step((work) => set({ isBusy: true, work, trouble: null }))
        .catch(troubleOf)
        .then((outcome) => {
          isRunning.current = false;
          set(outcome.ok ? REST : { isBusy: false, work: null, trouble: outcome });
          if (outcome.ok) then?.(outcome.value);
        });
    },
    clear: () => show(REST),
  });
  return { ...shown, ...runner.current };
}

function troubleOf(cause: unknown): Trouble {
  if (cause instanceof StorageUnavailable) return { ok: false, device: 'storage' };
  // What fails here is a defect of the page; the browser's own report names the line, and no one's data.
  console.error(cause instanceof Error ? cause.name : 'unknown failure');
  return { ok: false, device: 'crash' };
}

import { activityOf, runActivity } from './activities.ts';
import { type Flow, type FlowEvent, nextFlow, START } from './flow.ts';
import { openPage, openTypedCode } from './open-page.ts';
import { keepDraft } from './records.ts';
import type { World } from './scene.ts';

/** The running page: what it shows now, and where presses go. */
export interface Driver {
  readonly dispatch: (event: FlowEvent) => void;
  readonly typeCode: (typed: string) => void;
}

/**
 * Runs a delegate's way: events go through the flow, each state's activity starts when the state begins and is aborted
 * when it is left, and the draft is stored at every change. `show` gets each new flow.
 */
export function startDriver(world: World, fragment: string, show: (flow: Flow) => void): Driver {
  let flow = START;
  let activity = activityOf(flow.state);
  let abort = new AbortController();

  const failed = (cause: unknown) => {
    // A name and nothing more: an error's message could carry what must not be told.
    console.error('the page stopped', cause instanceof Error ? cause.name : 'unknown');
    dispatch({ type: 'refused', why: 'storage-lost' });
  };

  /** The scores are still in the page: nobody is sent away in the middle of a ballot because one write was lost. */
  const draftNotKept = (cause: unknown) => {
    console.warn('a draft was not kept', cause instanceof Error ? cause.name : 'unknown');
  };

  const begin = () => {
    const mine = new AbortController();
    abort = mine;
    const tell = (event: FlowEvent) => {
      if (!mine.signal.aborted) dispatch(event);
    };
    runActivity({ ...world, signal: mine.signal, dispatch: tell }, flow).catch((cause: unknown) => {
      if (!mine.signal.aborted) failed(cause);
    });
  };

  function dispatch(event: FlowEvent): void {
    const before = flow;
    flow = nextFlow(flow, event);
    if (flow === before) return;
    if (flow.state.at === 'scoring' && before.state !== flow.state)
      keepDraft(world.store, flow.state.saved).catch(draftNotKept);
    show(flow);
    const next = activityOf(flow.state);
    if (next === activity) return;
    activity = next;
    abort.abort();
    begin();
  }

  const open = (event: Promise<FlowEvent>) => void event.then(dispatch, failed);
  open(openPage(world, fragment));
  return {
    dispatch,
    typeCode: (typed) => {
      if (flow.state.at === 'asking-code') open(openTypedCode(world, flow.state.sign, typed));
    },
  };
}

import { throttled } from '../../simulation/simulated-client.ts';
import type { Stage } from './stage.ts';

/** The engine turns everybody away once, at either half: so there are lines of the log to look at. */
export function stumbling(stage: Stage): void {
  const { deps } = stage.hall;
  const seen = new Set<string>();
  const once = (id: string): void => {
    if (seen.has(id)) return;
    seen.add(id);
    throw throttled();
  };
  const { issuing } = deps.registry;
  const [draw, cast] = [issuing.draw.bind(issuing), deps.ballotBox.cast.bind(deps.ballotBox)];
  issuing.draw = async (...drawing) => {
    once(drawing[1]);
    return draw(...drawing);
  };
  deps.ballotBox.cast = async (...casting) => {
    once(casting[1]);
    return cast(...casting);
  };
  const send = stage.hall.send.bind(stage.hall);
  stage.hall.send = async (id, request) => {
    const first = await send(id, request);
    return first.answer === undefined ? send(id, request) : first;
  };
}

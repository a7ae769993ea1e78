import type { RequestOf, ResponseOf } from '../../../shared/contract/operations.ts';
import type { OperationId } from '../../../shared/contract/routes.ts';
import type { LineCall } from '../../rehearsal/line.ts';

/** What somebody on the way, or the server itself, makes of true answers; an operation not named is answered truly. */
export type Lies = {
  readonly [Id in OperationId]?: (
    request: RequestOf<Id>,
    truth: () => Promise<ResponseOf<Id>>,
  ) => ResponseOf<Id> | Promise<ResponseOf<Id>>;
};

/** A line that lies, and remembers what it was asked. */
export interface LyingLine {
  readonly call: LineCall;
  readonly asked: readonly OperationId[];
}

export function makeLyingLine(line: LineCall, lies: Lies): LyingLine {
  const asked: OperationId[] = [];
  const call: LineCall = async <Id extends OperationId>(id: Id, request: RequestOf<Id>) => {
    asked.push(id);
    const lie: Lies[Id] = lies[id];
    if (lie === undefined) return line(id, request);
    const truth = async (): Promise<ResponseOf<Id>> => {
      const answer = await line(id, request);
      if (!answer.ok) throw new Error(`the true answer of ${id} is a refusal`);
      return answer.value;
    };
    return { ok: true, value: await lie(request, truth) };
  };
  return { call, asked };
}

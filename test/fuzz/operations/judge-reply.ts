import { problemsOf, specOf } from '../../../shared/contract/operations.ts';
import { PROBLEMS, problemUri } from '../../../shared/contract/problems.ts';
import type { OperationId } from '../../../shared/contract/routes.ts';
import type { Reply } from '../../integration/bad-input/knock.ts';

export interface JudgedReply {
  readonly id: OperationId;
  readonly reply: Reply;
  /** The request was altered: another operation may have answered, or the gateway before any. */
  readonly isBroken: boolean;
}

/** What the gateway says by itself: no such address, too large. */
const OF_THE_GATEWAY = [400, 404, 413, 431];

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const problemIn = (value: unknown): string | undefined =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
    ? value.type
    : undefined;

/** What an answer is that the contract does not describe, or `undefined`. */
export function complaintOf({ id, reply, isBroken }: JudgedReply): string | undefined {
  const { status, headers, text } = reply;
  const type = headers.get('content-type') ?? '';
  if (status >= 500 && status !== 503) return `${status}`;
  if (isBroken && (OF_THE_GATEWAY.includes(status) || text === '') && type !== 'application/problem+json')
    return undefined;
  const value = jsonOf(text);
  if (value === undefined) return `${status} that is no JSON`;
  if (status === 200) {
    if (type !== 'application/json') return `200 of type ${type}`;
    if (isBroken || specOf(id).response.safeParse(value).success) return undefined;
    return '200 that its schema does not allow';
  }
  if (type !== 'application/problem+json') return `${status} of type ${type}`;
  const problem = problemsOf(id).find((each) => problemUri(each) === problemIn(value));
  if (problem === undefined) return isBroken ? undefined : `${status} by a problem that is not of this operation`;
  return PROBLEMS[problem].status === status ? undefined : `${status} where the problem is ${PROBLEMS[problem].status}`;
}

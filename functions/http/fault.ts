import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Language } from '../../shared/contract/problems.ts';
import type { OperationId } from '../../shared/contract/routes.ts';
import type { ScheduledName } from '../../shared/contract/schedules.ts';
import type { Dependencies } from './dependencies.ts';
import { refuse } from './implement.ts';
import { refusalAnswer } from './respond.ts';

/** What the engine says when it is overloaded or out of reach; the step had no effect, or can be asked again safely. */
const PASSING = new Set([
  'ThrottlingException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'TransactionInProgressException',
  'TransactionConflictException',
  'TransactionCanceledException',
  'InternalServerError',
  'LimitExceededException',
  'TimeoutError',
  'ETIMEDOUT',
  'ECONNREFUSED',
  'ECONNRESET',
]);

/** Names and codes of errors are words of a program; anything else in their place could be data. */
const NAME = /^[A-Za-z]\w{0,79}$/;

const nameOf = (error: unknown): string => {
  if (!(error instanceof Error)) return 'unknown';
  const name = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  return NAME.test(name) ? name : 'unknown';
};

/** `at name (file:line:column)`, or the place alone. */
const FRAME = /^\s+at (?:async )?(?:(?:new )?[\w.<>#$[\] ]+ \([^\s()]+:\d+:\d+\)|[^\s()]+:\d+:\d+)$/;

/** Frames only, after the message and its lines: a message may quote what it was given, and what was given may look like a frame. */
const framesOf = (error: unknown): readonly string[] => {
  if (!(error instanceof Error)) return [];
  const { stack = '', message } = error;
  const messageAt = stack.indexOf(message);
  // A message that was changed after the error was made leaves the first one in the stack, where nothing tells it from frames.
  if (messageAt === -1) return [];
  return stack
    .slice(messageAt + message.length)
    .split('\n')
    .filter((line) => FRAME.test(line))
    .slice(0, 8)
    .map((line) => line.trim());
};

/** What people do without a name gets no reference of its own: it would join a log line with the answer on one phone. */
const UNREFERENCED: readonly OperationId[] = [
  'checkIn',
  'castBallot',
  'getOpinionForm',
  'createPhotoUpload',
  'leaveOpinion',
  'drawOpinionProof',
  'followOpinion',
  'takeOverReceipt',
  'rateReply',
];

/** Logs a fault under a reference that is given back with its name: an allow-list of fields, no data. */
export function reportFault(fault: {
  readonly id: OperationId | ScheduledName;
  readonly error: unknown;
  readonly deps: Dependencies;
}): { readonly reference: string; readonly errorName: string } {
  const { id, error, deps } = fault;
  const errorName = nameOf(error);
  const isUnreferenced = UNREFERENCED.some((each) => each === id);
  const reference = isUnreferenced ? id : Buffer.from(deps.randomBytes(6)).toString('hex');
  deps.log({ level: 'error', operation: id, reference, errorName, frames: framesOf(error) });
  return { reference, errorName };
}

export function faultAnswer(fault: {
  readonly id: OperationId;
  readonly error: unknown;
  readonly language: Language;
  readonly deps: Dependencies;
}): APIGatewayProxyStructuredResultV2 {
  const { reference, errorName } = reportFault(fault);
  return refusalAnswer(PASSING.has(errorName) ? refuse('busy') : refuse('unexpected', { reference }), fault.language);
}

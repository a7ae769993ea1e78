import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Language } from '../../shared/contract/problems.ts';
import type { OperationId } from '../../shared/contract/routes.ts';
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

const nameOf = (error: unknown): string => {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
};

/** Frames only: a message may quote what it was given. */
const framesOf = (error: unknown): readonly string[] =>
  error instanceof Error
    ? (error.stack ?? '')
        .split('\n')
        .filter((line) => /^\s+at /.test(line))
        .slice(0, 8)
        .map((line) => line.trim())
    : [];

/** Drawing and casting get no reference of their own: it would join a log line with the answer on one phone. */
const UNREFERENCED: readonly OperationId[] = ['checkIn', 'castBallot'];

export function faultAnswer(fault: {
  readonly id: OperationId;
  readonly error: unknown;
  readonly language: Language;
  readonly deps: Dependencies;
}): APIGatewayProxyStructuredResultV2 {
  const { id, error, language, deps } = fault;
  const errorName = nameOf(error);
  const reference = UNREFERENCED.includes(id) ? id : Buffer.from(deps.randomBytes(6)).toString('hex');
  deps.log({ level: 'error', operation: id, reference, errorName, frames: framesOf(error) });
  return refusalAnswer(PASSING.has(errorName) ? refuse('busy') : refuse('unexpected', { reference }), language);
}

import type { Context } from 'aws-lambda';

const isOver = (): never => {
  throw new Error('a handler that gives a promise calls none of these');
};

/** What Lambda tells a function beside its event; every field of it, none of which may reach a log. */
export const lambdaContext = (changes: Partial<Context> = {}): Context => ({
  callbackWaitsForEmptyEventLoop: true,
  functionName: 'county-function',
  functionVersion: '$LATEST',
  invokedFunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:county-function',
  memoryLimitInMB: '512',
  awsRequestId: '00000000-0000-0000-0000-000000000000',
  logGroupName: '/aws/lambda/county-function',
  logStreamName: '2026/11/25/[$LATEST]0',
  getRemainingTimeInMillis: () => 10_000,
  done: isOver,
  fail: isOver,
  succeed: isOver,
  ...changes,
});

/** A function's process as Lambda starts it: loads the handler, asks the Runtime API for an event, gives the answer back. */
const { AWS_LAMBDA_RUNTIME_API: api, HANDLER_FILE: file } = process.env;
const { handler } = await import(file);
const base = `http://${api}/2018-06-01/runtime/invocation`;
const next = await fetch(`${base}/next`);
const answer = await handler(await next.json(), {});
await fetch(`${base}/${next.headers.get('lambda-runtime-aws-request-id')}/response`, {
  method: 'POST',
  body: JSON.stringify(answer),
});
process.exit(0);

/** The client side of a load: one Node process that casts over HTTP or puts the same items itself, as its parent says. */
import { createHash } from 'node:crypto';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { newTableClient } from '../../infra/local/local-dependencies.ts';
import { ROUTES } from '../../shared/contract/routes.ts';
import { toB64u } from '../../shared/protocol/bytes.ts';
import { tokenMessage } from '../../shared/protocol/sealed-ballot.ts';
import type { CastingJob, PuttingJob } from './casting-client.ts';
import { type Run, sendAll } from './in-flight.ts';
import { KeptLine } from './kept-line.ts';

/** What casting asks of the engine and nothing else: the same client, the same bytes under the same keys. */
async function put({ dynamodb, table, session, manifestHash, ballots, inFlight }: PuttingJob): Promise<Run> {
  const client = DynamoDBDocumentClient.from(newTableClient(dynamodb));
  const items = ballots.map((ballot) => {
    const message = tokenMessage(new Uint8Array(manifestHash), new Uint8Array(ballot.subarray(1, 33)));
    const id = createHash('sha256').update(message).digest('hex');
    return { pk: `${session}#${id.slice(0, 1)}`, sk: id, ballot };
  });
  const run = await sendAll(items, inFlight, async (Item) => {
    await client.send(new PutCommand({ TableName: table, Item }));
  });
  client.destroy();
  return run;
}

async function cast({ origin, session, ballots, inFlight }: CastingJob): Promise<Run> {
  const line = new KeptLine(origin, inFlight);
  const bodies = ballots.map((ballot) => JSON.stringify({ session, ballot: toB64u(new Uint8Array(ballot)) }));
  const run = await sendAll(bodies, inFlight, async (body) => {
    const { status } = await line.post(ROUTES.castBallot.path, body);
    if (status !== 200) throw new Error(`casting was answered with ${status}`);
  });
  line.close();
  return run;
}

process.on('message', async (job: CastingJob | PuttingJob) => {
  process.send?.(await (job.kind === 'cast' ? cast(job) : put(job)));
});
process.once('disconnect', () => process.exit());

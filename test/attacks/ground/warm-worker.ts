import { parentPort, workerData } from 'node:worker_threads';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { LocalKeyWrap } from '../../../functions/store/key-wrap.ts';
import { COUNTY, Hall } from '../../integration/ballot/hall.ts';
import { platformRandom } from '../../unit/protocol/vectors.ts';
import type { WarmCall } from './warm-function.ts';

const given = z.object({
  endpoint: z.string(),
  region: z.string(),
  credentials: z.object({ accessKeyId: z.string(), secretAccessKey: z.string() }),
  wrappingKey: z.instanceof(Uint8Array),
  remembers: z.boolean(),
});

const { remembers, wrappingKey, ...place } = given.parse(workerData);
const client = DynamoDBDocumentClient.from(new DynamoDBClient(place));
const tables = { client, charges: [], everything: async () => '' };
const hall = new Hall(tables, {
  keyWrap: new LocalKeyWrap({ wrappingKey, county: COUNTY, randomBytes: platformRandom }),
});
const NOBODY = { headers: {}, requestContext: {} };

/** A cache that somebody meant well with: what asks again is answered at once. */
const remembered: WarmCall[] = [];
Object.assign(globalThis, { remembered });

parentPort?.on('message', async (call: WarmCall) => {
  hall.sender = call.sender;
  const reply = await hall.send(call.id, call.request);
  hall.sender = NOBODY;
  if (remembers) remembered.push(call);
  parentPort?.postMessage(reply);
});

import { createHash } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { BallotBox } from '../../functions/store/ballot-box.ts';
import { Issuing } from '../../functions/store/issuing.ts';
import { Meetings } from '../../functions/store/meetings.ts';
import type { Offered } from './partition-model.ts';

const BALLOT_BYTES = 700;
const seeded = (what: string, place: number): string => createHash('sha256').update(`${what} ${place}`).digest('hex');

/** A client that sends nothing and notes under which partition key each command would have gone. */
function noting(offered: Offered[]): DynamoDBDocumentClient {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'local-1' }));
  client.middlewareStack.add(
    () => async (args) => {
      const { Item, Key } = args.input as { Item?: { pk: string }; Key?: { pk: string } };
      const partitionKey = Item?.pk ?? Key?.pk;
      if (partitionKey === undefined) throw new Error('a command without a key');
      offered.push({ partitionKey, ...costOf(args.input) });
      return { response: {}, output: { $metadata: {} } };
    },
    { step: 'initialize', name: 'noteKey' },
  );
  return client;
}

/** Every item here fits one unit, as the engine charges them (test/bench/parts/units.ts); a read that may be a little old costs half. */
function costOf(input: object): Pick<Offered, 'kind' | 'units'> {
  if ('Item' in input || 'UpdateExpression' in input) return { kind: 'write', units: 1 };
  return { kind: 'read', units: 'ConsistentRead' in input && input.ConsistentRead === true ? 1 : 0.5 };
}

/** What the stores ask of the tables when so many delegates check in, in the order in which they come. */
export async function drawingKeys(session: string, delegates: number): Promise<readonly Offered[]> {
  const offered: Offered[] = [];
  const issuing = new Issuing(noting(offered), 'Registry');
  const bytes = new Uint8Array(256);
  for (let place = 0; place < delegates; place += 1) {
    const hash = seeded('code', place);
    await issuing.readCode(session, hash);
    await issuing.draw(session, hash, { blinded: bytes, blindSignature: bytes });
  }
  return offered;
}

export async function castingKeys(session: string, delegates: number): Promise<readonly Offered[]> {
  const offered: Offered[] = [];
  const box = new BallotBox(noting(offered), 'BallotBox');
  for (let place = 0; place < delegates; place += 1)
    await box.cast(session, seeded('token', place), new Uint8Array(BALLOT_BYTES));
  return offered;
}

/** What so many looks at a meeting read (functions/meeting/get-meeting.ts). */
export async function lookingKeys(session: string, looks: number): Promise<readonly Offered[]> {
  const offered: Offered[] = [];
  const meetings = new Meetings(noting(offered), 'Meetings');
  for (let look = 0; look < looks; look += 1) {
    await meetings.read(session);
    await meetings.floor.now(session);
  }
  return offered;
}

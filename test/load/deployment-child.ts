import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { BallotBox } from '../../functions/store/ballot-box.ts';
import { LocalKeyWrap } from '../../functions/store/key-wrap.ts';
import { Meetings } from '../../functions/store/meetings.ts';
import { Registry } from '../../functions/store/registry.ts';
import type { EmbeddedServices } from '../../infra/local/api.ts';
import { newTableClient } from '../../infra/local/local-dependencies.ts';
import { startChild } from './child.ts';
import { random } from './made-meeting.ts';

/** What a deployment in another process tells its parent, for arranging a meeting beside the API. */
export interface DeploymentFacts {
  readonly origin: string;
  readonly county: string;
  readonly accounts: readonly { readonly login: string; readonly password: string }[];
  readonly dynamodb: EmbeddedServices['dynamodb'];
  /** Undefined when the engine is someone else's. */
  readonly enginePid?: number;
  /** Base64. */
  readonly wrappingKey: string;
}

export interface DeploymentChild extends DeploymentFacts {
  readonly pid: number;
  stop(): Promise<void>;
}

const PROGRAM = fileURLToPath(new URL('deployment-process.ts', import.meta.url));

/** Starts the embedded deployment as a process beside this one, its database in memory. */
export async function startDeploymentChild(nodeOptions: readonly string[] = []): Promise<DeploymentChild> {
  const child = startChild(PROGRAM, nodeOptions);
  const ended = once(child, 'exit');
  const [facts] = await Promise.race([
    once(child, 'message'),
    ended.then(([code]) => Promise.reject(new Error(`the deployment ended with ${code}`))),
  ]);
  return {
    ...(facts as DeploymentFacts),
    pid: child.pid ?? 0,
    stop: async () => {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}

/** The stores of a deployment in another process, for arranging what its API would need a whole meeting for. */
export function storesOf({ dynamodb, county, wrappingKey }: DeploymentFacts) {
  const client = newTableClient(dynamodb);
  const tables = DynamoDBDocumentClient.from(client);
  return {
    meetings: new Meetings(tables, `${county}-Meetings`),
    registry: new Registry(tables, `${county}-Registry`),
    ballotBox: new BallotBox(tables, `${county}-BallotBox`),
    keyWrap: new LocalKeyWrap({ wrappingKey: Buffer.from(wrappingKey, 'base64'), county, randomBytes: random }),
    close: () => client.destroy(),
  };
}

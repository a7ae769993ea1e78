import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import type { Dependencies } from '../../../functions/http/dependencies.ts';
import type { BoundImplementation } from '../../../functions/http/implement.ts';
import { makeHandler } from '../../../functions/http/stack.ts';
import { BallotBox } from '../../../functions/store/ballot-box.ts';
import { Meetings } from '../../../functions/store/meetings.ts';
import { Registry } from '../../../functions/store/registry.ts';
import type { OperationId } from '../../../shared/contract/routes.ts';
import { bareRequest } from '../../gateway/bare-request.ts';
import { lambdaContext } from '../../gateway/context.ts';
import { httpApiEvent, type SentRequest } from '../../gateway/gateway-events.ts';

/** The stores of meetings, ballots and the registry over tables whose every answer a test gives. */
export function mockedMeetings(options: { readonly receiptsPerPage?: number } = {}) {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'local-1' }));
  const engine = mockClient(client);
  return {
    engine,
    meetings: new Meetings(client, 'Meetings', options),
    registry: new Registry(client, 'Registry'),
    ballotBox: new BallotBox(client, 'BallotBox'),
  };
}

/** What an operation answers through the whole stack, its answer held against the contract; `refused` is a problem's short name. */
export async function answerTo(
  asked: {
    readonly implementations: readonly BoundImplementation[];
    readonly deps: Dependencies;
    readonly id: OperationId;
  },
  sent: Partial<SentRequest>,
) {
  const handler = makeHandler(asked.implementations, () => asked.deps, { checkAnswers: true });
  const { statusCode, body } = await handler(httpApiEvent(bareRequest(asked.id, sent)), lambdaContext());
  const said = JSON.parse(body ?? '');
  const refused = String(said.type ?? '').replace('urn:shuangshu:problem:', '');
  return statusCode === 200
    ? { status: 200, answer: said }
    : { status: statusCode, refused, detail: said.detail, errors: said.errors };
}

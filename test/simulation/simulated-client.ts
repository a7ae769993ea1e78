import { DynamoDBClient, ProvisionedThroughputExceededException } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

// Never asked: a document client cannot be made without one.
const unasked = new DynamoDBClient({
  region: 'simulated',
  credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
});

/** A document client whose requests go where the simulation says. */
export class SimulatedClient extends DynamoDBDocumentClient {
  readonly #answer: (command: object) => Promise<object>;

  constructor(answer: (command: object) => Promise<object>) {
    super(unasked);
    this.#answer = answer;
  }

  /** Every command has its own type of answer; the engine gives each command its own. */
  override send(command: object): Promise<never> {
    return this.#answer(command) as Promise<never>;
  }
}

export const throttled = () =>
  new ProvisionedThroughputExceededException({ $metadata: {}, message: 'throughput exceeded (simulated)' });

/** As the SDK's own handler throws it. */
export const timedOut = () => Object.assign(new Error('no answer in time (simulated)'), { name: 'TimeoutError' });

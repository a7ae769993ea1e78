import { GetAccountSettingsCommand, LambdaClient, type LambdaClientConfig } from '@aws-sdk/client-lambda';
import * as z from 'zod';

/** Concurrent executions of Lambda in an account and region. */
export interface AccountQuota {
  /** The quota. */
  readonly all: number;
  /** What no function has set aside. */
  readonly unreserved: number;
}

const limits = z.object({ ConcurrentExecutions: z.int(), UnreservedConcurrentExecutions: z.int() });

/**
 * The quota as AWS has it, with whatever credentials this terminal has (`lambda:GetAccountSettings`).
 *
 * @throws Error without credentials, without the right, or without the network
 */
export async function readAccountQuota(config: LambdaClientConfig): Promise<AccountQuota> {
  const client = new LambdaClient({ ...config, maxAttempts: 2 });
  try {
    const { AccountLimit } = await client.send(new GetAccountSettingsCommand({}));
    const { ConcurrentExecutions, UnreservedConcurrentExecutions } = limits.parse(AccountLimit);
    return { all: ConcurrentExecutions, unreserved: UnreservedConcurrentExecutions };
  } finally {
    client.destroy();
  }
}

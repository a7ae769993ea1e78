import { randomBytes } from 'node:crypto';
import { type Engine, externalEngine, startEngine } from '../../infra/local/engine.ts';

/** The engine from npm, or another one that `DYNAMODB_ENDPOINT` names: both have to give the same answers. */
export async function engineUnderTest(): Promise<Engine> {
  const endpoint = process.env['DYNAMODB_ENDPOINT'];
  return endpoint === undefined ? startEngine({}) : externalEngine(endpoint);
}

/** DynamoDB Local keeps the tables of each access key apart, so that files share one engine without meeting. */
export const ownCredentials = () => ({ accessKeyId: `TEST${randomBytes(8).toString('hex')}`, secretAccessKey: 'test' });

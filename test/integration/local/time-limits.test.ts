import { expect, onTestFinished, test } from 'vitest';
import { startApi } from '../../../infra/local/start-api.ts';
import { type OperationId, ROUTES } from '../../../shared/contract/routes.ts';
import { serve } from './serve.ts';

const SESSION = 'tuanfeng-2008-huilongshan';
const BLINDED = 'A'.repeat(342);
const signed = (payload: object) => ({ slot: 'delegates', signature: 'A'.repeat(86), payload });

/** The API over tables that are made and then never answer again. */
async function startOverStalledTables(): Promise<string> {
  const endpoint = await serve((request, response) => {
    if (String(request.headers['x-amz-target']).endsWith('.CreateTable'))
      response.setHeader('content-type', 'application/x-amz-json-1.0').end('{}');
  });
  const credentials = { accessKeyId: 'LOCAL', secretAccessKey: 'a secret of this run' };
  const at = { region: 'local-1', credentials };
  const api = await startApi({
    county: 'tuanfeng',
    now: () => new Date(),
    origin: endpoint,
    dynamodb: { endpoint, ...at },
    storage: {
      endpoint,
      publicEndpoint: endpoint,
      resultsBucket: 'results',
      uploadsBucket: 'uploads',
      photosBucket: 'photos',
      ...at,
    },
    staff: { issuer: endpoint, clientId: 'console', scope: '', audience: endpoint, jwksUri: endpoint },
    notifier: { send: () => Promise.reject(new Error('no notice is sent here')) },
    wrappingKey: new Uint8Array(32),
  });
  onTestFinished(() => api.close());
  return serve(api.handle);
}

test('what hands something out is cut off in time for the figures to be fixed after it; fixing them is not', async () => {
  const origin = await startOverStalledTables();
  const answered: OperationId[] = [];
  const ask = async (id: OperationId, body: object): Promise<number> => {
    const { method, path } = ROUTES[id];
    const headers = { 'content-type': 'application/json' };
    const url = origin + path.replace('{session}', SESSION);
    const response = await fetch(url, { method, headers, body: JSON.stringify(body) });
    answered.push(id);
    return response.status;
  };
  // Asked first: under the same limit it would be answered first.
  ask('recordIssuing', signed({ manifestHash: 'a'.repeat(64) })).catch(() => 'cut with the server');
  const handedOut = await Promise.all([
    ask('checkIn', { session: SESSION, code: '0123456789ABCDEF', blinded: BLINDED }),
    ask('issuePaper', signed({ delegate: 'd-001' })),
    ask('reissue', signed({ delegate: 'd-001', generation: 1, as: 'paper' })),
  ]);
  expect(handedOut).toEqual([503, 503, 503]);
  expect(answered).not.toContain('recordIssuing');
});

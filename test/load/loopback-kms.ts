import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { listen } from '../../infra/local/listen.ts';

/** KMS as far as wrapping asks it: data keys, and their plaintext again. Holds to no policy. */
export interface LoopbackKms {
  readonly endpoint: string;
  close(): void;
}

export async function startLoopbackKms(): Promise<LoopbackKms> {
  const keys = new Map<string, string>();
  const answerTo = (target: string, body: { readonly CiphertextBlob?: string }) => {
    if (target.endsWith('.GenerateDataKey')) {
      const [CiphertextBlob, Plaintext] = [randomBytes(64).toString('base64'), randomBytes(32).toString('base64')];
      keys.set(CiphertextBlob, Plaintext);
      return { CiphertextBlob, Plaintext, KeyId: 'loopback' };
    }
    return { Plaintext: keys.get(body.CiphertextBlob ?? ''), KeyId: 'loopback' };
  };
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const piece of request.setEncoding('utf8')) text += piece;
    const answer = answerTo(String(request.headers['x-amz-target']), JSON.parse(text));
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(answer));
  });
  const port = await listen(server, { address: '127.0.0.1', port: 0 });
  return {
    endpoint: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

import { connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createFrontServer } from '../../../infra/local/front-server.ts';
import { listen } from '../../../infra/local/listen.ts';

/** Sends bytes as they stand, and gives all that comes back and which requests the listener saw. */
async function sendRaw(text: string): Promise<{ readonly answer: string; readonly seen: readonly string[] }> {
  const seen: string[] = [];
  const front = createFrontServer({ onFault: () => undefined });
  front.serve((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    request.resume().on('end', () => response.end('answered'));
  });
  const port = await listen(front.server, { address: '127.0.0.1', port: 0 });
  onTestFinished(() => front.close());
  const answer = await new Promise<string>((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.end(text));
    let received = '';
    socket.setEncoding('utf8').on('data', (part: string) => {
      received += part;
    });
    socket.on('close', () => resolve(received)).on('error', reject);
  });
  return { answer, seen };
}

const SMUGGLED = 'GET /smuggled HTTP/1.1\r\nHost: here\r\n\r\n';

test('a request with one length is answered', async () => {
  const { answer, seen } = await sendRaw(
    'POST /api/cast HTTP/1.1\r\nHost: here\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}',
  );
  expect([answer.slice(0, 15), seen]).toEqual(['HTTP/1.1 200 OK', ['POST /api/cast']]);
});

test.each([
  [
    'a length and chunks',
    `Content-Length: ${SMUGGLED.length + 5}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${SMUGGLED}`,
  ],
  ['two lengths', `Content-Length: 0\r\nContent-Length: ${SMUGGLED.length}\r\n\r\n${SMUGGLED}`],
  ['an encoding that is none', `Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${SMUGGLED}`],
])('a request with %s is refused, and no second one is read out of it', async (_name, rest) => {
  const { answer, seen } = await sendRaw(`POST /api/cast HTTP/1.1\r\nHost: here\r\n${rest}`);
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  expect(seen.join()).not.toContain('smuggled');
});

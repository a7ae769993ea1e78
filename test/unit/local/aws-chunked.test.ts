import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ChunkedBodyError, decodeAwsChunked } from '../../../infra/local/aws-chunked.ts';

async function* inParts(bytes: Buffer, partBytes: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += partBytes) yield bytes.subarray(start, start + partBytes);
}

async function decode(body: Buffer, partBytes = 7): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of decodeAwsChunked(inParts(body, partBytes))) parts.push(part);
  return Buffer.concat(parts);
}

const frame = (chunks: readonly Uint8Array[]) =>
  Buffer.concat([
    ...chunks.flatMap((chunk) => [Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from('\r\n')]),
    Buffer.from('0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n'),
  ]);

test('whatever the chunks and however the network cuts them, the content comes out whole', async () => {
  const chunk = fc.uint8Array({ minLength: 1, maxLength: 300 });
  await fc.assert(
    fc.asyncProperty(fc.array(chunk), fc.integer({ min: 1, max: 64 }), async (chunks, partBytes) => {
      const content = await decode(frame(chunks), partBytes);
      expect(content.equals(Buffer.concat(chunks))).toBe(true);
    }),
  );
});

test.each([
  ['that ends early', '5\r\nhel', 'the body ends before its last chunk'],
  ['without its last chunk', '5\r\nhello\r\n', 'the body ends before its last chunk'],
  ['with a chunk longer than its size', '3\r\nhello\r\n0\r\n\r\n', 'a chunk is longer than its size'],
  ['that is not chunked at all', `${'x'.repeat(20_000)}`, 'a chunk has no size'],
  ['with a size that is no number', 'zz\r\nhello\r\n', 'a chunk has no size'],
])('a body %s is an error', async (_, body, message) => {
  const error = await decode(Buffer.from(body), 4_096).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ChunkedBodyError);
  expect(error).toMatchObject({ message });
});

/** A body that is not what its framing promises. */
export class ChunkedBodyError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ChunkedBodyError';
  }
}

const MAX_LINE_BYTES = 8_192;
const CRLF = Buffer.from('\r\n');

/** Reads lines and exact counts of bytes from a stream of chunks of any size. */
class ByteReader {
  readonly #source: AsyncIterator<Uint8Array>;
  #held: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  async #fill(): Promise<void> {
    const { value, done } = await this.#source.next();
    if (done === true) throw new ChunkedBodyError('the body ends before its last chunk');
    this.#held = this.#held.length === 0 ? Buffer.from(value) : Buffer.concat([this.#held, value]);
  }

  async line(): Promise<string> {
    let end = this.#held.indexOf(CRLF);
    while (end === -1) {
      if (this.#held.length > MAX_LINE_BYTES) throw new ChunkedBodyError('a chunk has no size');
      await this.#fill();
      end = this.#held.indexOf(CRLF);
    }
    const line = this.#held.subarray(0, end).toString('latin1');
    this.#held = this.#held.subarray(end + CRLF.length);
    return line;
  }

  /** Yields `count` bytes as they come. */
  async *bytes(count: number): AsyncGenerator<Uint8Array> {
    let left = count;
    while (left > 0) {
      if (this.#held.length === 0) await this.#fill();
      const part = this.#held.subarray(0, left);
      this.#held = this.#held.subarray(part.length);
      left -= part.length;
      yield part;
    }
  }
}

/**
 * The content of an `aws-chunked` body with unsigned chunks, which is how the AWS SDK sends a stream:
 * `<size in hexadecimal>[;extension] CRLF <bytes> CRLF …  0 CRLF <trailers> CRLF`. The trailing checksum is not read.
 *
 * @throws ChunkedBodyError
 */
export async function* decodeAwsChunked(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = new ByteReader(body);
  for (;;) {
    const size = /^([0-9a-fA-F]{1,8})(;.*)?$/.exec(await reader.line())?.[1];
    if (size === undefined) throw new ChunkedBodyError('a chunk has no size');
    const count = Number.parseInt(size, 16);
    if (count === 0) break;
    yield* reader.bytes(count);
    if ((await reader.line()) !== '') throw new ChunkedBodyError('a chunk is longer than its size');
  }
  while ((await reader.line()) !== '');
}

import { createHash, randomUUID } from 'node:crypto';
import { type FileHandle, link, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readFileIfThere } from './atomic-file.ts';

/** An object's description, kept beside its bytes. */
export interface BlobRecord {
  readonly key: string;
  /** Name of the file in `bytes/` that holds the content. */
  readonly bytesFile: string;
  readonly sizeBytes: number;
  /** MD5 in hexadecimal, as S3's ETag for a single upload. */
  readonly etag: string;
  readonly contentType: string;
  readonly contentDisposition?: string;
  readonly cacheControl?: string;
  /** ISO 8601. */
  readonly lastModified: string;
}

export interface PutBlob {
  readonly key: string;
  readonly body: AsyncIterable<Uint8Array>;
  /** SHA-256 that the body must have, in hexadecimal; undefined when the sender signed none. */
  readonly sha256?: string;
  readonly limitBytes: number;
  readonly contentType: string;
  readonly contentDisposition?: string;
  readonly cacheControl?: string;
  /** `If-None-Match: *`. */
  readonly onlyIfAbsent: boolean;
  readonly now: Date;
}

export type PutAnswer =
  | { readonly ok: true; readonly record: BlobRecord }
  | { readonly ok: false; readonly code: 'too-large' | 'wrong-checksum' | 'exists' };

/** A readable object; whoever opens it closes it. */
export interface OpenBlob {
  readonly record: BlobRecord;
  readonly file: FileHandle;
}

/**
 * Objects of one bucket as files. `keys/<sha256 of the key>.json` describes an object and names its bytes in `bytes/`; a
 * new object's bytes are whole on disk before its description is renamed into place, so that a reader sees the old
 * object or the new one. Keys never become file names, whatever they are made of.
 */
export class BlobStore {
  readonly #keys: string;
  readonly #bytes: string;

  constructor(folder: string) {
    this.#keys = join(folder, 'keys');
    this.#bytes = join(folder, 'bytes');
  }

  async prepare(): Promise<void> {
    await mkdir(this.#keys, { recursive: true, mode: 0o700 });
    await mkdir(this.#bytes, { recursive: true, mode: 0o700 });
  }

  async put(request: PutBlob): Promise<PutAnswer> {
    const bytesFile = randomUUID();
    const bytesPath = join(this.#bytes, bytesFile);
    const written = await writeBody(bytesPath, request);
    if (!written.ok) return written;
    const { body: _body, sha256: _sha256, limitBytes: _limitBytes, onlyIfAbsent, now, ...described } = request;
    const { sizeBytes, etag } = written;
    const record: BlobRecord = { ...described, bytesFile, sizeBytes, etag, lastModified: now.toISOString() };
    const outcome = await this.#publish(record, onlyIfAbsent);
    if (outcome === 'exists') await rm(bytesPath, { force: true });
    return outcome === 'exists' ? { ok: false, code: 'exists' } : { ok: true, record };
  }

  async #publish(record: BlobRecord, onlyIfAbsent: boolean): Promise<'published' | 'exists'> {
    const path = this.#describedAt(record.key);
    const temporary = `${path}.${randomUUID()}.tmp`;
    const file = await open(temporary, 'wx', 0o600);
    await file.writeFile(JSON.stringify(record));
    await file.sync();
    await file.close();
    const replaced = onlyIfAbsent ? undefined : await this.find(record.key);
    try {
      await (onlyIfAbsent ? link(temporary, path) : rename(temporary, path));
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return 'exists';
      throw error;
    } finally {
      await rm(temporary, { force: true });
    }
    if (replaced !== undefined) await rm(join(this.#bytes, replaced.bytesFile), { force: true });
    return 'published';
  }

  async find(key: string): Promise<BlobRecord | undefined> {
    const text = await readFileIfThere(this.#describedAt(key));
    return text === undefined ? undefined : JSON.parse(text.toString('utf8'));
  }

  async open(key: string): Promise<OpenBlob | undefined> {
    for (;;) {
      const record = await this.find(key);
      if (record === undefined) return undefined;
      try {
        return { record, file: await open(join(this.#bytes, record.bytesFile), 'r') };
      } catch (error) {
        // Replaced between the two reads: its description names other bytes by now.
        const replaced = (await this.find(key))?.bytesFile !== record.bytesFile;
        if (!replaced) throw error;
      }
    }
  }

  async remove(key: string): Promise<void> {
    const record = await this.find(key);
    if (record === undefined) return;
    await rm(this.#describedAt(key), { force: true });
    await rm(join(this.#bytes, record.bytesFile), { force: true });
  }

  /** Every object whose key begins with `prefix`, in the order of the keys' UTF-8 bytes, as S3 lists them. */
  async list(prefix: string): Promise<readonly BlobRecord[]> {
    const names = (await readdir(this.#keys)).filter((name) => name.endsWith('.json'));
    const records = await Promise.all(
      names.map(async (name): Promise<BlobRecord> => JSON.parse(await readFile(join(this.#keys, name), 'utf8'))),
    );
    return records
      .filter(({ key }) => key.startsWith(prefix))
      .toSorted((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)));
  }

  #describedAt(key: string): string {
    return join(this.#keys, `${createHash('sha256').update(key).digest('hex')}.json`);
  }
}

type Written =
  | { readonly ok: true; readonly sizeBytes: number; readonly etag: string }
  | { readonly ok: false; readonly code: 'too-large' | 'wrong-checksum' };

async function writeBody(path: string, { body, sha256, limitBytes }: PutBlob): Promise<Written> {
  const file = await open(path, 'wx', 0o600);
  const content = createHash('sha256');
  const md5 = createHash('md5');
  let sizeBytes = 0;
  let outcome: Written = { ok: false, code: 'too-large' };
  try {
    for await (const chunk of body) {
      sizeBytes += chunk.length;
      if (sizeBytes > limitBytes) return outcome;
      content.update(chunk);
      md5.update(chunk);
      await file.writeFile(chunk);
    }
    await file.sync();
    const matches = sha256 === undefined || content.digest('hex') === sha256;
    outcome = matches ? { ok: true, sizeBytes, etag: md5.digest('hex') } : { ok: false, code: 'wrong-checksum' };
    return outcome;
  } finally {
    await file.close();
    if (!outcome.ok) await rm(path, { force: true });
  }
}

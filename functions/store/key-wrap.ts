import { createCipheriv, createDecipheriv } from 'node:crypto';
import { DecryptCommand, GenerateDataKeyCommand, type KMSClient } from '@aws-sdk/client-kms';
import { type Bytes, concat } from '../../shared/protocol/bytes.ts';
import { jcs } from '../../shared/protocol/jcs.ts';
import type { KeyPurpose } from './meetings.ts';

/**
 * Keeps a session's private keys from whoever reads the table. What was wrapped for one purpose and session opens for no other,
 * and only a function whose role names the purpose can open it at all.
 */
export interface KeyWrap {
  wrap(purpose: KeyPurpose, session: string, bytes: Uint8Array): Promise<Uint8Array>;
  /** Throws when the bytes were wrapped for another purpose, session or county, or were altered. */
  unwrap(purpose: KeyPurpose, session: string, wrapped: Uint8Array): Promise<Uint8Array>;
}

type RandomBytes = (length: number) => Uint8Array;

const IV_BYTES = 12;
const TAG_BYTES = 16;
const DATA_KEY_BYTES = 32;
const KMS_VERSION = 1;
const LOCAL_VERSION = 2;

const seal = (key: Uint8Array, iv: Uint8Array, aad: Uint8Array, bytes: Uint8Array): Bytes => {
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(aad);
  return concat(iv, cipher.update(bytes), cipher.final(), cipher.getAuthTag());
};

const open = (key: Uint8Array, aad: Uint8Array, sealed: Uint8Array): Bytes => {
  if (sealed.length < IV_BYTES + TAG_BYTES) throw new Error('a wrapped key is cut short');
  const body = sealed.subarray(IV_BYTES, sealed.length - TAG_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(aad).setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
  return concat(decipher.update(body), decipher.final());
};

const requireVersion = (wrapped: Uint8Array, version: number): Uint8Array => {
  if (wrapped[0] !== version) throw new Error('a key was wrapped by another kind of wrapping');
  return wrapped.subarray(1);
};

/**
 * Envelope encryption with KMS: a data key of its own for each private key, since KMS itself encrypts 4 KB at most and the
 * grants say GenerateDataKey and Decrypt alone. The encryption context binds county, purpose and session; roles are conditioned
 * on it. Layout: `0x01 ‖ length of the encrypted data key (2 bytes) ‖ it ‖ iv 12 ‖ ciphertext ‖ tag 16`.
 */
export class KmsKeyWrap implements KeyWrap {
  readonly #client: KMSClient;
  readonly #keyId: string;
  readonly #county: string;
  readonly #randomBytes: RandomBytes;

  constructor(options: { client: KMSClient; keyId: string; county: string; randomBytes: RandomBytes }) {
    this.#client = options.client;
    this.#keyId = options.keyId;
    this.#county = options.county;
    this.#randomBytes = options.randomBytes;
  }

  async wrap(purpose: KeyPurpose, session: string, bytes: Uint8Array): Promise<Uint8Array> {
    const EncryptionContext = { county: this.#county, purpose, session };
    const { Plaintext, CiphertextBlob } = await this.#client.send(
      new GenerateDataKeyCommand({ KeyId: this.#keyId, NumberOfBytes: DATA_KEY_BYTES, EncryptionContext }),
    );
    if (Plaintext === undefined || CiphertextBlob === undefined) throw new Error('KMS gave no data key');
    const length = new Uint8Array([CiphertextBlob.length >> 8, CiphertextBlob.length & 0xff]);
    const sealed = seal(Plaintext, this.#randomBytes(IV_BYTES), jcs(EncryptionContext), bytes);
    Plaintext.fill(0);
    return concat(new Uint8Array([KMS_VERSION]), length, CiphertextBlob, sealed);
  }

  async unwrap(purpose: KeyPurpose, session: string, wrapped: Uint8Array): Promise<Uint8Array> {
    const EncryptionContext = { county: this.#county, purpose, session };
    const body = requireVersion(wrapped, KMS_VERSION);
    const length = ((body[0] ?? 0) << 8) | (body[1] ?? 0);
    const { Plaintext } = await this.#client.send(
      new DecryptCommand({ KeyId: this.#keyId, CiphertextBlob: body.slice(2, 2 + length), EncryptionContext }),
    );
    if (Plaintext === undefined) throw new Error('KMS gave no data key');
    try {
      return open(Plaintext, jcs(EncryptionContext), body.subarray(2 + length));
    } finally {
      Plaintext.fill(0);
    }
  }
}

/**
 * The embedded deployment's stand-in for KMS: one wrapping key of 32 bytes for all. Layout: `0x02 ‖ iv 12 ‖ ciphertext ‖ tag 16`,
 * with JCS({county, purpose, session}) as associated data.
 */
export class LocalKeyWrap implements KeyWrap {
  readonly #key: Uint8Array;
  readonly #county: string;
  readonly #randomBytes: RandomBytes;

  constructor(options: { wrappingKey: Uint8Array; county: string; randomBytes: RandomBytes }) {
    if (options.wrappingKey.length !== DATA_KEY_BYTES) throw new Error('a wrapping key has 32 bytes');
    this.#key = options.wrappingKey;
    this.#county = options.county;
    this.#randomBytes = options.randomBytes;
  }

  async wrap(purpose: KeyPurpose, session: string, bytes: Uint8Array): Promise<Uint8Array> {
    const aad = jcs({ county: this.#county, purpose, session });
    return concat(new Uint8Array([LOCAL_VERSION]), seal(this.#key, this.#randomBytes(IV_BYTES), aad, bytes));
  }

  async unwrap(purpose: KeyPurpose, session: string, wrapped: Uint8Array): Promise<Uint8Array> {
    return open(this.#key, jcs({ county: this.#county, purpose, session }), requireVersion(wrapped, LOCAL_VERSION));
  }
}

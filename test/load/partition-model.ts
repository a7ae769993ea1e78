import { createHash } from 'node:crypto';

/** What one partition of a table takes a second (DynamoDB Developer Guide, "Service quotas"); nothing is saved up, nothing adapts. */
export const PARTITION_LIMITS = { write: 1_000, read: 3_000 } as const;
/** A new table that is paid per request begins with as many as serve 4 000 writes a second. */
export const NEW_TABLE_PARTITIONS = 4;

export interface Offered {
  readonly partitionKey: string;
  readonly kind: keyof typeof PARTITION_LIMITS;
  readonly units: number;
}

interface Bucket {
  tokens: number;
  atSecond: number;
}

/** Which physical partition holds a key: by a hash, as there; theirs is not public. */
const placeOf = (partitionKey: string, partitions: number): number =>
  createHash('md5').update(partitionKey).digest().readUInt32BE(0) % partitions;

/** A table as partitions with a bucket of tokens each, filled steadily. What comes on an empty bucket is refused. */
export class PartitionModel {
  readonly #partitions: number;
  readonly #buckets = new Map<string, Bucket>();

  constructor(partitions: number) {
    this.#partitions = partitions;
  }

  /** Whether the table takes it at this moment. */
  offer({ partitionKey, kind, units }: Offered, atSecond: number): boolean {
    const limit = PARTITION_LIMITS[kind];
    const name = `${kind} ${placeOf(partitionKey, this.#partitions)}`;
    const bucket = this.#buckets.get(name) ?? { tokens: limit, atSecond: 0 };
    const filled = Math.min(limit, bucket.tokens + (atSecond - bucket.atSecond) * limit);
    const isTaken = filled >= units;
    this.#buckets.set(name, { tokens: isTaken ? filled - units : filled, atSecond });
    return isTaken;
  }
}

/** Offers each at a steady rate; how many the table refused. */
export function refusedAt(perSecond: number, offered: readonly Offered[], partitions = NEW_TABLE_PARTITIONS): number {
  const model = new PartitionModel(partitions);
  return offered.filter((each, place) => !model.offer(each, place / perSecond)).length;
}

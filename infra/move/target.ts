import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  ResourceNotFoundException,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3ServiceException } from '@aws-sdk/client-s3';
import { TABLES, type TableName } from '../../functions/store/tables.ts';
import { BUCKETS, type BucketName, type CountyPlace } from './county-place.ts';
import { IMPORT_MARK } from './import-mark.ts';
import { itemOfLine, lineOfItem } from './item-line.ts';
import { MoveRefusal } from './move-refusal.ts';
import { objectPath } from './object-files.ts';
import { objectOfLine } from './object-line.ts';

const MARK_KEY = { pk: { S: IMPORT_MARK.pk }, sk: { S: IMPORT_MARK.sk } };
const itemIsNew = 'attribute_not_exists(pk)';
const noMarkOrThisOne = 'attribute_not_exists(pk) OR fingerprint = :fingerprint';

const notEmpty = (what: string) =>
  new MoveRefusal('target-not-empty', {
    zh: `目标不是空的：${what}。只导入到新建的表和桶里。`,
    en: `The target is not empty: ${what}. Import into new tables and buckets only.`,
  });

/** `same`: the very same lay there already. `other`: something else did, and still does. */
export type Putting = 'written' | 'same' | 'other';

/** The tables and buckets that a county is imported into. Whatever is put is put once, and never over anything. */
export class Target {
  readonly #place: CountyPlace;

  constructor(place: CountyPlace) {
    this.#place = place;
  }

  /**
   * Claims the place for one export: an empty one, or one that this very export was being imported into.
   *
   * @throws MoveRefusal `target-not-empty`, `county-unknown`
   */
  async claim(fingerprint: string): Promise<void> {
    const { dynamodb, tables } = this.#place;
    const TableName = tables.Meetings;
    const { Item: mark } = await this.#orUnknown(
      dynamodb.send(new GetItemCommand({ TableName, Key: MARK_KEY, ConsistentRead: true })),
    );
    if (mark === undefined) await this.#refuseUnlessEmpty();
    try {
      await dynamodb.send(
        new PutItemCommand({
          TableName,
          Item: { ...MARK_KEY, fingerprint: { S: fingerprint } },
          ConditionExpression: noMarkOrThisOne,
          ExpressionAttributeValues: { ':fingerprint': { S: fingerprint } },
        }),
      );
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) throw notEmpty('another export is being imported');
      throw error;
    }
  }

  /** The import is done. */
  async release(): Promise<void> {
    const { dynamodb, tables } = this.#place;
    await dynamodb.send(new DeleteItemCommand({ TableName: tables.Meetings, Key: MARK_KEY }));
  }

  async #orUnknown<Answer>(answer: Promise<Answer>): Promise<Answer> {
    try {
      return await answer;
    } catch (error) {
      if (!(error instanceof ResourceNotFoundException)) throw error;
      throw new MoveRefusal('county-unknown', {
        zh: `${this.#place.county} 的表不在那里：先部署。`,
        en: `The tables of ${this.#place.county} are not there: deploy first.`,
      });
    }
  }

  async #refuseUnlessEmpty(): Promise<void> {
    const { dynamodb, s3, tables, buckets } = this.#place;
    for (const table of TABLES) {
      const found = await this.#orUnknown(
        dynamodb.send(new ScanCommand({ TableName: tables[table], Limit: 1, ConsistentRead: true })),
      );
      if ((found.Items ?? []).length > 0) throw notEmpty(table);
    }
    for (const bucket of BUCKETS) {
      const found = await s3.send(new ListObjectsV2Command({ Bucket: buckets[bucket], MaxKeys: 1 }));
      if ((found.Contents ?? []).length > 0) throw notEmpty(bucket);
    }
  }

  async putItem(table: TableName, line: string): Promise<Putting> {
    const { dynamodb, tables } = this.#place;
    try {
      await dynamodb.send(
        new PutItemCommand({
          TableName: tables[table],
          Item: itemOfLine(line),
          ConditionExpression: itemIsNew,
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      );
      return 'written';
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      return error.Item !== undefined && lineOfItem(error.Item) === line ? 'same' : 'other';
    }
  }

  async putObject(bucket: BucketName, line: string, folder: string): Promise<Putting> {
    const { s3, buckets } = this.#place;
    const { key, contentType, contentDisposition, cacheControl, bytes, sha256 } = objectOfLine(line);
    const object = { Bucket: buckets[bucket], Key: key };
    try {
      await s3.send(
        new PutObjectCommand({
          ...object,
          Body: createReadStream(objectPath(folder, sha256)),
          ContentLength: bytes,
          ContentType: contentType,
          ContentDisposition: contentDisposition,
          CacheControl: cacheControl,
          IfNoneMatch: '*',
        }),
      );
      return 'written';
    } catch (error) {
      if (!(error instanceof S3ServiceException && error.$metadata.httpStatusCode === 412)) throw error;
      const { Body } = await s3.send(new GetObjectCommand(object));
      const hash = createHash('sha256');
      if (Body instanceof Readable) for await (const chunk of Body) hash.update(chunk);
      return hash.digest('hex') === sha256 ? 'same' : 'other';
    }
  }
}

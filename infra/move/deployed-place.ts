import { readFileSync } from 'node:fs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import type { CountyPlace } from './county-place.ts';
import { MoveRefusal } from './move-refusal.ts';

const name = z.string().min(1);

/** The environment of a deployed function, of which the places are used; an endpoint where it is not AWS. */
const placeFile = z.object({
  COUNTY: name,
  REGISTRY_TABLE: name,
  MEETINGS_TABLE: name,
  BALLOT_BOX_TABLE: name,
  OPINIONS_TABLE: name,
  RESULTS_BUCKET: name,
  UPLOADS_BUCKET: name,
  PHOTOS_BUCKET: name,
  /** The wrapping key; an export has no use for it. */
  KEY_ID: name.optional(),
  AWS_REGION: name.optional(),
  DYNAMODB_ENDPOINT: z.url().optional(),
  S3_ENDPOINT: z.url().optional(),
});

const unreadable = (path: string, why: string) =>
  new MoveRefusal('place-unreadable', { zh: `${path} 不能用：${why}`, en: `${path} cannot be used: ${why}` });

export type PlaceFile = z.output<typeof placeFile>;

/**
 * The places that a file names for this county.
 *
 * @throws MoveRefusal `place-unreadable` with every field that is wrong, `county-other`
 */
export function readPlaceFile(county: string, path: string): PlaceFile {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw unreadable(path, error instanceof Error && 'code' in error ? String(error.code) : 'no JSON');
  }
  const parsed = placeFile.safeParse(json);
  if (!parsed.success)
    throw unreadable(
      path,
      parsed.error.issues.map(({ path: at, message }) => `${at.join('.')}: ${message}`).join('; '),
    );
  const file = parsed.data;
  if (file.COUNTY !== county)
    throw new MoveRefusal('county-other', {
      zh: `${path} 是 ${file.COUNTY} 的，不是 ${county} 的。`,
      en: `${path} is of the county ${file.COUNTY}, not of ${county}.`,
    });
  return file;
}

/**
 * The place that a file names: what `aws lambda get-function-configuration --query Environment.Variables` prints for any function of
 * the county. Credentials and, unless the file has `AWS_REGION`, the region are those of the terminal.
 *
 * @throws MoveRefusal `place-unreadable`, `county-other`
 */
export function openDeployedPlace(county: string, path: string): CountyPlace {
  const file = readPlaceFile(county, path);
  const region = file.AWS_REGION === undefined ? {} : { region: file.AWS_REGION };
  const dynamodb = new DynamoDBClient({
    ...region,
    ...(file.DYNAMODB_ENDPOINT === undefined ? {} : { endpoint: file.DYNAMODB_ENDPOINT }),
  });
  const s3 = new S3Client({
    ...region,
    ...(file.S3_ENDPOINT === undefined ? {} : { endpoint: file.S3_ENDPOINT, forcePathStyle: true }),
  });
  return {
    county,
    dynamodb,
    s3,
    tables: {
      Registry: file.REGISTRY_TABLE,
      Meetings: file.MEETINGS_TABLE,
      BallotBox: file.BALLOT_BOX_TABLE,
      Opinions: file.OPINIONS_TABLE,
    },
    buckets: { results: file.RESULTS_BUCKET, uploads: file.UPLOADS_BUCKET, photos: file.PHOTOS_BUCKET },
    close: async () => {
      dynamodb.destroy();
      s3.destroy();
    },
  };
}

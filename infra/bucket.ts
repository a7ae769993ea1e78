import { RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, type BucketProps, type IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';

/**
 * A bucket under the county's key. By a key of the bucket's own, which S3 keeps for a while: asked for each object, KMS would leave
 * a line with time and object in CloudTrail, where nobody can turn it off, and so tell when a photo came.
 */
const encryptionBy = (key: IKey | null): Pick<BucketProps, 'encryption' | 'encryptionKey' | 'bucketKeyEnabled'> =>
  key === null
    ? { encryption: BucketEncryption.S3_MANAGED }
    : { encryption: BucketEncryption.KMS, encryptionKey: key, bucketKeyEnabled: true };

/** A bucket as every bucket of a county is: private, encrypted, TLS only, kept when the stack goes. */
export const privateBucket = (
  scope: Construct,
  id: string,
  { key, ...props }: Omit<BucketProps, 'encryption' | 'encryptionKey'> & { readonly key: IKey | null },
): IBucket => {
  const bucket = new Bucket(scope, id, {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    removalPolicy: RemovalPolicy.RETAIN,
    ...encryptionBy(key),
    ...props,
  });
  // The library's own class misses its interface under exactOptionalPropertyTypes (an optional `policy`).
  return bucket as IBucket;
};

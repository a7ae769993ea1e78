import { RemovalPolicy } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption, type BucketProps, type IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';

/** A bucket as every bucket of a county is: private, encrypted, TLS only, kept when the stack goes. */
export const privateBucket = (scope: Construct, id: string, props: BucketProps = {}): IBucket => {
  const bucket = new Bucket(scope, id, {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    removalPolicy: RemovalPolicy.RETAIN,
    ...props,
  });
  // The library's own class misses its interface under exactOptionalPropertyTypes (an optional `policy`).
  return bucket as IBucket;
};

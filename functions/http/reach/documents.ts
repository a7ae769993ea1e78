import { S3Client } from '@aws-sdk/client-s3';
import { Documents } from '../../store/documents.ts';
import { UPLOAD_PATIENCE } from './patience.ts';
import type { Source } from './source.ts';

export const documents = ({ read }: Source): Documents =>
  new Documents({ bucket: read('RESULTS_BUCKET'), client: new S3Client(UPLOAD_PATIENCE) });

import { S3Client } from '@aws-sdk/client-s3';
import { Uploads } from '../../store/uploads.ts';
import { UPLOAD_PATIENCE } from './patience.ts';
import type { Source } from './source.ts';

const uploadsIn =
  (variable: string) =>
  ({ read }: Source): Uploads =>
    new Uploads({
      bucket: read(variable),
      client: new S3Client({ ...UPLOAD_PATIENCE, requestChecksumCalculation: 'WHEN_REQUIRED' }),
    });

export const uploads = uploadsIn('UPLOADS_BUCKET');
export const photos = uploadsIn('PHOTOS_BUCKET');

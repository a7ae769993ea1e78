import { S3Client } from '@aws-sdk/client-s3';
import { Documents, documentKey } from '../../../functions/store/documents.ts';

/** An object as a bucket lists it, and what is in it. */
export interface DatedObject {
  readonly key: string;
  readonly lastModified: string;
  readonly text: string;
}

/** A bucket in which every object has the date at which it was put there. */
export class DatedObjects extends Documents {
  readonly objects: DatedObject[] = [];
  readonly #nowMs: () => number;

  constructor(nowMs: () => number) {
    super({ client: new S3Client({ region: 'none' }), bucket: 'none' });
    this.#nowMs = nowMs;
  }

  override async put(...[place, name, body]: Parameters<Documents['put']>): Promise<void> {
    const text = typeof body === 'string' ? body : '';
    this.objects.push({ key: documentKey(place, name), lastModified: new Date(this.#nowMs()).toISOString(), text });
  }
}

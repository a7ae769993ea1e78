import { KMSClient } from '@aws-sdk/client-kms';
import { type KeyWrap, KmsKeyWrap } from '../../store/key-wrap.ts';
import { CLIENT_PATIENCE } from './patience.ts';
import type { Source } from './source.ts';

export const keyWrap = ({ read, randomBytes }: Source): KeyWrap =>
  new KmsKeyWrap({
    client: new KMSClient(CLIENT_PATIENCE),
    keyId: read('KEY_ID'),
    county: read('COUNTY'),
    randomBytes,
  });

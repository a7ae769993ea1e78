import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { DOWNLOAD_SECONDS, documentKey } from '../../../functions/store/documents.ts';
import type { County } from './county.ts';

/** A signed URL, altered or not, and what the storage answers: S3's own status and error code. */
export interface DownloadRow {
  readonly title: string;
  readonly expected: string;
  readonly url: (county: County) => Promise<string>;
}

/** The URL of the announced sealed bundle, signed as long ago as given. */
async function signedUrl(
  { embedded, halls, nowMs }: County,
  { agoSeconds = 0, secretAccessKey = embedded.services.storage.credentials.secretAccessKey } = {},
): Promise<string> {
  const { publicEndpoint, region, credentials, resultsBucket } = embedded.services.storage;
  const client = new S3Client({
    endpoint: publicEndpoint,
    region,
    credentials: { ...credentials, secretAccessKey },
    forcePathStyle: true,
  });
  // The two who have signed there.
  const edition = 'discipline-delegates';
  const Key = documentKey({ session: halls.announced.session, edition }, 'sealed.json');
  const signingDate = new Date(nowMs() - agoSeconds * 1_000);
  const url = await getSignedUrl(client, new GetObjectCommand({ Bucket: resultsBucket, Key }), {
    expiresIn: DOWNLOAD_SECONDS,
    signingDate,
  });
  client.destroy();
  return url;
}

const altered = (change: (url: URL) => void) => async (county: County) => {
  const url = new URL(await signedUrl(county));
  change(url);
  return url.href;
};

export const downloadRows: readonly DownloadRow[] = [
  {
    title: 'a URL signed four minutes ago',
    expected: '200',
    url: (county) => signedUrl(county, { agoSeconds: DOWNLOAD_SECONDS - 60 }),
  },
  {
    title: 'a URL signed five minutes ago',
    expected: '403 AccessDenied',
    url: (county) => signedUrl(county, { agoSeconds: DOWNLOAD_SECONDS }),
  },
  {
    title: 'an expired URL with a longer life written in',
    expected: '403 SignatureDoesNotMatch',
    url: async (county) =>
      (await signedUrl(county, { agoSeconds: 3_600 })).replace('X-Amz-Expires=300', 'X-Amz-Expires=86400'),
  },
  {
    title: 'a URL with another document written in',
    expected: '403 SignatureDoesNotMatch',
    url: altered((url) => {
      url.pathname = url.pathname.replace('sealed.json', 'result.json');
    }),
  },
  {
    title: 'a URL with another session written in',
    expected: '403 SignatureDoesNotMatch',
    url: altered((url) => {
      url.pathname = url.pathname.replace('r-2032', 'r-2031');
    }),
  },
  {
    title: 'a URL with another file name written in',
    expected: '403 SignatureDoesNotMatch',
    url: altered((url) => {
      url.searchParams.set('response-content-type', 'text/html');
    }),
  },
  {
    title: 'a URL with another signature',
    expected: '403 SignatureDoesNotMatch',
    url: altered((url) => {
      url.searchParams.set('X-Amz-Signature', '0'.repeat(64));
    }),
  },
  {
    title: 'a URL without its signature',
    expected: '403 AccessDenied',
    url: altered((url) => {
      url.search = '';
    }),
  },
  {
    title: 'a URL signed with another secret',
    expected: '403 SignatureDoesNotMatch',
    url: (county) => signedUrl(county, { secretAccessKey: 'another' }),
  },
];

import { S3Client } from '@aws-sdk/client-s3';
import type { EmbeddedServices, StartApi } from '../local/api.ts';
import { startEmbedded } from '../local/embedded.ts';
import { ensureTables, newTableClient, tablesOf } from '../local/local-dependencies.ts';
import type { CountyPlace } from './county-place.ts';

/** The place of an embedded deployment that runs; closing it leaves the deployment running. */
export function placeOf({ county, dynamodb, storage }: EmbeddedServices): CountyPlace {
  const { registry, meetings, ballotBox, opinions } = tablesOf(county);
  const { endpoint, region, credentials, resultsBucket, uploadsBucket, photosBucket } = storage;
  const clients = {
    dynamodb: newTableClient(dynamodb),
    s3: new S3Client({ endpoint, region, credentials, forcePathStyle: true }),
  };
  return {
    county,
    ...clients,
    tables: { Registry: registry, Meetings: meetings, BallotBox: ballotBox, Opinions: opinions },
    buckets: { results: resultsBucket, uploads: uploadsBucket, photos: photosBucket },
    close: async () => {
      clients.dynamodb.destroy();
      clients.s3.destroy();
    },
  };
}

/**
 * Opens the data folder of an embedded deployment that does not run, for as long as the place is open: engine and storage alone,
 * nothing answers under `/api/`. A folder that is new has empty tables.
 *
 * @throws StartRefusal when the folder is in use or holds something else
 */
export async function openEmbeddedPlace(county: string, dataDirectory: string): Promise<CountyPlace> {
  let place: CountyPlace | undefined;
  const nothingIsServed: StartApi = async (services) => {
    await ensureTables(services);
    place = placeOf(services);
    return {
      countyName: county,
      handle: (_request, response) => void response.writeHead(503).end(),
      prepareSample: () => Promise.reject(new Error('a place that is moved has no sample')),
      runScheduled: () => Promise.reject(new Error('a place that is moved runs nothing')),
      close: async () => place?.close(),
    };
  };
  const embedded = await startEmbedded({ county, dataDirectory, pages: 'none', startApi: nothingIsServed });
  if (place === undefined) throw new Error('the embedded deployment started without its services');
  return { ...place, close: () => embedded.close() };
}

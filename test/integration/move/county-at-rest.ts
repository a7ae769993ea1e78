import { randomBytes } from 'node:crypto';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { type Embedded, type EmbeddedOptions, startEmbedded } from '../../../infra/local/embedded.ts';
import type { Ask } from '../../../infra/local/sample/ask.ts';
import { type Author, leaveOpinion, openDoor } from '../../../infra/local/sample/living-sample-authors.ts';
import type { CountyPlace } from '../../../infra/move/county-place.ts';
import { placeOf } from '../../../infra/move/embedded-place.ts';
import { makeLine } from '../../rehearsal/line.ts';
import { askAsStaff } from '../../rehearsal/staff.ts';
import { madeJpeg } from '../../unit/opinions/made-jpeg.ts';

export const COUNTY = 'tuanfeng';
const DAY_MS = 86_400_000;
export const tomorrowMs = (): number => Date.now() + DAY_MS;

/** An embedded deployment, asked over HTTP. */
export interface Running {
  readonly embedded: Embedded;
  readonly place: CountyPlace;
  readonly ask: Ask;
  close(): Promise<void>;
}

type Where = Pick<EmbeddedOptions, 'dataDirectory' | 'dynamodbEndpoint'>;

/** A new deployment with empty tables. */
export async function startEmpty(where: Where = {}): Promise<Running> {
  const embedded = await startEmbedded({ county: COUNTY, pages: 'none', ...where });
  const { origin, accounts } = embedded;
  const call = makeLine({ origin, drop: 0, chance: () => 1, count: () => undefined });
  const ask = askAsStaff({ origin, accounts, county: COUNTY, close: () => Promise.resolve() }, call);
  const place = placeOf(embedded.services);
  const close = async () => {
    await place.close();
    await embedded.close();
  };
  return { embedded, place, ask, close };
}

/** Where a county moves to: on another engine than the one it comes from, where `DYNAMODB_ENDPOINT` names one. */
export function startTarget(): Promise<Running> {
  const dynamodbEndpoint = process.env['DYNAMODB_ENDPOINT'];
  return startEmpty(dynamodbEndpoint === undefined ? {} : { dynamodbEndpoint });
}

export interface LivingCounty extends Running {
  /** Somebody who said something today, with what only they hold. */
  readonly author: Author;
}

const put = ({ s3, buckets }: CountyPlace, bucket: keyof CountyPlace['buckets'], Key: string, Body: Uint8Array) =>
  s3.send(new PutObjectCommand({ Bucket: buckets[bucket], Key, Body, ContentType: 'image/jpeg' }));

/** The sample's county in the middle of its round, an opinion of today, files in every bucket. */
export async function startLiving(): Promise<LivingCounty> {
  const running = await startEmpty();
  const { embedded, place, ask } = running;
  await embedded.prepareSample();
  const door = await openDoor(ask, { session: `${COUNTY}-2008-linshanhe`, unit: 'linshanhe' });
  const said = { kind: 'suggestion', channel: 'page', text: '窗口中午能不能留一个人？' } as const;
  const random = (length: number) => new Uint8Array(randomBytes(length));
  const author = await leaveOpinion(ask, door, { ...said, random });
  await put(place, 'uploads', 'evidence/照片 1.jpg', madeJpeg());
  await put(place, 'uploads', 'incoming/evidence/nobody-confirmed.jpg', madeJpeg());
  await put(place, 'photos', 'kept/b', madeJpeg());
  await put(place, 'photos', 'kept/a', randomBytes(70_000));
  await embedded.runScheduled('shuffle');
  await embedded.runScheduled('ratings');
  return { ...running, author };
}

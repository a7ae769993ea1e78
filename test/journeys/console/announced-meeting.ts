import type { Ask } from '../../../infra/local/sample/ask.ts';
import { type Deployment, importRound, logIn } from '../../rehearsal/deployment.ts';
import { makeLine } from '../../rehearsal/line.ts';
import { playMeeting } from '../../rehearsal/meeting.ts';
import { sessionOf } from '../../rehearsal/office.ts';
import { seededChance } from '../../rehearsal/seeded.ts';
import { askAsStaff } from '../../rehearsal/staff.ts';
import type { ConsoleHouse } from './console-house.ts';

export const ROUND = '2008';
export const UNIT = 'huilongshan';
export const SESSION = sessionOf(`tuanfeng-${ROUND}-${UNIT}`);

/** Imports units of the sample and holds one meeting to its announcement; gives how staff ask on. */
export async function announceMeeting({ embedded }: ConsoleHouse, units: readonly string[] = [UNIT]): Promise<Ask> {
  const { origin, accounts } = embedded;
  const deployment: Deployment = { origin, county: 'tuanfeng', accounts, close: () => Promise.resolve() };
  const inspection = await logIn(deployment, 'inspection');
  const discipline = await logIn(deployment, 'discipline');
  await importRound(inspection, { round: ROUND, units });
  const chance = seededChance(7);
  const call = makeLine({ origin, drop: 0, chance, count: () => undefined });
  const ask = askAsStaff(deployment, call);
  const played = await playMeeting({
    session: SESSION,
    unit: UNIT,
    call,
    ask,
    inspection,
    discipline,
    papers: 0,
    chance,
    progress: () => undefined,
  });
  if (played.complaints.length > 0) throw new Error(played.complaints.join('\n'));
  return ask;
}

/** A finished download, whole. */
export async function bytesOf(download: {
  createReadStream(): Promise<AsyncIterable<Uint8Array>>;
}): Promise<Buffer<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

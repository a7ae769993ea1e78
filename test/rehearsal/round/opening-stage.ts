import { clerkOf, INSPECTION } from '../../../infra/local/sample/ask.ts';
import { openDoor, playOpinions } from '../../../infra/local/sample/living-sample-authors.ts';
import { voicesOf } from '../../../infra/local/sample/living-sample-words.ts';
import { playOpening } from '../../../infra/local/sample/play-plan.ts';
import type { SampleUnit } from '../../../infra/local/sample/sample-round.ts';
import { madeJpeg } from '../../unit/opinions/made-jpeg.ts';
import { sessionOf } from '../office.ts';
import { morningOf, type PlayedUnit, type RoundScene } from './scene.ts';

const OPENED_ON = '2008-01-28';
const OPINIONS_ON = '2008-02-13';
const COLLATED_ON = '2008-02-14';

/** The round with its plan; whoever opens it again, with anything else in it, is refused. */
export async function openRound(scene: RoundScene): Promise<void> {
  const { ask, sample, dates, clock, refusals } = scene;
  await clock.until(morningOf(OPENED_ON));
  const plan = { round: sample.round.id, dates, pilots: sample.units.slice(0, 1).map(({ code }) => code) };
  await playOpening(ask, sample, plan);
  const other = { ...sample, round: { ...sample.round, name: `${sample.round.name}（又）` } };
  await refusals.expect('round-exists', () => playOpening(ask, other, plan));
}

/** The page sends its photo to the address it was given; a night later it has another name, and goes with the entry. */
async function sendPhoto({ ask }: RoundScene, { session, key }: Pick<PlayedUnit, 'session' | 'key'>): Promise<string> {
  const body = Buffer.from(madeJpeg());
  const { photo, url, contentType } = await ask('anyone', 'createPhotoUpload', { session, key, bytes: body.length });
  const sent = await fetch(url, { method: 'PUT', headers: { 'content-type': contentType }, body });
  if (!sent.ok) throw new Error(`the storage answered ${sent.status} to a photo`);
  return photo;
}

/** A photo that was left is rewritten at night; then it can be released with its entry, and not before. */
async function releasePhoto(scene: RoundScene, { session, heard }: PlayedUnit): Promise<void> {
  const { ask, refusals } = scene;
  const [entry] = heard;
  const [author] = entry?.authors ?? [];
  if (entry === undefined || author === undefined) throw new Error('nobody left a photo');
  const at = { session, number: entry.number, opinion: author.opinion };
  const photoNow = async () => {
    const { opinions } = await ask(INSPECTION, 'getCollated', { session, number: entry.number });
    const [photo] = opinions.find(({ opinion }) => opinion === author.opinion)?.photos ?? [];
    if (photo === undefined) throw new Error('a photo did not arrive');
    return photo;
  };
  const incoming = await photoNow();
  await refusals.expect('photo-not-rewritten', () => ask(INSPECTION, 'releasePhoto', { ...at, photo: incoming }));
  await scene.clock.until(morningOf(COLLATED_ON));
  await scene.startScheduled('shuffle');
  const { photos } = await ask(INSPECTION, 'releasePhoto', { ...at, photo: await photoNow() });
  if (photos.length !== 1) throw new Error('a photo was not released');
}

const otherClerk = (unit: string) => clerkOf(unit === 'linshanhe' ? 'chengguan' : 'linshanhe');

/** What the page refuses of anybody, and the list of anybody else. */
async function refuseOpinions({ ask, refusals }: RoundScene, { session, key, unit }: PlayedUnit): Promise<void> {
  const said = { session, kind: 'suggestion', about: { kind: 'unit' }, named: null } as const;
  const left = { ...said, key, photos: [], text: '建议早上提前半小时开门。', receiptHash: 'a'.repeat(64) };
  await refusals.expect('opinion-too-long', () => ask('anyone', 'leaveOpinion', { ...left, text: '长'.repeat(2_001) }));
  await refusals.expect('reading-key-wrong', () => ask('anyone', 'leaveOpinion', { ...left, key: 'A'.repeat(43) }));
  await refusals.expect('unit-not-yours', () => ask(otherClerk(unit.code), 'listCollated', { session }));
}

async function playUnit(scene: RoundScene, unit: SampleUnit, place: number): Promise<PlayedUnit> {
  const { ask, sample, random, counter, dates } = scene;
  const session = sessionOf(`${sample.county.id}-${sample.round.id}-${unit.code}`);
  const door = await openDoor(ask, { session, unit: unit.code });
  const { entries } = voicesOf(place);
  counter.unit(unit.code, { officers: unit.officers.length, delegates: unit.delegates.length });
  // The last suggestion is left at the meeting.
  const before = entries.slice(0, -1);
  const photo = place === 0 ? await sendPhoto(scene, { session, key: door.key }) : undefined;
  const withPhoto = before.map((entry, at) => ({
    ...entry,
    voices: entry.voices.map((voice, nth) =>
      photo !== undefined && at === 0 && nth === 0 ? { ...voice, photos: [photo] } : voice,
    ),
  }));
  const heard = await playOpinions(ask, door, { entries: withPhoto, random });
  for (const { kind } of before) counter[kind](unit.code);
  return { unit, place, session, heldOn: dates[unit.code] ?? '', key: door.key, heard };
}

/** Stage 1: phones leave opinions, clerks write down what they heard, the inspection office makes entries of them. */
export async function collectOpinions(scene: RoundScene): Promise<readonly PlayedUnit[]> {
  await scene.clock.until(morningOf(OPINIONS_ON));
  const played: PlayedUnit[] = [];
  for (const [place, unit] of scene.sample.units.entries()) played.push(await playUnit(scene, unit, place));
  const [pilot] = played;
  if (pilot === undefined) throw new Error('no unit is played');
  await refuseOpinions(scene, pilot);
  await releasePhoto(scene, pilot);
  return played;
}

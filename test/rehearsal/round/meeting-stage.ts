import { collateOpinions, type HeardEntry, leaveOpinion } from '../../../infra/local/sample/living-sample-authors.ts';
import { STATEMENT, voicesOf } from '../../../infra/local/sample/living-sample-words.ts';
import { type PlayedQuestion, playExchange, playStatement } from '../../../infra/local/sample/play-floor.ts';
import { toB64u } from '../../../shared/protocol/bytes.ts';
import { type PlayedMeeting, playMeeting } from '../meeting.ts';
import { morningOf, type PlayedUnit, type RoundScene } from './scene.ts';

const QUESTION_ID_BYTES = 16;

/** One question that came by phone before the meeting and one that is spoken at it. */
function questionsOf({ random }: RoundScene, { heard, place }: PlayedUnit): readonly PlayedQuestion[] {
  const { entries, spoken } = voicesOf(place);
  const byPhone = heard.find(({ kind }) => kind === 'question');
  const wording = entries.find(({ kind }) => kind === 'question')?.wording;
  if (byPhone === undefined || wording === undefined) throw new Error('nobody asked anything');
  const id = () => toB64u(random(QUESTION_ID_BYTES));
  return [
    { id: id(), wording, collated: byPhone.number, answer: '已列入整改，会后五个工作日内答复。（样例）' },
    { id: id(), wording: spoken.wording, collated: null, answer: spoken.answer },
  ];
}

/** A delegate leaves an opinion in the hall; it is collated there. */
async function hearInHall(scene: RoundScene, { session, unit, key, place }: PlayedUnit): Promise<HeardEntry> {
  const { ask, random, counter } = scene;
  const entry = voicesOf(place).entries.at(-1);
  const [voice] = entry?.voices ?? [];
  if (entry === undefined || voice === undefined) throw new Error('nobody says anything in the hall');
  const { kind, topic, wording } = entry;
  const door = { session, unit: unit.code, key };
  const author = await leaveOpinion(ask, door, { kind, ...voice, channel: 'page', random });
  const { number } = await collateOpinions(ask, { session, kind, topic, wording }, [author]);
  counter[kind](unit.code);
  return { number, kind, authors: [author] };
}

export interface HeldMeeting {
  readonly played: PlayedUnit;
  readonly meeting: PlayedMeeting;
}

/** Stages 3 and 4: a unit's meeting, with questions before the vote and the head's statement after the announcement. */
export async function holdMeeting(scene: RoundScene, before: PlayedUnit): Promise<HeldMeeting> {
  const { ask, counter, clock, progress } = scene;
  const { session, unit, heldOn } = before;
  await clock.until(morningOf(heldOn));
  const head = `${unit.officers[0]?.post ?? ''} ${unit.head}`;
  const inHall: HeardEntry[] = [];
  const exchange = async () => {
    await playExchange(ask, { session, unit: unit.code, head, questions: questionsOf(scene, before) });
    // The one that came by phone was counted when it was collated.
    counter.question(unit.code);
    inHall.push(await hearInHall(scene, before));
  };
  const { call, inspection, discipline, papers, chance } = scene;
  const cast = { call, ask, inspection, discipline, papers, chance, clock, progress, exchange };
  const meeting = await playMeeting({ session, unit: unit.code, ...cast });
  counter.meeting(unit.code, meeting.meant);
  await playStatement(ask, { session, unit: unit.code, head, text: STATEMENT });
  return { played: { ...before, heard: [...before.heard, ...inHall] }, meeting };
}

import { collateOpinions, type HeardEntry, leaveOpinion } from '../../../infra/local/sample/living-sample-authors.ts';
import { headOf, questionsOf } from '../../../infra/local/sample/living-sample-units.ts';
import { STATEMENT, voicesOf } from '../../../infra/local/sample/living-sample-words.ts';
import { playExchange, playStatement } from '../../../infra/local/sample/play-floor.ts';
import { fromB64u, toB64u } from '../../../shared/protocol/bytes.ts';
import { parseCardFragment } from '../../../shared/protocol/code.ts';
import { beginProof, finishProof, type OpinionProof } from '../../../shared/protocol/opinion-proof.ts';
import { type PlayedMeeting, playMeeting } from '../meeting.ts';
import { morningOf, type PlayedUnit, type RoundScene } from './scene.ts';

/** A delegate proves with the voting card, blindly, to hold an invitation; one card proves it once. */
async function drawProof(scene: RoundScene, { session, key, place }: PlayedUnit, card: string): Promise<OpinionProof> {
  const { ask, random, refusals } = scene;
  const { proofKey } = await ask('anyone', 'getOpinionForm', { session, key });
  const der = proofKey === null ? null : fromB64u(proofKey);
  const drawing = der === null ? null : await beginProof(session, der, random);
  const code = parseCardFragment(card)?.code;
  if (der === null || drawing === null || code === undefined) throw new Error('no proof can be drawn');
  const asked = { session, code, blinded: toB64u(drawing.blinded) };
  const { blindSignature } = await ask('anyone', 'drawOpinionProof', asked);
  const proof = await finishProof({ session, key: der }, drawing, blindSignature);
  if (proof === null) throw new Error('a proof that is none');
  const other = { ...asked, blinded: toB64u((await beginProof(session, der, random))?.blinded ?? drawing.blinded) };
  if (place === 0) await refusals.expect('opinion-proof-drawn', () => ask('anyone', 'drawOpinionProof', other));
  return proof;
}

interface InHall {
  readonly played: PlayedUnit;
  /** Fragments of the voting cards. */
  readonly cards: readonly string[];
}

/** An invited delegate leaves an opinion in the hall; it is collated there. */
async function hearInHall(scene: RoundScene, { played, cards }: InHall): Promise<HeardEntry> {
  const { session, unit, key, place } = played;
  const { ask, random, counter, refusals } = scene;
  const entry = voicesOf(place).entries.at(-1);
  const [voice] = entry?.voices ?? [];
  if (entry === undefined || voice === undefined) throw new Error('nobody says anything in the hall');
  const { kind, topic, wording } = entry;
  const door = { session, unit: unit.code, key };
  const proof = await drawProof(scene, played, cards[0] ?? '');
  const said = { kind, ...voice, channel: 'page', proof, random } as const;
  const author = await leaveOpinion(ask, door, said);
  if (place === 0) await refusals.expect('opinion-token-spent', () => leaveOpinion(ask, door, said));
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
  const head = headOf(before);
  const inHall: HeardEntry[] = [];
  const exchange = async (cards: readonly string[]) => {
    await playExchange(ask, { session, unit: unit.code, head, questions: questionsOf(before, before.heard) });
    // The one that came by phone was counted when it was collated.
    counter.question(unit.code);
    inHall.push(await hearInHall(scene, { played: before, cards }));
  };
  const { call, inspection, discipline, papers, chance } = scene;
  const cast = { call, ask, inspection, discipline, papers, chance, clock, progress, exchange };
  const meeting = await playMeeting({ session, unit: unit.code, ...cast });
  counter.meeting(unit.code, meeting.meant);
  await playStatement(ask, { session, unit: unit.code, head, text: STATEMENT });
  return { played: { ...before, heard: [...before.heard, ...inHall] }, meeting };
}

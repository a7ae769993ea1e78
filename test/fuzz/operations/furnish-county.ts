import { type Actor, type Ask, clerkOf, DISCIPLINE, INSPECTION } from '../../../infra/local/sample/ask.ts';
import { leaveOpinion, playOpinions } from '../../../infra/local/sample/living-sample-authors.ts';
import { delegatesOf } from '../../../infra/local/sample/living-sample-units.ts';
import {
  type playDelegates,
  playNomination,
  playProposal,
  playScreening,
  playSubmission,
} from '../../../infra/local/sample/play-delegates.ts';
import { playExchange } from '../../../infra/local/sample/play-floor.ts';
import { playOpening, playPlan } from '../../../infra/local/sample/play-plan.ts';
import { playReport } from '../../../infra/local/sample/play-preparation.ts';
import { type Fate, playRectification } from '../../../infra/local/sample/play-rectification.ts';
import { playReports } from '../../../infra/local/sample/play-reports.ts';
import { makeSampleRound } from '../../../infra/local/sample/sample-round.ts';
import { isSessionId, type SessionId } from '../../../shared/process/ids.ts';
import { fromB64u, toB64u } from '../../../shared/protocol/bytes.ts';
import { beginProof, finishProof } from '../../../shared/protocol/opinion-proof.ts';
import { type OpinionDoor, parseOpinionFragment } from '../../../shared/protocol/opinion-receipt.ts';
import { COUNTY, type County } from '../../integration/bad-input/county.ts';
import { insistOn, random } from '../../integration/bad-input/meeting-hall.ts';
import { askAsStaff } from '../../rehearsal/staff.ts';
import { madeJpeg } from '../../unit/opinions/made-jpeg.ts';
import type { Known } from './memory.ts';

/** Nominations that stand at every step, one unit further than the other. */
export const NOMINATING_ROUND = 'r-2034';

type Nomination = Parameters<typeof playDelegates>[1];

const screenOnly = async (ask: Ask, plan: Nomination, ...offices: readonly Actor[]): Promise<void> => {
  await playNomination(ask, plan);
  await playSubmission(ask, plan);
  for (const office of offices) await playScreening(ask, office, plan);
};

const STANDINGS: readonly ((ask: Ask, plan: Nomination) => Promise<unknown>)[] = [
  async () => undefined,
  playNomination,
  (ask, plan) => screenOnly(ask, plan),
  (ask, plan) => screenOnly(ask, plan, INSPECTION),
  (ask, plan) => screenOnly(ask, plan, INSPECTION, DISCIPLINE),
  async (ask, plan) => {
    await screenOnly(ask, plan, INSPECTION, DISCIPLINE);
    await playProposal(ask, plan);
  },
];

function sessionIn(round: string, unit: string): SessionId {
  const session = `${COUNTY}-${round}-${unit}`;
  if (!isSessionId(session)) throw new Error('not a session');
  return session;
}

async function nominate(ask: Ask): Promise<readonly string[]> {
  const sample = makeSampleRound();
  const round = { ...sample.round, id: NOMINATING_ROUND };
  const plan = { round: round.id, dates: {}, pilots: [] };
  await playOpening(ask, { ...sample, round }, plan);
  await playPlan(ask, plan);
  const sessions: string[] = [];
  for (const [place, unit] of sample.units.entries()) {
    const session = sessionIn(round.id, unit.code);
    sessions.push(session);
    await STANDINGS[place]?.(ask, delegatesOf({ session, unit, place }));
  }
  return sessions;
}

/** Somebody who holds an invitation leaves an opinion with a photo; the night rewrites it, and it goes with its entry. */
async function leavePhoto(county: County, ask: Ask): Promise<void> {
  const { opinionDoor, halls } = county;
  const { session, key } = opinionDoor;
  const { proofKey } = await ask('anyone', 'getOpinionForm', { session, key });
  const bytes = insistOn(fromB64u(proofKey ?? ''), 'key of proofs');
  const drawing = insistOn(await beginProof(session, bytes, random), 'drawing');
  const blinded = toB64u(drawing.blinded);
  const asked = { session, code: halls.ready.codeOf(1), blinded };
  const { blindSignature } = await ask('anyone', 'drawOpinionProof', asked);
  const proof = insistOn(await finishProof({ session, key: bytes }, drawing, blindSignature), 'proof');
  const body = Buffer.from(madeJpeg());
  const { photo, url, contentType } = await ask('anyone', 'createPhotoUpload', { session, key, bytes: body.length });
  const sent = await fetch(url, { method: 'PUT', headers: { 'content-type': contentType }, body });
  if (!sent.ok) throw new Error('a photo did not arrive');
  const said = {
    kind: 'suggestion',
    text: '午间窗口能不能留一个人？',
    channel: 'page',
    photos: [photo],
    proof,
  } as const;
  const unit = unitOf(session);
  const { opinion } = await leaveOpinion(ask, { session, unit, key }, { ...said, random });
  const words = { kind: 'suggestion', about: { kind: 'unit' }, topic: '窗口', wording: '窗口中午应有人' } as const;
  const { number, version } = await ask(INSPECTION, 'collate', { session, ...words, opinions: [opinion] });
  const change = { session, number, expectedVersion: version, ...words, opinions: [opinion] };
  await ask(INSPECTION, 'changeCollated', change);
  await county.embedded.runScheduled('shuffle');
  const { opinions } = await ask(INSPECTION, 'getCollated', { session, number });
  const kept = insistOn(opinions[0]?.photos[0], 'photo');
  await ask(INSPECTION, 'openPhoto', { session, opinion, photo: kept });
  await ask(INSPECTION, 'releasePhoto', { session, number, opinion, photo: kept });
  await ask(clerkOf(unit), 'openReleasedPhoto', { session, number, photo: kept });
}

const FATES: readonly Fate[] = ['fixed', 'closed', 'waiting', 'waiting', 'waiting', 'open', 'open', 'open'];
const NUMBERS = Array.from({ length: FATES.length + 3 }, (_, place) => place + 1);

async function sendEvidence(ask: Ask, { session, item }: { readonly session: string; readonly item: string }) {
  const [clerk, id] = [clerkOf(unitOf(session)), toB64u(random(16))];
  const body = Buffer.from(madeJpeg());
  const file = { id, fileName: '现场.jpg', kind: 'jpeg', bytes: body.length } as const;
  const { url, contentType } = await ask(clerk, 'createEvidenceUpload', { session, item, ...file });
  const sent = await fetch(url, { method: 'PUT', headers: { 'content-type': contentType }, body });
  if (!sent.ok) throw new Error('evidence did not arrive');
  await ask(clerk, 'confirmEvidence', { session, item, evidence: id });
  await ask(INSPECTION, 'createEvidenceDownload', { session, item, evidence: id });
  return id;
}

/** Items at every step, and what their authors hold. */
async function putRight({ halls }: County, ask: Ask): Promise<Known> {
  const { session } = halls.over;
  const unit = unitOf(session);
  const entries = FATES.map((_, place) => ({
    ...({ kind: 'suggestion', topic: '窗口', wording: `窗口中午应有人，其${place}` } as const),
    voices: [{ text: '午间窗口能不能留一个人？', channel: 'seminar' } as const],
  }));
  const heard = await playOpinions(ask, { session, unit, key: '' }, { entries, random });
  const secrets = heard.flatMap(({ authors }) => authors.map(({ secret }) => secret));
  const items = heard.map(({ number, kind }, place) => ({
    sources: [{ kind: 'opinion', collated: number } as const],
    ...{
      kind,
      wording: '窗口中午应有人',
      measure: '安排轮班',
      reply: '已经改好',
      secrets: secrets.slice(place, place + 1),
    },
    fate: FATES[place] ?? 'open',
  }));
  const nothing = async () => undefined;
  await playRectification(ask, { session, unit, responsible: '某所长', items, countRatings: nothing, time: null });
  const { items: there } = await ask(INSPECTION, 'listItems', { session });
  const waiting = there.find(({ state }) => state === 'replied')?.number ?? 1;
  const [secret = ''] = secrets;
  await ask('anyone', 'followOpinion', { session, secret });
  const open = String(there.at(-1)?.number ?? 1);
  const evidence = await sendEvidence(ask, { session, item: open });
  const at = { session, item: String(waiting), reply: 1 };
  await ask(DISCIPLINE, 'returnItem', { ...at, reason: '没有写明时间' });
  return { item: NUMBERS.map(String), secret: secrets, evidence: [evidence], after: [0, 1], reply: [1] };
}

/** Opens the poster where opinions are still taken. */
async function doorOf(ask: Ask, session: string): Promise<OpinionDoor | null> {
  const { url } = await ask(INSPECTION, 'openOpinionPage', { session });
  return parseOpinionFragment(new URL(url).hash);
}

const unitOf = (session: string): string => session.split('-').at(-1) ?? '';

/** Of what was changed a few times. */
const VERSIONS = [1, 2, 3];

const NOT_DRAWN = Array.from({ length: 12 }, (_, place) => place + 9);

export interface Furnished {
  readonly sessions: readonly string[];
  /** Whose nomination may still be written. */
  readonly nominating: readonly string[];
  readonly ofSessions: Readonly<Record<string, Known>>;
}

const QUESTIONS = 4;

/** Questions that were put aside or answered, and as many that wait. */
async function putQuestions(ask: Ask, session: SessionId): Promise<Known> {
  const question = () => ({ id: toB64u(random(16)), wording: '年检为什么跑三趟？', collated: null });
  const played = [null, '今后一次办结。'].map((answer) => ({ ...question(), answer }));
  await playExchange(ask, { session, unit: unitOf(session), head: '某所长', questions: played });
  const waiting: number[] = [];
  for (let at = 0; at < QUESTIONS; at += 1) {
    const put = { session, source: 'spoken', ...question() } as const;
    waiting.push((await ask(INSPECTION, 'putQuestion', put)).number);
  }
  return { question: waiting, after: [0] };
}

const LEFT = 5;

/** Opinions that nobody has read. */
async function leaveSome(ask: Ask, { session, key }: OpinionDoor): Promise<readonly string[]> {
  const left: string[] = [];
  for (let at = 0; at < LEFT; at += 1) {
    const said = { kind: 'suggestion', text: `照相处太远，其${at}`, channel: 'page' } as const;
    const { opinion } = await leaveOpinion(ask, { session, unit: unitOf(session), key }, { ...said, random });
    left.push(opinion);
  }
  return left;
}

/** Brings about what the meetings themselves do not need: nominations at every step, opinions with photos, and what each poster says. */
export async function furnishCounty(county: County): Promise<Furnished> {
  const { origin, accounts } = county.embedded;
  const ask = askAsStaff({ origin, county: COUNTY, accounts, close: county.close }, county.call);
  const nominating = await nominate(ask);
  await leavePhoto(county, ask);
  const { over } = county.halls;
  const ofSessions: Record<string, Known> = { [over.session]: await putRight(county, ask) };
  const { ready: early } = county.halls;
  await playReport(ask, { session: early.session, unit: unitOf(early.session) });
  for (const session of nominating.slice(0, 2))
    await playReports(ask, { session, unit: unitOf(session), submitted: 2, drafts: 1 });
  const { ready, armed, voting, countingDown, complete } = county.halls;
  for (const hall of [ready, armed, voting, countingDown])
    ofSessions[hall.session] = { code: NOT_DRAWN.map((number) => hall.codeOf(number)) };
  for (const { session } of [ready, complete, armed, voting]) {
    const door = await doorOf(ask, session).catch(() => null);
    if (door !== null) ofSessions[session] = { ...ofSessions[session], key: [door.key] };
  }
  const left = await leaveSome(ask, county.opinionDoor);
  ofSessions[ready.session] = { ...ofSessions[ready.session], opinion: left, expectedVersion: VERSIONS };
  ofSessions[voting.session] = { ...ofSessions[voting.session], ...(await putQuestions(ask, voting.session)) };
  return { sessions: [...county.sessions, ...nominating], nominating: nominating.slice(0, 2), ofSessions };
}

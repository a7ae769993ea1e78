import type { ResponseOf } from '../../shared/contract/operations.ts';
import { verifyArming } from '../../shared/protocol/arming.ts';
import { toHex } from '../../shared/protocol/bytes.ts';
import { checkCode } from '../../shared/protocol/check-code.ts';
import { hallFragment } from '../../shared/protocol/code.ts';
import { jcsText } from '../../shared/protocol/jcs.ts';
import { type Manifest, manifestHash, parseManifest } from '../../shared/protocol/manifest.ts';
import type { call } from '../ui/client.ts';
import { type Announced, type CheckedResult, checkAnnounced } from './announced-result.ts';

export type Meeting = ResponseOf<'getMeeting'>;
export type Turnout = ResponseOf<'getTurnout'>;

/** What the hall shows of an armed meeting: recomputed by this screen from the manifest and the three signatures. */
export interface Sign {
  readonly manifest: Manifest;
  readonly checkCode: string;
  /** The end of the address behind the big QR code. */
  readonly fragment: string;
}

/** Everything the screen knows, with the time (its own clock) of the last round of asking that was answered whole. */
export interface Feed {
  readonly meeting: Meeting | null;
  /** `forged`: the three signatures do not hold, or not for this meeting. `null`: not read yet. */
  readonly sign: Sign | 'forged' | null;
  readonly turnout: Turnout | null;
  readonly electronic: number | null;
  readonly announced: Announced | null;
  /** What this screen found when it verified `announced`; `null` before. */
  readonly checked: CheckedResult | null;
  readonly heardAtMs: number | null;
  readonly unknown: boolean;
  /** The server's clock minus ours. */
  readonly clockOffsetMs: number;
}

export const SILENT: Feed = {
  meeting: null,
  sign: null,
  turnout: null,
  electronic: null,
  announced: null,
  checked: null,
  heardAtMs: null,
  unknown: false,
  clockOffsetMs: 0,
};

export interface HallLine {
  readonly call: typeof call;
  readonly nowMs: () => number;
}

const FIGURES_STATES: readonly Meeting['state'][] = ['armed', 'voting', 'closing'];

async function makeSign(
  { session, armingHash }: Meeting,
  { manifest: value, arming }: ResponseOf<'getManifest'>,
): Promise<Sign | 'forged'> {
  const parsed = parseManifest(value);
  if (!parsed.ok || parsed.manifest.session !== session) return 'forged';
  const { manifest } = parsed;
  const armed = await verifyArming(manifest, await manifestHash(manifest), arming);
  if (armed === null || toHex(armed) !== armingHash) return 'forged';
  const fragment = hallFragment({ session: manifest.session, armingHash: armed });
  return { manifest, checkCode: await checkCode(armed), fragment };
}

/**
 * One round of asking: what changed since `feed`. A dead line, or half an answer, leaves `heardAtMs` where it was, so that
 * the screen can say how old its figures are.
 */
export async function listen({ call: ask, nowMs }: HallLine, session: string, feed: Feed): Promise<Feed> {
  const face = await ask('getMeeting', { session });
  if (!face.ok) return face.problem?.status === 404 ? { ...feed, unknown: true } : feed;
  const meeting = face.value;
  const atMs = nowMs();
  const heard: Feed = { ...feed, unknown: false, meeting, heardAtMs: atMs, clockOffsetMs: meeting.nowMs - atMs };
  const old: Feed = { ...heard, heardAtMs: feed.heardAtMs };
  if (meeting.armingHash === null) return { ...heard, sign: null };
  const isKnown = feed.sign !== null && feed.meeting?.armingHash === meeting.armingHash;
  const sign = isKnown ? feed.sign : await readSign(ask, meeting);
  if (sign === null) return { ...old, sign };
  if (FIGURES_STATES.includes(meeting.state)) return readFigures(ask, { ...heard, sign }, { ...old, sign });
  if (meeting.state === 'announced') return readResult(ask, { ...heard, sign }, { ...old, sign });
  return { ...heard, sign };
}

async function readSign(ask: typeof call, meeting: Meeting): Promise<Feed['sign']> {
  const manifest = await ask('getManifest', { session: meeting.session });
  return manifest.ok ? makeSign(meeting, manifest.value) : null;
}

async function readFigures(ask: typeof call, heard: Feed, old: Feed): Promise<Feed> {
  const session = heard.meeting?.session ?? '';
  const [turnout, box] = await Promise.all([ask('getTurnout', { session }), ask('countBallots', { session })]);
  const isWhole = turnout.ok && box.ok;
  return {
    ...(isWhole ? heard : old),
    turnout: turnout.ok ? turnout.value : old.turnout,
    electronic: box.ok ? box.value.electronic : old.electronic,
  };
}

async function readResult(ask: typeof call, heard: Feed, old: Feed): Promise<Feed> {
  const answer = await ask('getResult', { session: heard.meeting?.session ?? '' });
  if (!answer.ok) return old;
  const announced = answer.value;
  if (heard.sign === null || heard.sign === 'forged') return { ...heard, announced, checked: null };
  const isSame = heard.announced !== null && jcsText(heard.announced) === jcsText(announced);
  if (isSame) return heard;
  return { ...heard, announced, checked: await checkAnnounced(heard.sign.manifest, announced) };
}

import { SCALE } from '../../shared/process/appraisal.ts';
import { indicatorCount, MAX_INDICATORS, makeSubjects } from '../../shared/process/ballot-form.ts';
import type { Progress } from '../../shared/process/progress.ts';
import { missingReports } from '../../shared/process/report.ts';
import type { RoundConfig } from '../../shared/process/round-config.ts';
import { toB64u, toHex } from '../../shared/protocol/bytes.ts';
import {
  type ManifestDefect,
  manifestHash,
  type ParsedManifest,
  parseManifest,
} from '../../shared/protocol/manifest.ts';
import { SLOTS } from '../../shared/protocol/slots.ts';
import type { Dependencies } from '../http/dependencies.ts';
import { implement, type Refusal, refuse } from '../http/implement.ts';
import { recordOrder } from '../http/record-order.ts';
import { refuseState } from '../http/state-wrong.ts';
import { answerOf, change, decline, type Step } from '../http/step.ts';
import type { Meeting } from '../store/meetings.ts';
import { numbersOf, type Officer, type SessionPlace } from '../store/round-lists.ts';
import { inWords, reportsOwed, type UnitStanding, whatIsMissing } from './what-is-missing.ts';

type Frozen = { readonly state: 'frozen'; readonly manifestHash: string };

/** What a manifest is made from beside the meeting itself; none of it changes once the lists are settled. */
interface Material {
  readonly place: SessionPlace;
  readonly officers: readonly Officer[];
  readonly cards: number;
  readonly rules: RoundConfig;
  readonly tokenKey: Uint8Array;
  readonly boxKey: Uint8Array;
}

const makeManifest = (meeting: Meeting, material: Material): ParsedManifest => {
  const { rules, place } = material;
  const { unit } = place;
  return parseManifest({
    v: 1,
    county: meeting.county,
    session: meeting.session,
    unit: unit.name,
    subjects: makeSubjects({ unit, officers: material.officers, config: rules }),
    scale: SCALE,
    thresholds: rules.thresholds,
    delegates: unit.delegates,
    tokenKey: toB64u(material.tokenKey),
    boxKey: toB64u(material.boxKey),
    tellers: SLOTS.map((slot) => ({ slot, hpke: meeting.tellers[slot].hpke, sign: meeting.tellers[slot].sign })),
  });
};

const standingOf = (
  meeting: Meeting,
  { place: { round, unit }, cards, rules }: Pick<Material, 'place' | 'cards' | 'rules'>,
  progress: Progress,
): UnitStanding => ({ meeting, unit, numbers: numbersOf(round, unit), cards, seats: rules.seats, progress });

/** What stands against the freeze, if anything. */
function refusalOf(standing: UnitStanding, officers: readonly Officer[]): Refusal | undefined {
  const { state } = standing.meeting;
  if (state !== 'prepared') return refuseState(state, ['prepared']);
  const missing = whatIsMissing(standing);
  if (missing.length === 0) return undefined;
  const owing = reportsOwed(standing);
  const names = owing === 'all' ? officers.map(({ name }) => name) : owing;
  return refuse('not-ready', { missing: inWords(missing, names) });
}

/** One browser that enrolled in two places would count as two tellers. */
function refuseManifest(defects: readonly ManifestDefect[]): Refusal {
  if (!defects.every(({ code }) => code === 'repeated-key')) throw new Error('the lists make no valid manifest');
  return refuse('not-ready', {
    missing: { zh: '三位计票人各自的钥匙（有两处相同）', en: 'a key of each teller’s own (two are the same)' },
  });
}

/** A ballot of more scores would be refused when it is cast (protocol.md §3). */
function refuseLongBallot({ place, officers, rules }: Material): Refusal | undefined {
  const scores = indicatorCount(makeSubjects({ unit: place.unit, officers, config: rules }));
  if (scores <= MAX_INDICATORS) return undefined;
  return refuse('not-ready', {
    missing: {
      zh: `更短的测评表（现有 ${scores} 个打分项，最多 ${MAX_INDICATORS} 个，请在年度计划里减少指标）`,
      en: `a shorter ballot (${scores} scores, at most ${MAX_INDICATORS}: use fewer indicators in the round’s plan)`,
    },
  });
}

type Lists = Pick<Material, 'place' | 'officers' | 'cards' | 'rules'>;

/**
 * What the gate goes by. Reports and preparation are read where they are kept: the home's notes of them are written afterwards, and
 * know nothing of officers who were imported since. Read at the last moment too: a report may be withdrawn while somebody freezes.
 */
async function gateFacts(
  { place, officers }: Pick<Lists, 'place' | 'officers'>,
  { registry, meetings }: Dependencies,
): Promise<Progress> {
  const { round, unit } = place;
  const { preparation: _noted, ...notes } = await registry.progress.read({ round: round.round, unit: unit.unit });
  const lines = (await meetings.reports.lines(unit.session)).value;
  const reports = { officers: officers.length, missing: [...missingReports(officers, lines)] };
  const preparation = (await registry.invitations.readPreparation(unit.session))?.value;
  if (preparation === undefined) return { ...notes, reports };
  const acknowledgedBy = preparation.acknowledged.map(({ role }) => role);
  return { ...notes, reports, preparation: { submitted: true, acknowledgedBy } };
}

async function readLists(session: string, { registry }: Dependencies): Promise<Lists | undefined> {
  const place = await registry.rounds.placeOf(session);
  if (place === undefined) return undefined;
  const officers = await registry.rounds.officersOf(place);
  const rules = await registry.plans.rulesOf({ round: place.round.round, session });
  return { place, officers, rules, cards: await registry.issuing.countCards(session) };
}

/**
 * The lists, and by now the rules pinned to the session, are read after the meeting: a list of delegates that is published meanwhile moves the meeting's version on, and the
 * freeze decides anew. The manifest is stored, under its own hash, before the meeting names it.
 */
async function decideFreeze(meeting: Meeting, before: Material, deps: Dependencies): Promise<Step<Frozen>> {
  const lists = await readLists(meeting.session, deps);
  if (lists === undefined) throw new Error('a session lost its round');
  const material = { ...before, ...lists };
  const { place, cards, officers, rules } = material;
  const progress = await gateFacts({ place, officers }, deps);
  const refusal = refusalOf(standingOf(meeting, { place, cards, rules }, progress), officers);
  if (refusal !== undefined) return decline(refusal);
  const made = makeManifest(meeting, material);
  if (!made.ok) return decline(refuseManifest(made.defects));
  const hash = toHex(await manifestHash(made.manifest));
  await deps.meetings.putManifest(meeting.session, hash, made.manifest);
  const frozen: Meeting = { ...meeting, state: 'frozen', manifestHash: hash, unitName: made.manifest.unit };
  return change(frozen, { state: 'frozen', manifestHash: hash });
}

async function readMaterial(lists: Lists, deps: Dependencies): Promise<Material> {
  const { place } = lists;
  const { session } = place.unit;
  const tokenKey = await deps.meetings.getKey(session, 'token');
  const boxKey = await deps.meetings.getKey(session, 'box');
  if (tokenKey === undefined || boxKey === undefined) throw new Error('a meeting says it has keys but has none');
  return { ...lists, tokenKey: tokenKey.publicKey, boxKey: boxKey.publicKey };
}

/**
 * The rules of the round as they are now hold for this session for good. The home is told to look at the meeting itself from now
 * on: told before the freeze, so that it looks even if the process dies between the two.
 */
async function pinRules({ round: { round }, unit: { unit, session } }: SessionPlace, deps: Dependencies) {
  const isNew = await deps.registry.plans.pin({ round, session });
  await deps.registry.progress.note({ round, unit }, 'meeting', { frozen: true });
  return isNew;
}

/** A freeze that was refused after all holds no rules fast: those that the round has when it freezes do. */
async function unpin(
  { round: { round }, unit: { session } }: SessionPlace,
  { meetings, registry }: Dependencies,
): Promise<void> {
  const meeting = await meetings.read(session);
  if (meeting?.state === 'prepared') await registry.plans.unpin({ round, session });
}

/** Freezes what the session is about into its manifest (protocol.md §1). Of two who press at once one freezes. */
export const freeze = implement('freeze', async ({ request, caller, deps }) => {
  const { session } = request;
  const lists = await readLists(session, deps);
  const meeting = await deps.meetings.read(session);
  if (lists === undefined || meeting === undefined) return refuse('session-unknown');
  const { place, officers, cards, rules } = lists;
  const progress = await gateFacts({ place, officers }, deps);
  const refusal = refusalOf(standingOf(meeting, { place, cards, rules }, progress), officers);
  if (refusal !== undefined) return refusal;
  const material = await readMaterial(lists, deps);
  const made = makeManifest(meeting, material);
  if (!made.ok) return refuseManifest(made.defects);
  const tooLong = refuseLongBallot(material);
  if (tooLong !== undefined) return tooLong;
  // Every delegate has a card, and with the first one the lists were settled.
  if (!(await deps.registry.rounds.settle(place))) throw new Error('lists with cards were imported anew');
  await recordOrder({ what: 'freeze', target: session, why: '', caller, deps });
  const isPinnedNow = await pinRules(place, deps);
  const decision = await deps.meetings.change(session, (read) => decideFreeze(read, material, deps));
  if (isPinnedNow && decision?.kind === 'refuse') await unpin(place, deps);
  return answerOf(decision);
});

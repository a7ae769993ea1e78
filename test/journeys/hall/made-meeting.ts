import type { Score } from '../../../shared/process/appraisal.ts';
import { indicatorCount, makeSubjects, type Subject } from '../../../shared/process/ballot-form.ts';
import { type BoxFigures, outcomeOf, type VoidCounts, validBallots } from '../../../shared/process/reconciliation.ts';
import { tallySubjects } from '../../../shared/process/tally.ts';
import { type ArmingSignature, armingHash, signArming } from '../../../shared/protocol/arming.ts';
import type { ResultSignature } from '../../../shared/protocol/bundle.ts';
import { type Bytes, toHex } from '../../../shared/protocol/bytes.ts';
import { type Manifest, manifestHash } from '../../../shared/protocol/manifest.ts';
import { OBJECT_TO_RESULT, signResult, type TallyResult } from '../../../shared/protocol/result.ts';
import { SLOTS, type Slot } from '../../../shared/protocol/slots.ts';
import { signTellerRequest } from '../../../shared/protocol/teller-request.ts';
import { tellers, manifest as vectorManifest } from '../../unit/protocol/made-session.ts';

/** Names are made up: rare characters, long minority names, two of one sound. */
const NAMES = [
  ['𬭼㐀明', '所长'],
  ['阿卜杜热西提·买买提', '副所长'],
  ['买买提·阿卜杜热合曼·艾合买提江', '纪检组长、市场监督管理股股长'],
  ['欧阳㛃', '副局长'],
  ['陈𬭼', '市场股股长'],
] as const;

export const subjectsOf = (officers: number): readonly Subject[] =>
  makeSubjects({
    unit: { name: '回龙山工商所' },
    officers: Array.from({ length: officers }, (_, index) => {
      const [name, post] = NAMES[index % NAMES.length] ?? NAMES[0];
      return { id: `o${index + 1}`, name, post };
    }),
  });

/** The scores of a meeting, made by rule: everybody scores, the later a subject the lower, and some are without opinion. */
export function ballotsOf(subjects: readonly Subject[], ballots: number, withheldSubject?: string): Score[][] {
  return Array.from({ length: ballots }, (_, ballot) =>
    subjects.flatMap(({ id, indicators }, subject) =>
      indicators.map((_, place): Score => {
        if (id === withheldSubject) return ballot < 5 ? 8 : null;
        if ((ballot + place * 3) % 17 === 0) return null;
        return Math.max(0, 10 - ((ballot * 7 + place * 5 + subject) % (3 + subject))) as Score;
      }),
    ),
  );
}

export interface MadeMeeting {
  readonly manifest: Manifest;
  readonly arming: readonly ArmingSignature[];
  readonly armingHash: Bytes;
}

/** A meeting under the keys of the vectors, armed by its three tellers. */
export async function armMeeting(officers: number): Promise<MadeMeeting> {
  const manifest = { ...vectorManifest, subjects: subjectsOf(officers) };
  const hash = await manifestHash(manifest);
  const arming = await Promise.all(
    SLOTS.map(async (slot) => ({ slot, signature: await signArming(tellers[slot].sign.privateKey, hash) })),
  );
  const armed = await armingHash(hash, arming);
  if (armed === null) throw new Error('not armed');
  return { manifest, arming, armingHash: armed };
}

export const ISSUING = { delegates: 33, drawn: 28, reissued: 1, papersIssued: 4, papersReissued: 1 } as const;

/** A result of made-up scores, computed by the product's tally; one paper ballot is void. */
export async function resultOf(
  { manifest }: MadeMeeting,
  { withheld, issuing = {} }: { readonly withheld?: string; readonly issuing?: Partial<BoxFigures> } = {},
): Promise<TallyResult> {
  const figures: BoxFigures = { ...ISSUING, electronic: 27, paper: 4, ...issuing };
  const voided: VoidCounts = { paper: 1 };
  const counts = { ...figures, void: voided, valid: validBallots({ ...figures, void: voided }) };
  const { subjects, thresholds } = manifest;
  const outcome = outcomeOf(figures);
  const ballots = ballotsOf(subjects, counts.valid, withheld);
  if (ballots[0]?.length !== indicatorCount(subjects)) throw new Error('ballots of another form');
  return {
    v: 1,
    county: manifest.county,
    session: manifest.session,
    manifestHash: toHex(await manifestHash(manifest)),
    boardRoot: 'ab'.repeat(32),
    openedBy: ['discipline', 'delegates'],
    counts,
    subjects: outcome.outcome === 'valid' ? tallySubjects({ subjects, thresholds, ballots }) : [],
    ...outcome,
  };
}

/** The tellers' words on a result: signatures of those named, an objection of those in `objecting`. */
export async function wordsOn(
  result: TallyResult,
  { signing = SLOTS, objecting }: { readonly signing?: readonly Slot[]; readonly objecting?: Slot } = {},
): Promise<readonly ResultSignature[]> {
  const words = await Promise.all(
    SLOTS.map(async (slot): Promise<readonly ResultSignature[]> => {
      const { privateKey } = tellers[slot].sign;
      if (slot === objecting) {
        const context = { county: result.county, session: result.session, operation: OBJECT_TO_RESULT };
        const payload = { reason: '纸质票第三张的涂改处两人看法不同，建议当场复核原票。' };
        const { signature } = await signTellerRequest(privateKey, context, { slot, payload });
        return [{ slot, objection: { payload, signature } }];
      }
      return signing.includes(slot) ? [{ slot, signature: await signResult(privateKey, result) }] : [];
    }),
  );
  return words.flat();
}

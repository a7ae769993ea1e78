import type { RequestOf } from '../../shared/contract/operations.ts';
import { refuseEdited } from '../http/edited-meanwhile.ts';
import { implement, type Refusal, refuse } from '../http/implement.ts';
import { recordOrder } from '../http/record-order.ts';
import type { Quotation } from '../store/outcome-records.ts';
import type { ItemDecision, Versioned } from '../store/versioned-items.ts';

type Decided = ItemDecision<Quotation, null, Refusal>;

const isSame = (left: Quotation, right: Quotation): boolean =>
  JSON.stringify([left.source, left.figures.map(({ figure, text, note }) => [figure, text, note])]) ===
  JSON.stringify([right.source, right.figures.map(({ figure, text, note }) => [figure, text, note])]);

/** The same figures again change nothing; others only over the version that was on the screen. */
function decide(
  { source, figures, expectedVersion }: RequestOf<'quoteFigures'>,
  current: Versioned<Quotation> | undefined,
): Decided {
  const quoted = { source, figures };
  if (current !== undefined && isSame(current.value, quoted)) return { kind: 'keep', answer: null };
  if ((current?.version ?? 0) !== expectedVersion) return { kind: 'refuse', refusal: refuseEdited() };
  return { kind: 'write', value: quoted, answer: null };
}

/** Puts the figures that a source published beside a round's own. Nothing is computed from them. */
export const quoteFigures = implement('quoteFigures', async ({ request, caller, deps }) => {
  const { round, source } = request;
  const { rounds, outcomes } = deps.registry;
  if ((await rounds.read(round)) === undefined) return refuse('round-unknown');
  const seen = decide(request, await outcomes.quoted(round));
  if (seen.kind === 'refuse') return seen.refusal;
  if (seen.kind === 'write') await recordOrder({ what: 'quoteFigures', target: round, why: source, caller, deps });
  const outcome = await outcomes.quote(round, (current) => decide(request, current));
  return outcome.kind === 'refuse' ? outcome.refusal : { answer: { version: outcome.version } };
});

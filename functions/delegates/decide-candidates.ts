import { isEditable, MAX_CANDIDATES } from '../../shared/process/nomination.ts';
import type { Refusal } from '../http/implement.ts';
import { refuse } from '../http/implement.ts';
import type { Nomination } from '../store/nominations.ts';
import type { ItemDecision, Versioned } from '../store/versioned-items.ts';
import { factsOf } from './nomination-facts.ts';

type Candidates = Nomination['candidates'];

const SOMEBODY = { zh: '另一位工作人员', en: 'Another member of staff' };

/** What the unit wants its candidates to be from now on, beside those it has handed in. */
export interface CandidatesWanted {
  readonly expectedVersion: number;
  readonly plannedSeats: number;
  readonly candidates: Candidates;
  readonly savedBy: Nomination['savedBy'];
  readonly savedAtMs: number;
}

const newNomination = ({ plannedSeats, savedBy, savedAtMs }: CandidatesWanted): Nomination => ({
  plannedSeats,
  candidates: [],
  submitted: 0,
  savedBy,
  savedAtMs,
  finishedUpTo: { 'inspection-office': 0, 'discipline-commission': 0 },
  actedFor: {},
  delegates: [],
  lastNumber: 0,
  listVersion: 0,
  pending: null,
});

const isSame = (left: Candidates, right: Candidates): boolean =>
  left.length === right.length &&
  left.every(({ category, name, organisation, phone }, index) => {
    const other = right[index];
    return (
      category === other?.category &&
      name === other.name &&
      organisation === other.organisation &&
      phone === other.phone
    );
  });

export const handedIn = ({ candidates, submitted }: Nomination): Candidates => candidates.slice(0, submitted);

/**
 * The whole list in the place of the one that was read. The same again, as after a lost answer, writes nothing; on a list that
 * somebody else has changed meanwhile nothing is written either.
 */
export function decideCandidates(
  current: Versioned<Nomination> | undefined,
  wanted: CandidatesWanted,
): ItemDecision<Nomination, Nomination, Refusal> {
  const nomination = current?.value ?? newNomination(wanted);
  const { plannedSeats, savedBy, savedAtMs } = wanted;
  if (!isEditable(factsOf(nomination))) return { kind: 'refuse', refusal: refuse('nomination-submitted') };
  const candidates = [...handedIn(nomination), ...wanted.candidates];
  const isTheSame = nomination.plannedSeats === plannedSeats && isSame(candidates, nomination.candidates);
  if (current !== undefined && isTheSame && nomination.savedBy.subject === savedBy.subject)
    return { kind: 'keep', answer: nomination };
  if (wanted.expectedVersion !== (current?.version ?? 0)) {
    const who = current === undefined ? SOMEBODY : nomination.savedBy.name;
    return { kind: 'refuse', refusal: refuse('edited-meanwhile', { who }) };
  }
  if (candidates.length > MAX_CANDIDATES)
    return { kind: 'refuse', refusal: refuse('nomination-too-long', { limit: MAX_CANDIDATES }) };
  const value = { ...nomination, plannedSeats, candidates, savedBy, savedAtMs };
  return { kind: 'write', value, answer: value };
}

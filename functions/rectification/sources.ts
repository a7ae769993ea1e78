import type { CollatedItem } from '../../shared/process/collation.ts';
import type { FloorQuestion } from '../../shared/process/floor.ts';
import { compareFractions, makeFraction, parseFraction, toDecimalText } from '../../shared/process/fraction.ts';
import type { OpinionSubject } from '../../shared/process/opinions.ts';
import type { ItemKind, ItemSource } from '../../shared/process/rectification.ts';
import type { Dependencies } from '../http/dependencies.ts';
import { signedResultOf } from '../store/meetings.ts';
import type { SessionPlace } from '../store/round-lists.ts';

/** Something that may become an item, in the wording that a person starts from. */
export interface Proposal {
  readonly sources: readonly ItemSource[];
  readonly kind: ItemKind;
  readonly wording: string;
  readonly about: string | null;
  readonly opinions: number;
}

export type NamesOf = (subject: OpinionSubject) => string | null;

/** Names of the unit and its officers, as staff read them. */
export async function namesOf(place: SessionPlace, deps: Dependencies): Promise<NamesOf> {
  const officers = await deps.registry.rounds.officersOf(place);
  const names = new Map(officers.map(({ id, name }) => [id, name] as const));
  return (subject) => (subject.kind === 'unit' ? place.unit.name : (names.get(subject.officer) ?? null));
}

export const fromCollated = (entry: CollatedItem, names: NamesOf): Proposal => ({
  sources: [{ kind: 'opinion', collated: entry.number }],
  kind: entry.kind,
  wording: entry.wording,
  about: names(entry.about),
  opinions: entry.opinions,
});

/** Whether anything can rest on an entry: it is there, and was not withdrawn. */
export const isListed = (entry: CollatedItem | undefined): entry is CollatedItem =>
  entry !== undefined && entry.status !== 'withdrawn';

/**
 * A question that stands for a collated opinion is that opinion too, so that its author follows what becomes of it; one whose
 * opinion was withdrawn stands for itself.
 */
export function fromQuestion({ number, wording }: FloorQuestion, entry: CollatedItem | undefined): Proposal {
  const opinion: readonly ItemSource[] = isListed(entry) ? [{ kind: 'opinion', collated: entry.number }] : [];
  return {
    sources: [{ kind: 'question', number }, ...opinion],
    kind: 'question',
    wording,
    about: null,
    opinions: opinion.length,
  };
}

/**
 * Indicators of the announced, valid result with a mean below the rule's, as the result shows them: what is withheld proposes
 * nothing, and nothing is known by category.
 */
export async function lowScores(session: string, belowScore: number, deps: Dependencies): Promise<readonly Proposal[]> {
  const meeting = await deps.meetings.read(session);
  const signed = meeting === undefined ? undefined : signedResultOf(meeting);
  if (meeting?.state !== 'announced' || signed?.outcome !== 'valid' || meeting.manifestHash === null) return [];
  const [result, manifest] = await Promise.all([
    deps.meetings.getResult(session, signed.hash),
    deps.meetings.getManifest(session, meeting.manifestHash),
  ]);
  if (result === undefined || manifest === undefined)
    throw new Error('an announced meeting has no result or no manifest');
  const limit = makeFraction(Math.round(belowScore * 100), 100);
  return manifest.subjects.flatMap((subject) => {
    const counted = result.subjects.find(({ id }) => id === subject.id)?.indicators ?? [];
    return subject.indicators.flatMap(({ id, name }): readonly Proposal[] => {
      const shown = counted.find((each) => each.id === id);
      const mean =
        shown === undefined || 'withheld' in shown || shown.mean === null ? undefined : parseFraction(shown.mean);
      if (mean === undefined || compareFractions(mean, limit) >= 0) return [];
      const wording = `${subject.name}的“${name}”平均 ${toDecimalText(mean, 2)} 分，低于 ${toDecimalText(limit, 2)} 分，请说明原因并整改。`;
      const source = { kind: 'score', subject: subject.id, indicator: id } as const;
      return [{ sources: [source], kind: 'low-score', wording, about: subject.name, opinions: 0 }];
    });
  });
}

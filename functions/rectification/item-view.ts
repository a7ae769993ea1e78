import type { ResponseOf } from '../../shared/contract/operations.ts';
import { escalatedOn } from '../../shared/process/escalation.ts';
import { FILE_KINDS, type FileKind } from '../../shared/process/file-kinds.ts';
import { isOverdue, type RectificationItem, ratingCounts } from '../../shared/process/rectification.ts';
import { ESCALATION_LEVELS } from '../../shared/process/round-config.ts';
import type { Versioned } from '../store/versioned-items.ts';

/** An item as a list shows it on a day. */
export function listedItem(item: RectificationItem, today: string): ResponseOf<'listItems'>['items'][number] {
  const { number, kind, wording, about, state, withCommission, responsible, dueOn, asked, reopened } = item;
  const told = ESCALATION_LEVELS.filter((level) => escalatedOn(item, level) !== undefined);
  return {
    ...{ number, kind, wording, about, state, withCommission, responsible, dueOn, reopened },
    overdue: isOverdue(item, today),
    askedDueOn: asked?.dueOn ?? null,
    escalatedTo: told.at(-1) ?? null,
  };
}

export const fileKindOf = (kind: string): FileKind => {
  const known = FILE_KINDS.find((each) => each === kind);
  if (known === undefined) throw new Error('evidence of a kind that there is not');
  return known;
};

/** An item with everything that staff may see of it; nobody's identity but their names. */
export function wholeItem({ value, version }: Versioned<RectificationItem>, today: string): ResponseOf<'getItem'> {
  const { measure, ruleDueOn, calendarKnown, asked, replies, evidence, history, sources } = value;
  return {
    ...listedItem(value, today),
    version,
    sources: [...sources],
    ...{ measure, ruleDueOn, calendarKnown, asked },
    replies: replies.map((reply) => ({
      ...{ number: reply.number, text: reply.text, onDay: reply.onDay },
      by: { hand: reply.by.hand, name: reply.by.name },
      evidence: [...reply.evidence],
      ratings: ratingCounts(reply),
    })),
    evidence: evidence.map((each) => ({ ...each, kind: fileKindOf(each.kind) })),
    history: [...history],
  };
}

import type { ResponseOf } from '../../shared/contract/operations.ts';
import { isRecordedByStaff } from '../../shared/process/opinions.ts';
import { isOverdue, publicItem, type RectificationItem } from '../../shared/process/rectification.ts';
import { shanghaiDay } from '../../shared/process/shanghai-day.ts';
import type { Dependencies } from '../http/dependencies.ts';
import { implement } from '../http/implement.ts';
import { type Author, findAuthor } from './find-author.ts';
import { isCounted } from './is-counted.ts';
import { ownItem, ratingKey } from './own-item.ts';

type Followed = ResponseOf<'followOpinion'>;

/** What was answered at the meeting to the collated entry. */
async function answersTo(session: string, collated: number, deps: Dependencies): Promise<Followed['answers']> {
  const questions = await deps.meetings.floor.everyQuestion(session);
  return questions
    .filter((question) => question.collated === collated && question.state !== 'queued')
    .map(({ wording, answer, answeredBy, setAsideWhy }) => ({ wording, answer, answeredBy, setAsideWhy }));
}

/** The item as its author sees it: what everybody sees, its history without names, and their own ratings. */
async function itemOf(item: RectificationItem, author: Author, today: string): Promise<NonNullable<Followed['item']>> {
  const { replies, kind: _kind, about: _about, ...face } = publicItem(item);
  const withMine = replies.map(async (reply) => ({
    ...reply,
    evidence: [...reply.evidence],
    mine: author.opinion.ratings[ratingKey(item.number, reply.number)] ?? null,
    counted: await isCounted(author, item, reply.number),
  }));
  return {
    ...face,
    overdue: isOverdue(item, today),
    replies: await Promise.all(withMine),
    history: item.history.map(({ onDay, what, note }) => ({ onDay, what, note })),
  };
}

async function standingOf(
  author: Author,
  deps: Dependencies,
): Promise<Pick<Followed, 'standing' | 'reason' | 'wording' | 'answers' | 'item'>> {
  const nothing = { reason: null, wording: null, answers: [], item: null };
  const { session, opinion } = author;
  const { state } = opinion;
  switch (state.kind) {
    case 'new':
      return { ...nothing, standing: 'received' };
    case 'discarded':
      return { ...nothing, standing: 'not-taken-up', reason: state.reason };
    case 'collated': {
      const [entry, item, answers] = await Promise.all([
        deps.meetings.collated.read(session, state.number),
        ownItem(session, opinion, deps),
        answersTo(session, state.number, deps),
      ]);
      const wording = entry?.value.wording ?? null;
      if (item === undefined) return { ...nothing, standing: 'listed', wording, answers };
      const seen = await itemOf(item, author, shanghaiDay(deps.nowMs()));
      return { ...nothing, standing: 'item', wording, answers, item: seen };
    }
  }
}

/** What became of an opinion, for whoever holds its receipt; who that is is not asked and not known. */
export const followOpinion = implement('followOpinion', async ({ request, deps }) => {
  const author = await findAuthor(request, deps);
  if ('refused' in author) return author;
  const { content, takenOver } = author.opinion;
  const canTakeOver = isRecordedByStaff(content) && takenOver === null;
  const meeting = await deps.meetings.read(author.session);
  if (meeting === undefined) throw new Error('an opinion of a session that is not there');
  const face = { unit: meeting.unitName, kind: content.kind, onDay: content.day, canTakeOver };
  return { answer: { ...face, ...(await standingOf(author, deps)) } };
});

import { implement } from '../http/implement.ts';
import { findReading } from './find-reading.ts';

/** Rectification items after those of the first answer, one Query a page. */
export const listReadingItems = implement('listReadingItems', async ({ request, deps }) => {
  const meeting = await findReading(request, deps);
  if ('refused' in meeting) return meeting;
  return { answer: await deps.meetings.rectification.listPublic(meeting.session, request.after) };
});

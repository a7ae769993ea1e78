import type { Dependencies } from '../http/dependencies.ts';
import type { Run } from '../http/scheduled.ts';
import { OPINIONS_PER_PAGE } from '../store/opinions.ts';

/** Every opinion of a session loses the name and the contact given with it; what it says stays. The mark goes last. */
async function forgetNames(session: string, { opinions, meetings }: Dependencies): Promise<void> {
  let after: string | undefined;
  do {
    const page = await opinions.list(session, { limit: OPINIONS_PER_PAGE, after });
    for (const { opinion, content } of page.opinions)
      if (content.named !== null) await opinions.forgetName(session, opinion);
    after = page.next ?? undefined;
  } while (after !== undefined);
  await meetings.forgetMarks.delete(session);
}

/**
 * Forgets the names in the opinions of every session that retention marked: the one reaches people and never what was said, the other
 * what was said and never people. Stopped anywhere it begins with the same session again, since forgetting twice is forgetting.
 */
export const run: Run = async (deps) => {
  for (const session of await deps.meetings.forgetMarks.list()) await forgetNames(session, deps);
};

import { implement } from '../http/implement.ts';

const ENTRIES_PER_PAGE = 50;

export const listAudit = implement('listAudit', async ({ request, deps }) => {
  const entries = await deps.registry.audit.list({ before: request.before, limit: ENTRIES_PER_PAGE });
  const oldest = entries.at(-1)?.sequence ?? 1;
  return { answer: { entries: [...entries], next: oldest > 1 ? oldest : null } };
});

import { implement } from '../http/implement.ts';
import { placeFor } from '../http/own-unit.ts';

/** The report on the preparation as it is now, with who acknowledged it. */
export const getPreparation = implement('getPreparation', async ({ request, caller, deps }) => {
  const place = await placeFor(request.session, { caller, deps });
  if ('refused' in place) return place;
  const report = (await deps.registry.invitations.readPreparation(request.session))?.value;
  if (report === undefined)
    return { answer: { version: 0, parts: null, submittedBy: null, onDay: null, acknowledged: [] } };
  const { version, texts, submittedBy, onDay, acknowledged } = report;
  return {
    answer: {
      version,
      parts: texts,
      submittedBy: submittedBy.name,
      onDay,
      acknowledged: acknowledged.map(({ role, name, onDay: day }) => ({ role, name, onDay: day })),
    },
  };
});

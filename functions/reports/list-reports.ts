import { linesFor, missingReports } from '../../shared/process/report.ts';
import { implement, refuse } from '../http/implement.ts';
import { placeFor } from '../http/own-unit.ts';

/** Where each officer's report stands, without the texts. 5 reads, whatever was written. */
export const listReports = implement('listReports', async ({ request, caller, deps }) => {
  const { session } = request;
  const place = await placeFor(session, { caller, deps });
  if ('refused' in place) return place;
  const meeting = await deps.meetings.read(session);
  if (meeting === undefined) return refuse('session-unknown');
  const officers = await deps.registry.rounds.officersOf(place);
  const { value } = await deps.meetings.reports.lines(session);
  return {
    answer: {
      unitName: place.unit.name,
      state: meeting.state,
      officers: linesFor(officers, value),
      missing: missingReports(officers, value),
    },
  };
});

import { missingReports } from '../../shared/process/report.ts';
import type { Dependencies } from '../http/dependencies.ts';
import type { OfficerPlace } from './find-officer.ts';

/** Each turn means that another officer's report changed between reading and noting. */
const MAX_TURNS = 25;

/**
 * Draws the officer's line and tells the gate and the county's home whose reports are missing. Of two that are submitted at once
 * whoever notes last looks again, so that the gate never stays behind the list.
 */
export async function noteMissing({ place, officers, officer }: OfficerPlace, deps: Dependencies): Promise<void> {
  const { reports } = deps.meetings;
  const { session, unit } = place.unit;
  await reports.draw(session, { officer, officers });
  for (let turn = 0; turn < MAX_TURNS; turn += 1) {
    const { value, version } = await reports.lines(session);
    const missing = [...missingReports(officers, value)];
    await deps.registry.progress.note({ round: place.round.round, unit }, 'reports', {
      officers: officers.length,
      missing,
    });
    if ((await reports.lines(session)).version === version) return;
  }
  throw new Error('the list of reports changed too often under one note');
}

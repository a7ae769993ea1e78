import { implement } from '../http/implement.ts';
import { signedRecording } from '../http/signed-recording.ts';
import { findReading } from './find-reading.ts';

/**
 * Everything a delegate may read, at a glance: 6 reads and 2 Queries of one page, however much there is. The texts of the reports
 * and further items are asked for one by one.
 */
export const openReading = implement('openReading', async ({ request, deps }) => {
  const meeting = await findReading(request, deps);
  if ('refused' in meeting) return meeting;
  const { session, state, unitName } = meeting;
  const { venues, reports, floor, rectification } = deps.meetings;
  const [venue, { value: lines }, { media, ...onTheFloor }, items] = await Promise.all([
    venues.readPublic(session),
    reports.lines(session),
    floor.readPublic(session),
    rectification.listPublic(session),
  ]);
  const officers = lines.map(({ officer, name, post, state: at }) => ({
    ...{ officer, name, post },
    submitted: at === 'submitted',
  }));
  const recording = media === null ? null : { fileName: media.fileName, url: await signedRecording(media, deps) };
  const said = { ...onTheFloor, recording };
  return { answer: { countyName: deps.countyName, unitName, state, venue, officers, floor: said, items } };
});

import { type AnnouncedMeeting, overTheYears } from '../../shared/process/outcomes.ts';
import type { Dependencies } from '../http/dependencies.ts';
import { implement } from '../http/implement.ts';
import { placeFor } from '../http/own-unit.ts';
import { announcedMeeting } from './announced-meeting.ts';

/** More years than an officer stays. */
const ROUNDS_COMPARED = 10;

/** The announced meetings of a unit, earliest first. */
async function meetingsOfUnit(unit: string, deps: Dependencies) {
  const { registry, meetings } = deps;
  const rounds = (await registry.rounds.list()).slice(0, ROUNDS_COMPARED);
  const places = rounds.flatMap(({ name, units }) =>
    units.filter((each) => each.unit === unit).map(({ session }) => ({ session, name })),
  );
  const heads = await meetings.readMany(places.map(({ session }) => session));
  const found = await Promise.all(
    heads.map((head) =>
      announcedMeeting(head, places.find(({ session }) => session === head.session)?.name ?? '', deps),
    ),
  );
  return found.flatMap((each) => each ?? []).sort((left, right) => left.announcedAtMs - right.announcedAtMs);
}

const withoutFigures = ({ subjects: _subjects, results: _results, ...meeting }: AnnouncedMeeting) => meeting;

/** A unit and its officers over the years, from announced results alone: what they withhold is withheld here. */
export const getResults = implement('getResults', async ({ request, caller, deps }) => {
  const place = await placeFor(request.session, { caller, deps });
  if ('refused' in place) return place;
  const meetings = await meetingsOfUnit(place.unit.unit, deps);
  const own = meetings.find(({ session }) => session === request.session);
  return {
    answer: {
      unitName: place.unit.name,
      meetings: meetings.map(withoutFigures),
      subjects: overTheYears(meetings),
      ofThisMeeting: (own?.subjects ?? []).map(({ id, name, post }) => ({ subject: id, name, post })),
    },
  };
});

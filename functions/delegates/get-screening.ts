import { stageOf } from '../../shared/process/nomination.ts';
import { otherOffice, unmarked } from '../../shared/process/screening.ts';
import { implement, refuse } from '../http/implement.ts';
import { maskPhone } from '../http/mask-phone.ts';
import { placeFor } from '../http/own-unit.ts';
import type { KeptMark, Nomination } from '../store/nominations.ts';
import { bothFinishedUpTo, factsOf, finishedBy } from './nomination-facts.ts';
import { officeOf, workedForOther } from './person-at-work.ts';

const CANDIDATES_PER_PAGE = 100;

interface Shown {
  readonly own: readonly KeptMark[];
  readonly other: readonly KeptMark[];
}

const markOf = (marks: readonly KeptMark[], number: number) => {
  const mark = marks.find((each) => each.number === number);
  return mark === undefined ? null : { verdict: mark.verdict, reason: mark.reason };
};

function candidateViews(nomination: Nomination, { own, other }: Shown, page: number) {
  const first = page * CANDIDATES_PER_PAGE;
  const end = Math.min(first + CANDIDATES_PER_PAGE, nomination.submitted);
  const listed = new Map(nomination.delegates.map((each) => [each.candidate, each.number]));
  const bothUpTo = bothFinishedUpTo(nomination);
  return nomination.candidates.slice(first, end).map(({ category, name, organisation, phone }, index) => {
    const number = first + index + 1;
    return {
      ...{ number, category, name, organisation, phoneMasked: maskPhone(phone) },
      own: markOf(own, number),
      other: number <= bothUpTo ? markOf(other, number) : null,
      delegate: listed.get(number) ?? null,
    };
  });
}

/**
 * The candidates with the marks of the caller's office; those of the other are not even read before both have finished. Who worked
 * for the other office sees nothing here until then.
 */
export const getScreening = implement('getScreening', async ({ request, caller, deps }) => {
  const { session, page } = request;
  const place = await placeFor(session, { caller, deps });
  if ('refused' in place) return place;
  const { nominations, plans } = deps.registry;
  const office = officeOf(caller);
  const [kept, own, { seats }] = await Promise.all([
    nominations.read(session),
    nominations.marksOf(session, office),
    plans.rulesOf({ round: place.round.round, session }),
  ]);
  const nomination = kept?.value;
  const submitted = nomination?.submitted ?? 0;
  const pages = Math.max(1, Math.ceil(submitted / CANDIDATES_PER_PAGE));
  if (page >= pages) return refuse('page-unknown');
  const both = nomination === undefined ? 0 : bothFinishedUpTo(nomination);
  if (nomination !== undefined && workedForOther(nomination, caller) && both < submitted) return refuse('same-person');
  const other = both === 0 ? [] : (await nominations.marksOf(session, otherOffice(office))).marks;
  const shown = { own: own.marks, other };
  return {
    answer: {
      unitName: place.unit.name,
      stage: stageOf(factsOf(nomination)),
      plannedSeats: nomination?.plannedSeats ?? 0,
      seats,
      candidates: nomination === undefined ? [] : candidateViews(nomination, shown, page),
      total: submitted,
      marked: submitted - unmarked(own.marks, submitted).length,
      ownFinishedUpTo: nomination?.finishedUpTo[office] ?? 0,
      bothFinishedUpTo: both,
      finishedBy: nomination === undefined ? [] : finishedBy(nomination),
      page,
      pages,
    },
  };
});

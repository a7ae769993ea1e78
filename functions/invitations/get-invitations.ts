import { type TellerPlace, whoLeft } from '../../shared/process/delegates-teller.ts';
import { countLetters, type Letter } from '../../shared/process/invitations.ts';
import { type InvitedDelegate, invitedPages, lettersOf } from '../http/addressees.ts';
import type { Dependencies } from '../http/dependencies.ts';
import { implement, refuse } from '../http/implement.ts';
import { maskPhone } from '../http/mask-phone.ts';
import { placeFor } from '../http/own-unit.ts';
import type { TellerChoice } from '../store/invitations.ts';
import { delegateId, delegatePages, numbersOf, type SessionPlace } from '../store/round-lists.ts';
import { choiceView } from './choice-view.ts';

function lettersView(invited: readonly InvitedDelegate[], letters: readonly Letter[]) {
  const byNumber = new Map(letters.map((letter) => [letter.number, letter]));
  return invited.map(({ number, name, organisation, phone }) => ({
    delegate: delegateId(number),
    number,
    name,
    organisation,
    phoneMasked: maskPhone(phone),
    sent: byNumber.get(number)?.sent ?? null,
    reply: byNumber.get(number)?.reply ?? null,
  }));
}

function tellersLeft({ round, unit }: SessionPlace, choices: readonly TellerChoice[]): readonly TellerPlace[] {
  const latest = choices.at(-1);
  if (latest === undefined) return [];
  const { teller, standIn, list } = latest;
  return whoLeft(list === undefined ? undefined : { teller, standIn, list }, numbersOf(round, unit));
}

/** The same address for every delegate: it opens the reading page and identifies nobody. */
async function readingAddress(session: string, { meetings, origin }: Dependencies): Promise<string | null> {
  const key = await meetings.readingKeys.read(session);
  return key === undefined ? null : `${origin}/read/#${session}/${key}`;
}

/** Everything that the letters and the attendance list are printed from, a page of delegates at a time. */
export const getInvitations = implement('getInvitations', async ({ request, caller, deps }) => {
  const { session, page } = request;
  const place = await placeFor(session, { caller, deps });
  if ('refused' in place) return place;
  const invited = await invitedPages(place, deps);
  const shown = invited[page];
  if (shown === undefined) return refuse('page-unknown');
  const { invitations } = deps.registry;
  const [letters, venue, choices, address, attendance, plan] = await Promise.all([
    lettersOf(place, invited.flat(), deps),
    deps.meetings.venues.read(session),
    invitations.readTellerChoices(session),
    readingAddress(session, deps),
    invitations.readAttendance(session),
    deps.registry.plans.glance(place.round.round),
  ]);
  const planned = plan?.units.find(({ unit }) => unit === place.unit.unit);
  return {
    answer: {
      countyName: deps.countyName,
      unitName: place.unit.name,
      venue: venue?.value ?? null,
      venueVersion: venue?.version ?? 0,
      plannedOn: planned?.heldOn ?? null,
      readingAddress: address,
      delegates: place.unit.delegates,
      counts: countLetters(letters),
      attendance,
      tellerChoices: choices.map(choiceView),
      tellersLeft: tellersLeft(place, choices),
      letters: lettersView(shown, letters),
      page,
      pages: delegatePages(place.unit.delegates),
    },
  };
});

import { implement, refuse } from '../http/implement.ts';
import { maskPhone } from '../http/mask-phone.ts';
import { mayHandleUnit } from '../http/own-unit.ts';
import { drew, type Standing } from '../store/issuing.ts';
import { delegateId, delegatePages } from '../store/round-lists.ts';

const cardOf = (standing: Standing | undefined): 'none' | 'replaceable' | 'settled' => {
  if (standing === undefined) return 'none';
  if (standing.paper !== null || drew(standing)) return 'settled';
  return standing.codeHash === null ? 'none' : 'replaceable';
};

/** One page of a session's delegates. Phones leave the registry masked. */
export const listDelegates = implement('listDelegates', async ({ request, caller, deps }) => {
  const { session, page } = request;
  const { rounds, issuing } = deps.registry;
  const place = await rounds.placeOf(session);
  if (place === undefined) return refuse('session-unknown');
  if (!mayHandleUnit(caller, place.unit.unit)) return refuse('unit-not-yours');
  const delegates = await rounds.delegatesOf(place, page);
  if (delegates === undefined) return refuse('page-unknown');
  const standings = await issuing.readStandings(session, delegates[0]?.number ?? 0, delegates.at(-1)?.number ?? 0);
  return {
    answer: {
      delegates: delegates.map(({ number, name, category, organisation, phone }) => ({
        delegate: delegateId(number),
        number,
        name,
        category,
        organisation,
        phoneMasked: maskPhone(phone),
        card: cardOf(standings.get(number)),
      })),
      page,
      pages: delegatePages(place.unit.delegates),
    },
  };
});

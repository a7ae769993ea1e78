import type { RequestOf } from '../../shared/contract/operations.ts';
import type { Caller, Dependencies } from '../http/dependencies.ts';
import { isSamePerson } from '../http/four-eyes.ts';
import { implement, type Refusal, refuse } from '../http/implement.ts';
import { noteLetters } from '../http/note-letters.ts';
import { recordOrder } from '../http/record-order.ts';
import type { Standing } from '../store/issuing.ts';
import type { ListVersion, Nomination } from '../store/nominations.ts';
import type { Alongside } from '../store/round-lists.ts';
import type { Versioned } from '../store/versioned-items.ts';
import { standingsOfRemoved } from './checked-in.ts';
import { importedList } from './imported-list.ts';
import { delegatesOn, listAfter } from './list-step.ts';
import { inPreparation, type Preparation } from './meeting-in-preparation.ts';
import { noteList } from './note-nomination.ts';
import { personOf, staffOf, withActed, workedForOther } from './person-at-work.ts';

type Request = RequestOf<'approveList'>;

interface Approving extends Preparation {
  readonly request: Request;
  readonly caller: Caller;
  readonly deps: Dependencies;
  readonly read: Versioned<Nomination>;
  readonly versionRead: Versioned<ListVersion>;
}

const MAX_ATTEMPTS = 10;

const isPublished = ({ request, versionRead: { value } }: Approving): boolean =>
  value.state === 'published' && value.proposal === request.proposal;

function refusalOf({ request, caller, read, versionRead, place }: Approving): Refusal | undefined {
  const { pending } = read.value;
  if (pending?.version !== request.version) return refuse('list-not-proposed');
  const { proposedBy } = versionRead.value;
  if (pending.proposal !== request.proposal) return refuse('edited-meanwhile', { who: proposedBy.name });
  if (isSamePerson(staffOf(caller), proposedBy.subject) || workedForOther(read.value, caller))
    return refuse('same-person');
  const isReliedOn = place.round.settled?.has(place.unit.session) === true && place.unit.list === undefined;
  return isReliedOn ? refuse('list-in-use') : undefined;
}

/**
 * All at one moment: the list is the session's, its version published, the codes of those who go are dead, the meeting still in
 * preparation. A card or a draw that came in between makes it fail, and it is decided anew.
 */
async function publish(approving: Approving, standings: ReadonlyMap<number, Standing>): Promise<Nomination | null> {
  const { request, caller, deps, read, versionRead, place, meeting } = approving;
  const { session } = request;
  const { rounds, issuing, nominations } = deps.registry;
  const { value: proposed } = versionRead;
  const { version: listVersion, proposal: edition, lastNumber, byCategory } = proposed;
  const next = listAfter(read.value, proposed);
  // An imported list lies in the round's own edition already.
  if (edition !== place.round.edition) await rounds.writeDelegates(session, edition, delegatesOn(read.value, next));
  const list = {
    ...{ version: listVersion, edition, lastNumber, delegates: proposed.delegates, byCategory },
    removed: [...(place.unit.list?.removed ?? []), ...standings.keys()],
  };
  const alongside: Alongside[] = [
    rounds.publishing(place, list),
    deps.meetings.touching(meeting),
    ...[...standings].flatMap(([number, standing]) => issuing.removing(session, number, standing)),
  ];
  const nomination: Nomination = {
    ...withActed(read.value, caller),
    delegates: [...next.delegates],
    lastNumber,
    listVersion,
    pending: null,
  };
  const version: ListVersion = {
    ...proposed,
    state: 'published',
    approvedBy: personOf(caller),
    approvedAtMs: deps.nowMs(),
  };
  const isWritten = await nominations.write({ session, read, nomination, versionRead, version }, alongside);
  return isWritten ? nomination : null;
}

/** Tells the home of the list that is in force now. Where one was before, newcomers have no letter yet, and letters went to some who left. */
async function note({ place, versionRead, deps }: Approving, nomination: Nomination): Promise<void> {
  await noteList(place, { nomination, count: versionRead.value.delegates }, deps);
  if (nomination.listVersion === 1) return;
  const now = await deps.registry.rounds.placeOf(place.unit.session);
  if (now !== undefined) await noteLetters(now, deps);
}

/** The list before lies in another edition, which nobody reads any more. */
async function finish(approving: Approving, nomination: Nomination): Promise<void> {
  const { request, place, deps } = approving;
  await note(approving, nomination);
  await deps.registry.rounds.clearDelegates(place, request.proposal);
}

const answerOf = ({ version, delegates, byCategory }: ListVersion) => ({
  answer: {
    version,
    delegates,
    byCategory: {
      'market-entity': byCategory['market-entity'],
      'consumer-society': byCategory['consumer-society'],
      'discipline-inspection': byCategory['discipline-inspection'],
      'deputy-supervisor': byCategory['deputy-supervisor'],
    },
  },
});

async function readAll(request: Request, caller: Caller, deps: Dependencies): Promise<Approving | Refusal> {
  const prepared = await inPreparation(request.session, { caller, deps });
  if ('refused' in prepared) return prepared;
  const { nominations } = deps.registry;
  const read = await nominations.read(request.session);
  const imported = await importedList(prepared.place, read, deps);
  if (imported !== undefined) return { ...prepared, request, caller, deps, ...imported };
  const versionRead = await nominations.readVersion(request.session, request.version);
  if (read === undefined || versionRead === undefined) return refuse('list-not-proposed');
  return { ...prepared, request, caller, deps, read, versionRead };
}

/** The discipline commission approves what the inspection office proposed, another person than whoever proposed it. */
export const approveList = implement('approveList', async ({ request, caller, deps }) => {
  const { session, version } = request;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const approving = await readAll(request, caller, deps);
    if ('refused' in approving) return approving;
    const { read, versionRead } = approving;
    if (isPublished(approving)) {
      await note(approving, read.value);
      return answerOf(versionRead.value);
    }
    const refusal = refusalOf(approving);
    if (refusal !== undefined) return refusal;
    const removed = versionRead.value.removed.map(({ number }) => number);
    const standings = await standingsOfRemoved(session, removed, deps);
    if ('refused' in standings) return standings;
    if (attempt === 0)
      await recordOrder({ what: 'approveList', target: session, why: `version ${version}`, caller, deps });
    const nomination = await publish(approving, standings);
    if (nomination === null) continue;
    await finish(approving, nomination);
    return answerOf(versionRead.value);
  }
  throw new Error('a list changed too often under one approval');
});

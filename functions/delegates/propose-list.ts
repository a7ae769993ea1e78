import type { RequestOf } from '../../shared/contract/operations.ts';
import { changeDefects, type ListDefect } from '../../shared/process/delegate-list.ts';
import { agreedFit } from '../../shared/process/screening.ts';
import { CATEGORY_NAMES, checkSeats, type SeatDefect } from '../../shared/process/seats.ts';
import { withoutNames } from '../../shared/process/without-names.ts';
import { toHex } from '../../shared/protocol/bytes.ts';
import type { Caller, Dependencies } from '../http/dependencies.ts';
import { implement, type Refusal, type RefusalPlace, refuse } from '../http/implement.ts';
import { recordOrder } from '../http/record-order.ts';
import type { ListVersion, Nomination } from '../store/nominations.ts';
import type { SessionPlace } from '../store/round-lists.ts';
import type { Versioned } from '../store/versioned-items.ts';
import { standingsOfRemoved } from './checked-in.ts';
import { type ListStepView, listStep, presentList } from './list-step.ts';
import { inPreparation } from './meeting-in-preparation.ts';
import { bothFinishedUpTo } from './nomination-facts.ts';
import { noteNomination } from './note-nomination.ts';
import { personOf, withActed, workedForOther } from './person-at-work.ts';

type Request = RequestOf<'proposeList'>;

interface Proposing {
  readonly request: Request;
  readonly caller: Caller;
  readonly deps: Dependencies;
  readonly place: SessionPlace;
  readonly read: Versioned<Nomination>;
  readonly versionRead: Versioned<ListVersion> | undefined;
}

const PROPOSAL_BYTES = 8;
const MAX_ATTEMPTS = 10;

const repeatedPlace = (field: string): RefusalPlace => ({
  field,
  code: 'repeated',
  detail: { zh: '重复，或已在名单上', en: 'repeated, or on the list already' },
});

function refuseChange(defects: readonly ListDefect[], { candidates }: Nomination): Refusal | undefined {
  const [first] = defects;
  switch (first?.code) {
    case undefined:
      return undefined;
    case 'not-agreed':
      return refuse(first.number > candidates.length ? 'candidate-unknown' : 'not-agreed');
    case 'not-listed':
      return refuse('delegate-unknown');
    case 'listed-already':
    case 'repeated':
      return refuse('request-invalid', {}, [repeatedPlace('add')]);
  }
}

const seatPlace = (defect: SeatDefect): RefusalPlace => {
  const { required, have, missing } = defect;
  const isTotal = defect.code === 'too-few-delegates';
  const zh = isTotal ? '代表' : CATEGORY_NAMES[defect.category];
  return {
    field: isTotal ? 'total' : defect.category,
    code: defect.code,
    detail: {
      zh: `${zh}：至少 ${required} 人，现有 ${have} 人，还差 ${missing} 人。`,
      en: `${isTotal ? 'delegates' : defect.category}: ${have} of ${required}, ${missing} missing.`,
    },
  };
};

function refuseStart({ request, place, read, caller }: Proposing): Refusal | undefined {
  const { value: nomination } = read;
  if (workedForOther(nomination, caller)) return refuse('same-person');
  if (nomination.submitted === 0 || bothFinishedUpTo(nomination) < nomination.submitted) return refuse('not-agreed');
  if (request.basedOn !== nomination.listVersion)
    return refuse('edited-meanwhile', { who: { zh: '另一位工作人员', en: 'Another member of staff' } });
  const isReliedOn = place.round.settled?.has(place.unit.session) === true && place.unit.list === undefined;
  if (isReliedOn) return refuse('list-in-use');
  return request.add.length + request.remove.length === 0 ? refuse('list-unchanged') : undefined;
}

/** What stands against the list as it would be, or what it would be. */
async function check(proposing: Proposing): Promise<ListStepView | Refusal> {
  const { request, read, deps, place } = proposing;
  const refusal = refuseStart(proposing);
  if (refusal !== undefined) return refusal;
  const { session } = request;
  const { nominations } = deps.registry;
  const office = await nominations.marksOf(session, 'inspection-office');
  const commission = await nominations.marksOf(session, 'discipline-commission');
  const agreed = agreedFit(office.marks, commission.marks);
  const against = refuseChange(changeDefects(presentList(read.value), request, agreed), read.value);
  if (against !== undefined) return against;
  const standings = await standingsOfRemoved(session, request.remove, deps);
  if ('refused' in standings) return standings;
  const step = listStep(read.value, request);
  const { seats } = await deps.registry.plans.rulesOf({ round: place.round.round, session });
  const short = checkSeats(step.byCategory, seats);
  if (short.length === 0) return step;
  return refuse('list-seats-short', { required: seats.minDelegates }, short.map(seatPlace));
}

const versionOf = ({ request, caller, deps, read }: Proposing, step: ListStepView): ListVersion => ({
  version: read.value.listVersion + 1,
  proposal: toHex(deps.randomBytes(PROPOSAL_BYTES)),
  state: 'proposed',
  reason: request.reason,
  proposedBy: personOf(caller),
  proposedAtMs: deps.nowMs(),
  approvedBy: null,
  approvedAtMs: null,
  delegates: step.next.delegates.length,
  byCategory: { ...step.byCategory },
  added: [...step.added],
  removed: [...step.removed],
  lastNumber: step.next.lastNumber,
});

const sameNumbers = (left: readonly number[], right: readonly number[]): boolean =>
  left.toSorted((a, b) => a - b).join() === right.toSorted((a, b) => a - b).join();

/** The very proposal that waits already, as after a lost answer. */
function isWaiting({ request, caller, read, versionRead }: Proposing): boolean {
  const { pending } = read.value;
  const version = versionRead?.value;
  return (
    version !== undefined &&
    pending?.proposal === version.proposal &&
    version.reason === request.reason &&
    version.proposedBy.subject === personOf(caller).subject &&
    sameNumbers(
      version.added.map(({ candidate }) => candidate),
      request.add,
    ) &&
    sameNumbers(
      version.removed.map(({ number }) => number),
      request.remove,
    )
  );
}

const answerOf = ({ version, proposal, delegates }: ListVersion) => ({ answer: { version, proposal, delegates } });

async function write(proposing: Proposing, version: ListVersion): Promise<boolean> {
  const { request, caller, deps, read, versionRead, place } = proposing;
  const { session } = request;
  const pending = { version: version.version, proposal: version.proposal };
  const nomination = { ...withActed(read.value, caller), pending };
  const isWritten = await deps.registry.nominations.write({ session, read, nomination, versionRead, version });
  if (isWritten) await noteNomination(place, nomination, deps);
  return isWritten;
}

/**
 * The inspection office proposes whom the list holds, from those both offices found fit, or a change of the list. It takes the
 * place of a proposal that nobody has approved yet.
 */
export const proposeList = implement('proposeList', async ({ request, caller, deps }) => {
  const { session, add, remove } = request;
  const { nominations } = deps.registry;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const prepared = await inPreparation(session, { caller, deps });
    if ('refused' in prepared) return prepared;
    const read = await nominations.read(session);
    if (read === undefined) return refuse('not-agreed');
    const versionRead = await nominations.readVersion(session, read.value.listVersion + 1);
    const proposing = { request, caller, deps, place: prepared.place, read, versionRead };
    if (versionRead !== undefined && isWaiting(proposing)) return answerOf(versionRead.value);
    const step = await check(proposing);
    if ('refused' in step) return step;
    const version = versionOf(proposing, step);
    const why = `version ${version.version}: +${add.length} −${remove.length}; ${withoutNames(request.reason, read.value.candidates)}`;
    if (attempt === 0) await recordOrder({ what: 'proposeList', target: session, why, caller, deps });
    if (await write(proposing, version)) return answerOf(version);
  }
  throw new Error('a nomination changed too often under one proposal');
});

import { toHex } from '../../shared/protocol/bytes.ts';
import { hashHex } from '../../shared/protocol/hash.ts';
import type { Caller, Dependencies } from '../http/dependencies.ts';
import { implement, type Refusal, refuse } from '../http/implement.ts';
import { makeMeetings } from '../http/make-meetings.ts';
import { writeOpinionForms } from '../http/opinion-form.ts';
import { recordOrder } from '../http/record-order.ts';
import type { RoundHead, UnitLists } from '../store/round-lists.ts';
import { lastUnitNumber } from './known-lists.ts';
import { planLists } from './plan-lists.ts';
import { importedView, prepareImport, settledUnit } from './prepare-import.ts';

const EDITION_BYTES = 8;

/** A unit's name may have been corrected since its meeting was made. */
async function renameMeetings(lists: readonly UnitLists[], deps: Dependencies): Promise<void> {
  for (const { unit } of lists) {
    await deps.meetings.change(unit.session, (meeting) =>
      meeting.unitName === unit.name || meeting.state !== 'prepared'
        ? { kind: 'keep', answer: null }
        : { kind: 'change', meeting: { ...meeting, unitName: unit.name }, answer: null },
    );
  }
}

/** Whoever imports speaks for the inspection office, also about the lists of an import before. */
function withImporter(present: RoundHead | undefined, caller: Caller): RoundHead['importers'] {
  if (caller.kind !== 'staff') throw new Error('only staff import lists');
  const { subject, name } = caller;
  const others = (present?.importers ?? []).filter((each) => each.subject !== subject);
  return [...others, { subject, name }];
}

async function refuseOvertaken(round: string, lists: readonly UnitLists[], deps: Dependencies): Promise<Refusal> {
  const unit = await settledUnit(await deps.registry.rounds.read(round), lists, deps.meetings);
  return unit === undefined ? refuse('import-overtaken') : refuse('round-in-progress', { unit });
}

/**
 * Takes a file whole or not at all: the lists are written beside the present ones, then one transaction makes them the round's.
 * A process that dies before it leaves the round as it was; the next import clears what was left.
 */
export const importRound = implement('importRound', async ({ request, caller, deps }) => {
  const prepared = await prepareImport(request, deps);
  if ('refused' in prepared) return prepared;
  const { lists, present, bytes } = prepared;
  const { round, roundName } = request;
  const { rounds } = deps.registry;
  const head: RoundHead = {
    round,
    name: roundName,
    version: (present?.version ?? 0) + 1,
    edition: toHex(deps.randomBytes(EDITION_BYTES)),
    importedAtMs: deps.nowMs(),
    importers: withImporter(present, caller),
    units: lists.map(({ unit }) => unit),
    lastUnit: lastUnitNumber([...(present?.units ?? []), ...lists.map(({ unit }) => unit)], present?.lastUnit),
  };
  await makeMeetings(head.units, round, deps);
  await rounds.write(round, head.edition, lists);
  const why = `version ${head.version}, file SHA-256 ${await hashHex(bytes)}`;
  await recordOrder({ what: 'importRound', target: round, why, caller, deps });
  if (!(await rounds.publish(head, present))) return refuseOvertaken(round, lists, deps);
  await renameMeetings(lists, deps);
  await writeOpinionForms(lists, deps);
  await planLists({ round, lists, why }, caller, deps);
  return { answer: { units: lists.map(importedView), version: head.version } };
});

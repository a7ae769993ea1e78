import type { StaffRole } from '../../shared/contract/operation.ts';
import { withoutNames } from '../../shared/process/without-names.ts';
import type { Dependencies } from '../http/dependencies.ts';
import { implement } from '../http/implement.ts';
import { placeFor } from '../http/own-unit.ts';
import type { ListedPerson, ListVersion } from '../store/nominations.ts';
import { awaitsAgreement, type SessionPlace } from '../store/round-lists.ts';
import { importedList } from './imported-list.ts';
import { staffOf } from './person-at-work.ts';

/** Those who work with the delegates; leaders and auditors need figures and reasons only. */
const SEE_NAMES: readonly StaffRole[] = ['unit-clerk', 'inspection-office', 'discipline-commission'];

const shown = (people: readonly ListedPerson[], role: StaffRole) =>
  people.map(({ number, category, name, organisation }) =>
    SEE_NAMES.includes(role)
      ? { number, category, name, organisation }
      : { number, category, name: null, organisation: null },
  );

const versionView = (
  { proposedBy, approvedBy, lastNumber: _, ...version }: ListVersion,
  { role, reason }: { readonly role: StaffRole; readonly reason: string },
) => {
  const { byCategory } = version;
  return {
    ...version,
    reason,
    proposedBy: proposedBy.name,
    approvedBy: approvedBy?.name ?? null,
    byCategory: {
      'market-entity': byCategory['market-entity'],
      'consumer-society': byCategory['consumer-society'],
      'discipline-inspection': byCategory['discipline-inspection'],
      'deputy-supervisor': byCategory['deputy-supervisor'],
    },
    added: shown(version.added, role),
    removed: shown(version.removed, role),
  };
};

/** What is kept of the list; of one that an import brought and nobody approved, that it waits. */
async function versionsOf(place: SessionPlace, after: number | undefined, deps: Dependencies) {
  const { nominations } = deps.registry;
  const { session } = place.unit;
  const kept = await nominations.listVersions(session, after);
  if (after !== undefined || kept.versions.length > 0 || !awaitsAgreement(place.unit)) return kept;
  const imported = await importedList(place, await nominations.read(session), deps);
  if (imported === undefined) return kept;
  return { versions: [{ ...imported.versionRead.value, added: [...imported.delegates] }], next: null };
}

/** The versions of the list, oldest first: who proposed and approved each, when and why, and what it changed. */
export const listVersions = implement('listVersions', async ({ request, caller, deps }) => {
  const { session, after } = request;
  const place = await placeFor(session, { caller, deps });
  if ('refused' in place) return place;
  const { nominations } = deps.registry;
  const { versions, next } = await versionsOf(place, after, deps);
  const { role } = staffOf(caller);
  const nomination = SEE_NAMES.includes(role) ? undefined : (await nominations.read(session))?.value;
  const reasonOf = ({ reason }: ListVersion) =>
    nomination === undefined ? reason : withoutNames(reason, nomination.candidates);
  return {
    answer: { versions: versions.map((each) => versionView(each, { role, reason: reasonOf(each) })), next },
  };
});

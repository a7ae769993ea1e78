import { isSessionId } from '../../shared/process/ids.ts';
import { countCategories, type SeatRule } from '../../shared/process/seats.ts';
import { type Refusal, refuse } from '../http/implement.ts';
import { refuseFile } from '../http/list-file/refuse-file.ts';
import type { UnitLists } from '../store/round-lists.ts';
import { parseRoundFile } from './import/parse-round-file.ts';
import type { ImportedUnit } from './import/round-file.ts';
import { type KnownLists, knownUnits, numberOfficers } from './known-lists.ts';

/** A unit as a file gives it: the head is one of the officers, `null` without officers. */
export interface ImportedLists extends UnitLists {
  readonly head: string | null;
}

/** Sessions are `<county>-<round>-<unit>`; delegates are numbered by their places, officers keep the ids they have. */
function listsOf(file: ImportedUnit, session: string, { head, officers: present }: KnownLists): ImportedLists {
  const before = head?.units.find((each) => each.session === session);
  const lastBefore = before?.lastOfficer ?? before?.officers ?? 0;
  const { officers, last } = numberOfficers(file.officers, present.get(session) ?? [], lastBefore);
  const delegates = file.delegates.map(({ name, category, affiliation, phone }, index) => ({
    number: index + 1,
    name,
    category,
    organisation: affiliation,
    phone: phone ?? '',
  }));
  return {
    unit: {
      unit: file.code,
      name: file.name,
      session,
      officers: officers.length,
      delegates: delegates.length,
      byCategory: { ...countCategories(delegates.map(({ category }) => category)) },
      ...(last > officers.length ? { lastOfficer: last } : {}),
    },
    officers,
    delegates,
    head: file.head,
  };
}

/** The lists of a round as a file gives them, or every defect of the file with its place and what to do. */
export async function readRoundFile(source: {
  readonly county: string;
  readonly round: string;
  readonly fileName: string;
  readonly bytes: Uint8Array;
  readonly seats: SeatRule;
  readonly known: KnownLists;
}): Promise<readonly ImportedLists[] | Refusal> {
  const { county, round, bytes, fileName, seats, known } = source;
  const file = await parseRoundFile(bytes, { fileName, seats, known: knownUnits(known) });
  if (!file.ok) return refuseFile(file.defects);
  const lists = file.units.map((unit) => listsOf(unit, `${county}-${round}-${unit.code}`, known));
  const tooLong = lists.filter(({ unit }) => !isSessionId(unit.session));
  if (tooLong.length === 0) return lists;
  return refuse(
    'file-defects',
    { count: tooLong.length },
    tooLong.map(({ unit }) => ({
      code: 'unit-code-too-long',
      detail: {
        zh: `${unit.name}：单位代码太长，请缩短。`,
        en: `${unit.name}: the unit code is too long. Shorten it.`,
      },
    })),
  );
}

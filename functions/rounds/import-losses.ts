import type { Progress } from '../../shared/process/progress.ts';
import type { Dependencies } from '../http/dependencies.ts';
import { type InBothLanguages, type Refusal, refuse } from '../http/implement.ts';
import {
  type Delegate,
  delegatePages,
  type Officer,
  type RoundHead,
  type RoundUnit,
  type UnitLists,
} from '../store/round-lists.ts';
import type { KnownLists } from './known-lists.ts';

/** Whether anything was done for a unit that a list without it would leave to nobody. */
const isBegun = (progress: Progress): boolean => Object.keys(progress).length > 0;

/** What is noted of no unit's figures: time and place, and the observers by name, whom nobody would forget any more. */
async function holdsMore(session: string, { meetings, registry }: Dependencies): Promise<boolean> {
  const observers = await registry.nominations.observersOf(session);
  return observers.value.observers.length > 0 || (await meetings.venues.read(session)) !== undefined;
}

interface Compared {
  readonly head: RoundHead;
  readonly known: KnownLists;
  readonly lists: readonly UnitLists[];
  readonly progress: ReadonlyMap<string, Progress>;
  readonly deps: Dependencies;
}

/** A unit under another code than before is another session, and so is one whose code is now that of another unit. */
const hasMoved = ({ name, unit }: RoundUnit, lists: readonly UnitLists[]): boolean => {
  const named = lists.find((each) => each.unit.name === name)?.unit.unit;
  return named === undefined ? lists.every((each) => each.unit.unit !== unit) : named !== unit;
};

async function lostUnits({ head, lists, progress, deps }: Compared): Promise<readonly InBothLanguages[]> {
  const lost: InBothLanguages[] = [];
  for (const unit of head.units.filter((each) => hasMoved(each, lists))) {
    const code = { zh: `${unit.name}（代码 ${unit.unit}）`, en: `${unit.name} (code ${unit.unit})` };
    if (isBegun(progress.get(unit.unit) ?? {}) || (await holdsMore(unit.session, deps))) lost.push(code);
  }
  return lost;
}

/** The officers of whom there is a report, or an opinion in the collated list. */
async function spokenOf({ session, unit }: RoundUnit, { progress, deps }: Compared): Promise<ReadonlySet<string>> {
  const { reports, collated } = deps.meetings;
  const written = (await reports.lines(session)).value.filter(({ state }) => state !== 'missing');
  const ids = new Set(written.map(({ officer }) => officer));
  let after: string | undefined;
  // Before anything is noted as collated there is nothing to look through.
  while (progress.get(unit)?.opinions !== undefined) {
    const page = await collated.list(session, { after });
    for (const { value } of page.items)
      if (value.about.kind === 'officer' && value.status !== 'withdrawn') ids.add(value.about.officer);
    if (page.next === null) break;
    after = page.next;
  }
  return ids;
}

async function lostOfficers(compared: Compared): Promise<readonly InBothLanguages[]> {
  const { head, known, lists } = compared;
  const lost: InBothLanguages[] = [];
  for (const unit of head.units) {
    const list = lists.find((each) => each.unit.session === unit.session);
    const listed = new Set(list?.officers.map(({ id }) => id));
    const gone = (known.officers.get(unit.session) ?? []).filter(({ id }) => !listed.has(id));
    if (list === undefined || gone.length === 0) continue;
    const spoken = await spokenOf(unit, compared);
    const named = ({ name }: Officer) => ({ zh: `${unit.name}的${name}`, en: `${name} of ${unit.name}` });
    lost.push(...gone.filter(({ id }) => spoken.has(id)).map(named));
  }
  return lost;
}

const asText = (delegates: readonly Delegate[]): string =>
  JSON.stringify(delegates.map(({ number, name, organisation, phone }) => [number, name, organisation, phone]));

/** The delegates' teller is known by a number of the list: on another list it would be somebody else's. */
async function lostTellers({ head, lists, progress, deps }: Compared): Promise<readonly InBothLanguages[]> {
  const lost: InBothLanguages[] = [];
  for (const unit of head.units.filter((each) => progress.get(each.unit)?.delegatesTeller !== undefined)) {
    const list = lists.find((each) => each.unit.session === unit.session);
    const pages = Array.from({ length: delegatePages(unit.delegates) }, (_, page) => page);
    const read = pages.map((page) => deps.registry.rounds.delegatesOf({ round: head, unit }, page));
    const before = (await Promise.all(read)).flatMap((page) => page ?? []);
    if (list !== undefined && asText(before) !== asText(list.delegates))
      lost.push({
        zh: `${unit.name}的代表名单（代表计票人已定）`,
        en: `the delegates of ${unit.name} (their teller is named)`,
      });
  }
  return lost;
}

/** What was done already and would be left to nobody, or go to somebody else, by these lists in the place of the present ones. */
export async function refuseLosses(
  known: KnownLists,
  lists: readonly UnitLists[],
  deps: Dependencies,
): Promise<Refusal | undefined> {
  const { head } = known;
  if (head === undefined) return undefined;
  const progress = await deps.registry.progress.ofRound(head.round);
  const compared = { head, known, lists, progress, deps };
  const lost = [...(await lostUnits(compared)), ...(await lostOfficers(compared)), ...(await lostTellers(compared))];
  if (lost.length === 0) return undefined;
  const said = { zh: lost.map(({ zh }) => zh).join('、'), en: lost.map(({ en }) => en).join(', ') };
  return refuse('import-would-lose', { lost: said });
}

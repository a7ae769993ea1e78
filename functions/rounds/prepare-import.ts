import type { RequestOf } from '../../shared/contract/operations.ts';
import type { Dependencies } from '../http/dependencies.ts';
import { type Refusal, refuse } from '../http/implement.ts';
import type { Meeting, Meetings } from '../store/meetings.ts';
import type { RoundHead, UnitLists } from '../store/round-lists.ts';
import { refuseLosses } from './import-losses.ts';
import { readKnownLists } from './known-lists.ts';
import { type ImportedLists, readRoundFile } from './read-round-file.ts';

/** The meetings of any number of sessions, by session; a session without one is absent. */
export async function meetingsOf(
  sessions: readonly string[],
  meetings: Meetings,
): Promise<ReadonlyMap<string, Meeting>> {
  const found = await meetings.readMany(sessions);
  return new Map(found.map((meeting) => [meeting.session, meeting]));
}

/** An import that nothing stands against, as far as can be seen without writing. */
export interface PreparedImport {
  readonly lists: readonly ImportedLists[];
  /** The present version, if there is one. */
  readonly present: RoundHead | undefined;
  readonly bytes: Uint8Array;
}

/** What an answer says of an imported unit. */
export const importedView = ({ unit: { lastOfficer: _last, list: _list, ...unit } }: UnitLists) => unit;

/** The first unit whose lists others rely on: cards are registered, or its meeting is beyond the preparation. */
export async function settledUnit(
  present: RoundHead | undefined,
  lists: readonly UnitLists[],
  meetings: Meetings,
): Promise<string | undefined> {
  const units = new Map([...(present?.units ?? []), ...lists.map(({ unit }) => unit)].map((one) => [one.session, one]));
  const heads = await meetingsOf([...units.keys()], meetings);
  const isSettled = (session: string): boolean =>
    present?.settled?.has(session) === true || (heads.get(session)?.state ?? 'prepared') !== 'prepared';
  return [...units.values()].find(({ session }) => isSettled(session))?.name;
}

/** Reads the file and asks whether the round may be imported; writes nothing. */
export async function prepareImport(
  request: RequestOf<'checkImport'>,
  deps: Dependencies,
): Promise<PreparedImport | Refusal> {
  const { round, fileName, file } = request;
  const bytes = Buffer.from(file, 'base64');
  const { seats } = await deps.registry.plans.newestRules(round);
  const known = await readKnownLists(round, deps);
  const lists = await readRoundFile({ county: deps.county, round, fileName, bytes, seats, known });
  if ('refused' in lists) return lists;
  const { head: present } = known;
  const unit = await settledUnit(present, lists, deps.meetings);
  if (unit !== undefined) return refuse('round-in-progress', { unit });
  return (await refuseLosses(known, lists, deps)) ?? { lists, present, bytes };
}

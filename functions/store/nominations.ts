/**
 * How candidates become delegates; part of the table `Registry` (see registry.ts), pk = `NOMINATION#<session>`.
 *
 * | access                             | key                             | cost                                          |
 * | ---------------------------------- | ------------------------------- | --------------------------------------------- |
 * | nomination with its candidates     | sk = `HEAD`                     | 1 RCU per 4 KB (66 candidates ≈ 2)            |
 * | change it                          | put if `version` is the one read | 1 WCU per KB (66 candidates ≈ 8)             |
 * | marks of one office                | sk = `MARKS#<office>`           | 1 RCU per 4 KB; 1 WCU per KB (66 marks ≈ 8)   |
 * | a version of the list              | sk = `VERSION#<n>`              | 1 RCU per 4 KB; 1 WCU per KB (33 ≈ 5)         |
 * | versions, a page                   | Query `VERSION#`                | ½ RCU per 4 KB                                |
 * | observers                          | sk = `OBSERVERS`                | 1 RCU; 1 WCU per KB                           |
 * | publish a version                  | one transaction, see `publish`  | 2 WCU per KB of head, version, round, meeting |
 *
 * With 500 candidates, every text as long as the contract takes it, no item exceeds 400 KB
 * (test/unit/delegates/item-sizes.test.ts). What an office marked lies apart from what the other did, so that nothing which shows
 * one reads the other.
 */

import { type DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import * as f from '../../shared/contract/formats.ts';
import { SCREENING_OFFICES, type ScreeningOffice } from '../../shared/process/screening.ts';
import { withoutNames } from '../../shared/process/without-names.ts';
import { lostARace } from './audit-log.ts';
import type { Alongside } from './round-lists.ts';
import {
  type ItemDecision,
  type ItemKey,
  type ItemOutcome,
  type Versioned,
  VersionedItems,
} from './versioned-items.ts';

const office = z.enum(SCREENING_OFFICES);
const person = z.strictObject({ subject: z.string(), name: z.string() });

const candidate = z.strictObject({
  category: f.category,
  name: z.string(),
  organisation: z.string(),
  /** Digits only; empty when none was given. */
  phone: z.string(),
});

export const nominationRecord = z.strictObject({
  plannedSeats: f.count,
  /** In the unit's order; a candidate's number is the place, from 1. */
  candidates: z.array(candidate),
  /** So many of them, the first ones, were handed in. */
  submitted: f.count,
  savedBy: person,
  savedAtMs: f.timeMs,
  /** An office has finished with the candidates up to this number. */
  finishedUpTo: z.strictObject({ 'inspection-office': f.count, 'discipline-commission': f.count }),
  /** For which office somebody has screened, proposed or approved: nobody does for both, whatever role they carry later. */
  actedFor: z.record(z.string(), office),
  delegates: z.array(z.strictObject({ number: f.count, candidate: f.count })),
  lastNumber: f.count,
  /** The published version; 0 before the first. */
  listVersion: f.count,
  /** A proposed version that waits for the other office. */
  pending: z.strictObject({ version: f.count, proposal: z.string() }).nullable(),
});

export const marksRecord = z.strictObject({
  marks: z.array(
    z.strictObject({
      number: f.count,
      verdict: z.enum(['fit', 'unfit']),
      reason: z.string(),
      by: z.string(),
      atMs: f.timeMs,
    }),
  ),
  /** Marks of candidates up to this number stay as they are. */
  finishedUpTo: f.count,
});

const listedPerson = z.strictObject({
  number: f.count,
  candidate: f.count,
  category: f.category,
  name: z.string(),
  organisation: z.string(),
});

export const versionRecord = z.strictObject({
  version: f.count,
  /** Names this very proposal; also the edition its list lies in. */
  proposal: z.string(),
  state: z.enum(['proposed', 'published']),
  reason: z.string(),
  proposedBy: person,
  proposedAtMs: f.timeMs,
  approvedBy: person.nullable(),
  approvedAtMs: f.timeMs.nullable(),
  delegates: f.count,
  byCategory: z.record(f.category, f.count),
  added: z.array(listedPerson),
  removed: z.array(listedPerson),
  lastNumber: f.count,
});

const observersRecord = z.strictObject({
  observers: z.array(z.strictObject({ name: z.string(), organisation: z.string() })),
});

export type Nomination = z.output<typeof nominationRecord>;
export type OfficeMarks = z.output<typeof marksRecord>;
export type KeptMark = OfficeMarks['marks'][number];
export type ListVersion = z.output<typeof versionRecord>;
export type ListedPerson = z.output<typeof listedPerson>;
export type Observers = z.output<typeof observersRecord>;

const nameless = <Person extends { readonly name: string; readonly organisation: string }>(person: Person): Person => ({
  ...person,
  name: '',
  organisation: '',
});

const VERSIONS_PER_PAGE = 20;
const VERSION = 'VERSION#';
const partition = (session: string): string => `NOMINATION#${session}`;
const headKey = (session: string) => ({ pk: partition(session), sk: 'HEAD' });
const marksKey = (session: string, of: ScreeningOffice) => ({ pk: partition(session), sk: `MARKS#${of}` });
const versionSort = (version: number): string => `${VERSION}${String(version).padStart(4, '0')}`;
const versionKey = (session: string, version: number) => ({ pk: partition(session), sk: versionSort(version) });
const observersKey = (session: string) => ({ pk: partition(session), sk: 'OBSERVERS' });

/** A change of both what the list is and what its version says, as it was decided on what was read. */
export interface ListStep {
  readonly session: string;
  readonly read: Versioned<Nomination>;
  readonly nomination: Nomination;
  /** `undefined` when there is no such version yet. */
  readonly versionRead: Versioned<ListVersion> | undefined;
  readonly version: ListVersion;
}

/** Candidates, the two offices’ marks, versions of the list, observers. */
export class Nominations {
  readonly #client: DynamoDBDocumentClient;
  readonly #heads: VersionedItems<Nomination>;
  readonly #marks: VersionedItems<OfficeMarks>;
  readonly #versions: VersionedItems<ListVersion>;
  readonly #observers: VersionedItems<Observers>;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#heads = new VersionedItems(client, table, nominationRecord);
    this.#marks = new VersionedItems(client, table, marksRecord);
    this.#versions = new VersionedItems(client, table, versionRecord);
    this.#observers = new VersionedItems(client, table, observersRecord);
  }

  /** The nomination of a session, consistently; `undefined` before anybody saved one. */
  read(session: string): Promise<Versioned<Nomination> | undefined> {
    return this.#heads.read(headKey(session));
  }

  change<Answer, Refused>(
    session: string,
    decide: (current: Versioned<Nomination> | undefined) => ItemDecision<Nomination, Answer, Refused>,
  ): Promise<ItemOutcome<Answer, Refused>> {
    return this.#heads.change(headKey(session), decide);
  }

  /** What one office has marked so far. */
  async marksOf(session: string, of: ScreeningOffice): Promise<OfficeMarks> {
    return (await this.#marks.read(marksKey(session, of)))?.value ?? { marks: [], finishedUpTo: 0 };
  }

  changeMarks<Answer, Refused>(
    { session, office: of }: { readonly session: string; readonly office: ScreeningOffice },
    decide: (current: OfficeMarks) => ItemDecision<OfficeMarks, Answer, Refused>,
  ): Promise<ItemOutcome<Answer, Refused>> {
    return this.#marks.change(marksKey(session, of), (current) =>
      decide(current?.value ?? { marks: [], finishedUpTo: 0 }),
    );
  }

  readVersion(session: string, version: number): Promise<Versioned<ListVersion> | undefined> {
    return this.#versions.read(versionKey(session, version));
  }

  /** Versions in their order, a page of at most 20; `after` is the last one seen. */
  async listVersions(
    session: string,
    after?: number,
  ): Promise<{ readonly versions: readonly ListVersion[]; readonly next: number | null }> {
    const page = await this.#versions.list(partition(session), {
      prefix: VERSION,
      limit: VERSIONS_PER_PAGE,
      after: after === undefined ? undefined : versionSort(after),
    });
    const versions = page.items.map(({ value }) => value);
    return { versions, next: page.next === null ? null : Number(page.next.slice(VERSION.length)) };
  }

  /**
   * Writes a nomination and a version of its list in one transaction, with what has to hold or happen at the same moment
   * (`alongside`: the round's head, the meeting, standings of those who go). `false`, and nothing changed, when somebody wrote
   * meanwhile.
   */
  async write(step: ListStep, alongside: readonly Alongside[] = []): Promise<boolean> {
    const { session, read, nomination, versionRead, version } = step;
    const TransactItems = [
      { Put: this.#heads.putting(headKey(session), read.version, nomination) },
      { Put: this.#versions.putting(versionKey(session, version.version), versionRead?.version ?? 0, version) },
      ...alongside,
    ];
    try {
      await this.#client.send(new TransactWriteCommand({ TransactItems }));
      return true;
    } catch (error) {
      if (lostARace(error)) return false;
      throw error;
    }
  }

  /**
   * Forgets who was nominated, chosen, removed or observed, in reasons too; categories, numbers and marks stay. The names go last from
   * the nomination itself, which tells what to look for in the reasons. Gives the editions that a version of the
   * list was ever written under. Forgetting again changes nothing.
   */
  async forgetPeople(session: string): Promise<{ readonly editions: readonly string[] }> {
    const editions: string[] = [];
    const people = (await this.read(session))?.value.candidates ?? [];
    let after: number | undefined;
    do {
      const page = await this.listVersions(session, after);
      for (const { version, proposal } of page.versions) {
        editions.push(proposal);
        await this.#forgetIn(this.#versions, versionKey(session, version), (value) => ({
          ...value,
          reason: withoutNames(value.reason, people),
          added: value.added.map(nameless),
          removed: value.removed.map(nameless),
        }));
      }
      after = page.next ?? undefined;
    } while (after !== undefined);
    for (const of of SCREENING_OFFICES)
      await this.#forgetIn(this.#marks, marksKey(session, of), (value) => ({
        ...value,
        marks: value.marks.map((mark) => ({ ...mark, reason: withoutNames(mark.reason, people) })),
      }));
    await this.#forgetIn(this.#heads, headKey(session), (value) => ({
      ...value,
      candidates: value.candidates.map((each) => ({ ...nameless(each), phone: '' })),
    }));
    await this.#forgetIn(this.#observers, observersKey(session), ({ observers }) => ({
      observers: observers.map(nameless),
    }));
    return { editions };
  }

  /** Writes an item without what it is to forget, if there is one and it has not forgotten. */
  async #forgetIn<Value>(
    items: VersionedItems<Value>,
    key: ItemKey,
    forgotten: (value: Value) => Value,
  ): Promise<void> {
    await items.change(key, (current) => {
      if (current === undefined) return { kind: 'keep', answer: null };
      const value = forgotten(current.value);
      const isForgotten = JSON.stringify(value) === JSON.stringify(current.value);
      return isForgotten ? { kind: 'keep', answer: null } : { kind: 'write', value, answer: null };
    });
  }

  async observersOf(session: string): Promise<Versioned<Observers>> {
    return (await this.#observers.read(observersKey(session))) ?? { value: { observers: [] }, version: 0 };
  }

  changeObservers<Answer, Refused>(
    session: string,
    decide: (current: Versioned<Observers> | undefined) => ItemDecision<Observers, Answer, Refused>,
  ): Promise<ItemOutcome<Answer, Refused>> {
    return this.#observers.change(observersKey(session), decide);
  }
}

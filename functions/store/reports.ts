/**
 * The officers' reports; part of the table `Meetings` (see meetings.ts), so that reading them needs no right to `Registry`.
 *
 * | access                         | key                       | cost                                                  |
 * | ------------------------------ | ------------------------- | ----------------------------------------------------- |
 * | a report with its texts        | sk = `REPORT#<officer>`   | 1 RCU per 4 KB (≤ 26); 1 WCU per KB (≤ 102)           |
 * | the list of a session, no text | sk = `REPORTS`            | 1 RCU per 4 KB (≤ 5); 1 WCU per KB (≤ 18)             |
 *
 * The texts are what counts; the list is drawn from them after each change, the newer version of a line winning, so that the
 * reading page has all officers in one small read. At the most a report is five parts of 5 000 characters of four bytes, 100 KB,
 * and a list 61 officers.
 */

import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import * as f from '../../shared/contract/formats.ts';
import { reportLine, writtenParts } from '../../shared/contract/written-report.ts';
import {
  lineOf,
  linesFor,
  type Report,
  type ReportingOfficer,
  type ReportLine,
  type ReportRead,
  withLine,
} from '../../shared/process/report.ts';
import { type ItemDecision, type ItemOutcome, type Versioned, VersionedItems } from './versioned-items.ts';

const report = z.strictObject({
  name: z.string(),
  post: z.string(),
  state: z.enum(['draft', 'submitted']),
  texts: writtenParts,
  savedBy: z.strictObject({ subject: z.string(), name: z.string() }),
  savedAtMs: f.timeMs,
  submittedAtMs: f.timeMs.nullable(),
  withdrawnWhy: z.string().nullable(),
});

/** Fields in the order in which a stored list is read. */
const tidy = (lines: readonly ReportLine[]): readonly ReportLine[] => z.array(reportLine).parse(lines);

const reportKey = (session: string, officer: string) => ({ pk: session, sk: `REPORT#${officer}` });
const listKey = (session: string) => ({ pk: session, sk: 'REPORTS' });

/** A place that went to somebody else on the lists has no report yet, and goes on counting its versions. */
const ofOfficer = (officer: ReportingOfficer, found: Versioned<Report> | undefined): ReportRead => ({
  report: found?.value.name === officer.name ? found.value : null,
  version: found?.version ?? 0,
});

export class Reports {
  readonly #reports: VersionedItems<Report>;
  readonly #lists: VersionedItems<readonly ReportLine[]>;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#reports = new VersionedItems(client, table, report);
    this.#lists = new VersionedItems(client, table, z.array(reportLine));
  }

  async read(session: string, officer: ReportingOfficer): Promise<ReportRead> {
    return ofOfficer(officer, await this.#reports.read(reportKey(session, officer.id)));
  }

  /** The report under this id, whosever it is; for readers who know no lists. */
  async submitted(session: string, officer: string): Promise<Report | undefined> {
    const found = await this.#reports.read(reportKey(session, officer));
    return found?.value.state === 'submitted' ? found.value : undefined;
  }

  change<Answer, Refused>(
    session: string,
    officer: ReportingOfficer,
    decide: (read: ReportRead) => ItemDecision<Report, Answer, Refused>,
  ): Promise<ItemOutcome<Answer, Refused>> {
    return this.#reports.change(reportKey(session, officer.id), (found) => decide(ofOfficer(officer, found)));
  }

  /** Draws the officer's line anew from the report and gives the list, for the officers that the session has now. */
  async draw(
    session: string,
    { officer, officers }: { readonly officer: ReportingOfficer; readonly officers: readonly ReportingOfficer[] },
  ): Promise<readonly ReportLine[]> {
    const drawn = lineOf(officer, await this.read(session, officer));
    const outcome = await this.#lists.change(listKey(session), (current) => {
      const lines = withLine(linesFor(officers, current?.value ?? []), drawn);
      const isDrawn = current !== undefined && JSON.stringify(tidy(lines)) === JSON.stringify(current.value);
      return isDrawn ? { kind: 'keep', answer: lines } : { kind: 'write', value: lines, answer: lines };
    });
    if (outcome.kind === 'refuse') throw new Error('nothing refuses a line of the list');
    return outcome.answer;
  }

  /** The list as it was drawn last, and its version; empty before anybody saved. */
  async lines(session: string): Promise<Versioned<readonly ReportLine[]>> {
    return (await this.#lists.read(listKey(session))) ?? { value: [], version: 0 };
  }
}

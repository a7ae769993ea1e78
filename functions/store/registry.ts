/**
 * The table `Registry`: the people of a round and what was issued to them. No item of it ever meets a ballot, and no item about
 * a delegate holds a time. No scans; lists are paged. Units are those of a session of 33 delegates (RCU: read units, consistent
 * unless said otherwise; WCU: write units; a transaction costs twice).
 *
 * | access                                   | key                                                          | units                    |
 * | ---------------------------------------- | ------------------------------------------------------------ | ------------------------ |
 * | rounds of the county, whole              | Query pk = `ROUNDS`                                          | 1 RCU per 4 KB of heads  |
 * | rounds of the county, a line each        | Query pk = `LINES`; each is written with its head            | 1 RCU per 4 KB           |
 * | head of a round                          | pk = `ROUNDS`, sk = `<round>`                                | 1 RCU per 4 KB           |
 * | round and unit of a session              | pk = `PLACE#<session>`, sk = `PLACE`, then the head          | 1 + 1 RCU                |
 * | officers of a session                    | pk = `LISTS#<session>#<edition>`, sk = `OFFICERS`            | 1 RCU                    |
 * | delegates, a page of 50                  | same pk, sk = `DELEGATES#<page>`                             | 1 RCU (≤ 3)              |
 * | import: write an edition beside the old  | the three above, and a mark that it is unfinished            | 1 WCU per KB             |
 * | import: publish it                       | head if its `version` is the one read and nobody relies on it | 2 WCU per KB, 2 + 2      |
 * | import: clear a replaced or given-up one | pk = `ROUND#<round>`, sk = `EDITION#<edition>` names its items | 1 WCU an item            |
 * | publish a nominated list                 | its pages beside the present ones, then head, meeting, nomination, version, standings and codes of those who go, in one transaction (nominations.ts) | 2 WCU per KB |
 * | say that others rely on the lists        | head, ADD `settled` if `version` is the one read             | 1 WCU per KB, once       |
 * | draw: find a code                        | pk = `CODES#<session>`, sk = `<code hash>`                   | **1 RCU**                |
 * | draw: mark it                            | same, if it is live                                          | **1 WCU**                |
 * | opinion's proof: find, draw              | pk = `PROOFS#<session>`, sk = `<code hash>`, if none is drawn | 1 RCU, 1 WCU             |
 * | where a delegate stands                  | pk = `SESSION#<session>`, sk = `STANDING#<number>`, its code | 1 + 1 RCU                |
 * | where a page of delegates stands         | Query between two of them, BatchGet of their codes           | ½ RCU each, eventually   |
 * | issue: card, paper, re-issue             | new code if absent, old code if unchanged, standing if its `version` is the one read | ≤ 6 WCU |
 * | figures of issuing                       | Query of `CODES#<session>` and of the standings              | ≤ 1 RCU per 5 delegates  |
 * | audit: append                            | pk = `AUDIT`, sk = `ENTRY#<n>` if absent, `HEAD` if unchanged | 1 RCU, 4 WCU             |
 * | audit: a page, newest first              | Query pk = `AUDIT` backwards                                 | ½ RCU per 4 KB           |
 */

import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { AuditLog } from './audit-log.ts';
import { Invitations } from './invitations.ts';
import { Issuing } from './issuing.ts';
import { Nominations } from './nominations.ts';
import { Notices } from './notices.ts';
import { OpinionProofs } from './opinion-proofs.ts';
import { OutcomeRecords } from './outcome-records.ts';
import { Plans } from './plans.ts';
import { ProgressNotes } from './progress.ts';
import { RetentionMarks } from './retention-marks.ts';
import { RoundLists } from './round-lists.ts';

export class Registry {
  readonly rounds: RoundLists;
  readonly issuing: Issuing;
  readonly audit: AuditLog;
  readonly plans: Plans;
  readonly progress: ProgressNotes;
  readonly nominations: Nominations;
  readonly invitations: Invitations;
  readonly opinionProofs: OpinionProofs;
  readonly outcomes: OutcomeRecords;
  readonly notices: Notices;
  readonly retention: RetentionMarks;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.rounds = new RoundLists(client, table);
    this.issuing = new Issuing(client, table);
    this.audit = new AuditLog(client, table);
    this.plans = new Plans(client, table);
    this.progress = new ProgressNotes(client, table);
    this.nominations = new Nominations(client, table);
    this.invitations = new Invitations(client, table);
    this.opinionProofs = new OpinionProofs(client, table);
    this.outcomes = new OutcomeRecords(client, table);
    this.notices = new Notices(client, table);
    this.retention = new RetentionMarks(client, table);
  }
}

import type { StaffRole } from '../../shared/contract/operation.ts';
import type { Slot } from '../../shared/protocol/slots.ts';
import type { BallotBox } from '../store/ballot-box.ts';
import type { Documents } from '../store/documents.ts';
import type { KeyWrap } from '../store/key-wrap.ts';
import type { Meetings } from '../store/meetings.ts';
import type { Opinions } from '../store/opinions.ts';
import type { Registry } from '../store/registry.ts';
import type { Uploads } from '../store/uploads.ts';
import type { Metrics } from './metrics.ts';
import type { Notifier } from './notifier.ts';

/** A member of staff, as the verified access token says. `unit` is set for a unit's clerk only. */
export interface StaffIdentity {
  readonly subject: string;
  readonly name: string;
  readonly role: StaffRole;
  readonly unit?: string;
}

export type Caller =
  | { readonly kind: 'anyone' }
  | { readonly kind: 'teller'; readonly slot: Slot }
  | ({ readonly kind: 'staff' } & StaffIdentity);

/** An entry of the log: this allow-list of fields and nothing else. */
export interface LogEntry {
  readonly level: 'error';
  readonly operation: string;
  readonly reference: string;
  readonly errorName: string;
  /** Stack frames only; a message could carry data. */
  readonly frames: readonly string[];
}

/** Everything an operation may reach; time and chance come from here. */
export interface Dependencies {
  readonly county: string;
  readonly countyName: string;
  readonly nowMs: () => number;
  readonly randomBytes: (length: number) => Uint8Array;
  readonly registry: Registry;
  readonly meetings: Meetings;
  readonly ballotBox: BallotBox;
  readonly opinions: Opinions;
  readonly documents: Documents;
  /** Evidence, recordings and workbooks that staff upload. */
  readonly uploads: Uploads;
  /** Photos of opinions. */
  readonly photos: Uploads;
  readonly notifier: Notifier;
  /** Where people open the pages, without a slash at the end: what a printed QR code leads to. */
  readonly origin: string;
  readonly keyWrap: KeyWrap;
  /** `undefined` when the token is expired, forged, of another county or otherwise not to be trusted. */
  readonly verifyStaffToken: (token: string) => Promise<StaffIdentity | undefined>;
  readonly log: (entry: LogEntry) => void;
  readonly metrics: Metrics;
  /** The longest a casting or drawing may run, ms; the box closes no sooner than this after the closing time. */
  readonly castTimeLimitMs: number;
  /** Printed on the documents of every result, such as that the scores are made up; `null` where there is nothing to say. */
  readonly notice: string | null;
}

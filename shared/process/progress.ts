import type { ChosenOnList } from './delegates-teller.ts';

/**
 * Where a unit's 双述 stands: each stage notes its own part, in figures only, and the county's home reads all units of a round in one Query.
 * Nothing of it names a delegate, and nothing of an opinion is counted before staff collated it.
 */
export interface Progress {
  /** Collated entries; whether the inspection office said that nothing is left. */
  readonly opinions?: { readonly questions: number; readonly suggestions: number; readonly isFinished: boolean };
  readonly nomination?: {
    readonly candidates: number;
    /** `editing` by the unit; `screening` by the two offices; `agreed` both done; `proposed` a list waits for the other office; `frozen`. */
    readonly state: 'editing' | 'screening' | 'agreed' | 'proposed' | 'frozen';
    readonly screenedBy: readonly ('inspection-office' | 'discipline-commission')[];
  };
  /** The frozen list. */
  readonly delegates?: { readonly count: number; readonly version: number };
  readonly invitations?: {
    readonly sent: number;
    readonly coming: number;
    readonly declined: number;
    /** Signed the attendance list; `null` before the day. */
    readonly attended: number | null;
  };
  /** The delegates' teller and a stand-in are named, and how. */
  readonly delegatesTeller?: { readonly by: 'reply' | 'lot'; readonly chosen?: ChosenOnList };
  readonly preparation?: {
    readonly submitted: boolean;
    readonly acknowledgedBy: readonly ('discipline-commission' | 'county-leader')[];
  };
  /** Officers' reports: how many there must be, and whose are still missing, by name. */
  readonly reports?: { readonly officers: number; readonly missing: readonly string[] };
  /**
   * Voting cards registered for a version of the list, noted as a request begins (0) and ends. A number that is whole is true for
   * good; of any other only the counted standings tell.
   */
  readonly cards?: { readonly list: number; readonly registered: number };
  readonly meeting?: { readonly frozen: boolean };
  readonly floor?: { readonly questions: number; readonly answered: number; readonly statementRecorded: boolean };
  readonly rectification?: {
    readonly items: number;
    /** Accepted as put right (改好了). */
    readonly accepted: number;
    /** Closed without a fix, with a reason (办结). */
    readonly closed: number;
    /** Replied to and not decided yet; of those, the ones that the discipline commission alone decides. */
    readonly toDecide: number;
    readonly toDecideByCommission: number;
    readonly reopened: number;
    /** First replies that were due, and those that came in time. */
    readonly repliesDue: number;
    readonly repliesInTime: number;
    /** Earliest deadline of an item that is still open, YYYY-MM-DD; `null` without one. */
    readonly nextDueOn: string | null;
  };
  readonly outcomes?: { readonly uses: number };
}

export type ProgressPart = keyof Progress;

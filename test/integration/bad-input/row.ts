import type { ProblemType } from '../../../shared/contract/problems.ts';
import type { OperationId } from '../../../shared/contract/routes.ts';
import type { County } from './county.ts';
import type { Knock } from './knock.ts';

/** A row of the table of refusals: what is sent to the running API, and what it gets. */
export interface Row {
  readonly title: string;
  readonly expected: `${number} ${ProblemType}`;
  readonly knock: (county: County) => Knock | Promise<Knock>;
  /** The places that the refusal must name: fields of a request, or codes of a file's defects. */
  readonly places?: readonly string[];
  /** How many places it names, where no other may be among them. */
  readonly only?: number;
  /** Words that the Chinese sentence must have: what is missing, by its name. */
  readonly says?: readonly string[];
  /** Done before each of the two requests, where the first refusal uses up what it is about. */
  readonly before?: (county: County) => Promise<void>;
  /** Sent inside a file, where a search of the request does not find it. */
  readonly secrets?: readonly string[];
  /** The refusal names a unit, which is Chinese in every language. */
  readonly namesUnit?: boolean;
  /** `YYYY-MM-DD`: what the county's clock shows meanwhile; its own time when not given. */
  readonly onDay?: string;
}

/** A request of each staff operation that is good in itself, for a meeting in preparation. */
export type GoodRequests = Readonly<Partial<Record<OperationId, (session: string) => object>>>;

export const row = (
  title: string,
  expected: Row['expected'],
  knock: Row['knock'],
  more: Omit<Row, 'title' | 'expected' | 'knock'> = {},
): Row => ({ title, expected, knock, ...more });

/** Pasted where people write freely: text like any other, which every page escapes and no answer is HTML. */
export const SCRIPT = '<script>alert(1)</script>';

/** What looks like a fault and is none: it is taken, and read back as `kept`. */
export interface TakenRow {
  readonly title: string;
  readonly knock: (county: County) => Knock;
  readonly reads: (county: County) => Knock;
  readonly kept: string;
  /** As of a `Row`. */
  readonly onDay?: string;
}

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
  /** Sent inside a file, where a search of the request does not find it. */
  readonly secrets?: readonly string[];
  /** The refusal names a unit, which is Chinese in every language. */
  readonly namesUnit?: boolean;
}

/** A request of each staff operation that is good in itself, for a meeting in preparation. */
export type GoodRequests = Readonly<Partial<Record<OperationId, (session: string) => object>>>;

export const row = (
  title: string,
  expected: Row['expected'],
  knock: Row['knock'],
  more: Pick<Row, 'places' | 'secrets' | 'namesUnit'> = {},
): Row => ({ title, expected, knock, ...more });

import type { TestPlace } from '../matrix/row.ts';

/** A heading of a page, from the repository's root: `docs/security.md#keys`; a page alone: its whole text. */
export type DocumentPlace = `${string}.md` | `${string}.md#${string}`;
export type Evidence = TestPlace | DocumentPlace;

/** AWS's services of which a requirement may ask what no test without AWS can show. */
export type Service = 'Cognito' | 'CloudFront and API Gateway' | 'ACM';

interface Shown {
  readonly evidence: readonly Evidence[];
}

/** It holds, and tests show it; for a requirement about documentation, the page. `but`: what it does not reach. */
export interface Tested extends Shown {
  readonly is: 'tested';
  readonly but?: string;
}

/** It does not hold, or not whole: why, and what that means for whoever relies on it. Evidence is of the part that holds. */
export interface Exception extends Shown {
  readonly is: 'exception';
  readonly because: string;
  readonly means: string;
}

/** A service that the county uses does it: nothing of ours to test. */
export interface Provided extends Shown {
  readonly is: 'provided';
  readonly by: Service;
  readonly because: string;
}

/** There is nothing here that it could be about. */
export interface NotApplicable extends Shown {
  readonly is: 'not-applicable';
  readonly because: string;
}

export type Verdict = Tested | Exception | Provided | NotApplicable;

/** Requirements of a chapter by their ids, `1.2.3`. */
export type Chapter = Readonly<Record<string, Verdict>>;

/** Names tests of one file. */
export const testsIn =
  (file: string) =>
  (title: string): TestPlace => ({ file, title });

export const tested = (...evidence: readonly Evidence[]): Tested => ({ is: 'tested', evidence });
/** Tested, but for what the words say. */
export const testedBut = (but: string, ...evidence: readonly Evidence[]): Tested => ({ is: 'tested', evidence, but });
export const exception = (
  because: string,
  { means }: { readonly means: string },
  ...evidence: readonly Evidence[]
): Exception => ({ is: 'exception', because, means, evidence });
export const provided = (by: Service, because: string, ...evidence: readonly Evidence[]): Provided => ({
  is: 'provided',
  by,
  because,
  evidence,
});
export const notApplicable = (because: string, ...evidence: readonly Evidence[]): NotApplicable => ({
  is: 'not-applicable',
  because,
  evidence,
});

/**
 * The closed set of refusals (RFC 9457). Each says what happened (`title`) and what the person can do next (`detail`),
 * in Chinese and English. `{name}` in a text is filled from the refusal's parameters.
 */
export interface ProblemText {
  readonly status: number;
  readonly zh: { readonly title: string; readonly detail: string };
  readonly en: { readonly title: string; readonly detail: string };
}

export const problem = (
  status: number,
  zhTitle: string,
  zhDetail: string,
  enTitle: string,
  enDetail: string,
): ProblemText => ({ status, zh: { title: zhTitle, detail: zhDetail }, en: { title: enTitle, detail: enDetail } });

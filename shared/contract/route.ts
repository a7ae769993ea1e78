/** Where each operation lives. Plain data without zod, so that a page can carry it in a few hundred bytes. */
export interface Route {
  readonly method: 'GET' | 'POST';
  /** `{name}` is filled from the request field of that name; the other fields travel as query (GET) or JSON body (POST). */
  readonly path: string;
}

/** The longest that any single thing on a page may take, on a slow machine under load: only what fails takes it. */
export const PATIENCE_MS = 60_000;

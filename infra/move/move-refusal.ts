/** Why a county is not moved. */
export type MoveRefusalCode =
  | 'place-unreadable'
  | 'county-unknown'
  | 'county-other'
  | 'sessions-open'
  | 'night-not-run'
  | 'day-not-over'
  | 'import-unfinished'
  | 'source-changed'
  | 'folder-foreign'
  | 'export-there'
  | 'export-incomplete'
  | 'export-foreign'
  | 'part-missing'
  | 'part-damaged'
  | 'fingerprint-other'
  | 'target-not-empty'
  | 'target-other';

/** A reason that the person at the terminal can act on. Its message is printed as it stands, and names no person and no opinion. */
export class MoveRefusal extends Error {
  override readonly name = 'MoveRefusal';
  /** Stable, for tests and scripts. */
  readonly code: MoveRefusalCode;

  constructor(code: MoveRefusalCode, { zh, en }: { readonly zh: string; readonly en: string }) {
    super(`${zh}\n${en}`);
    this.code = code;
  }
}

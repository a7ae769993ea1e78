/** A reason not to start that the person at the terminal can act on. Its message is printed as it stands, without a stack. */
export class StartRefusal extends Error {
  /** Stable, for tests and scripts. */
  readonly code: StartRefusalCode;

  constructor(code: StartRefusalCode, message: string) {
    super(message);
    this.name = 'StartRefusal';
    this.code = code;
  }
}

export type StartRefusalCode =
  | 'port-in-use'
  | 'port-forbidden'
  | 'address-unavailable'
  | 'engine-missing'
  | 'engine-failed'
  | 'data-folder-in-use'
  | 'data-folder-foreign'
  | 'no-lan-address'
  | 'pages-not-built';

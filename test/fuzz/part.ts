/** What one part of the fuzzing came to. */
export interface PartOutcome {
  /** Rows of the table at the end: name, then figures in words. */
  readonly rows: readonly (readonly [name: string, figures: string])[];
  /** What was found, one line each, without anything of a ballot, token, code or name in it. */
  readonly findings: readonly string[];
  readonly seconds: number;
}

export interface PartOptions {
  readonly seed: number;
  /** How long a part may go on that has no end of its own; whole minutes of the full form by default. */
  readonly seconds: number;
  /** Mutants of tokens and ballots. */
  readonly count: number;
  /** Puts inputs that reach something new into the corpus. */
  readonly keep: boolean;
  readonly print: (line: string) => void;
}

/** A part of `npm run fuzz`. */
export type Part = (options: PartOptions) => Promise<PartOutcome>;

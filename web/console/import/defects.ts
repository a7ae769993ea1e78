import type { Problem } from '../../ui/client.ts';

/** One thing to correct in the file. */
export interface FileDefect {
  readonly sheet: string | null;
  readonly row: number | null;
  readonly column: string | null;
  readonly detail: string;
}

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

function parseDefect(value: unknown): FileDefect | null {
  const detail = fieldOf(value, 'detail');
  if (typeof detail !== 'string') return null;
  const sheet = fieldOf(value, 'sheet');
  const row = fieldOf(value, 'row');
  const column = fieldOf(value, 'column');
  return {
    sheet: typeof sheet === 'string' ? sheet : null,
    row: typeof row === 'number' ? row : null,
    column: typeof column === 'string' ? column : null,
    detail,
  };
}

/** The places that a refused import names (`ProblemPlace` of the contract); none when it names none. */
export function defectsOf(problem: Problem): readonly FileDefect[] {
  const errors = problem['errors'];
  if (!Array.isArray(errors)) return [];
  return errors.map(parseDefect).filter((defect) => defect !== null);
}

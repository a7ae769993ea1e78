import type { OpinionSubject } from '../../../shared/process/opinions.ts';

/** Whom an opinion may be about, as the lists have them. */
export interface Subjects {
  readonly unitName: string;
  readonly officers: readonly { readonly officer: string; readonly name: string; readonly post: string }[];
}

const UNIT = 'unit';

/** A subject as the value of a choice: `unit`, or the officer's id. */
export const choiceOf = (about: OpinionSubject): string => (about.kind === 'unit' ? UNIT : about.officer);
export const subjectOf = (value: string): OpinionSubject =>
  value === UNIT ? { kind: 'unit' } : { kind: 'officer', officer: value };

export const subjectOptions = ({ officers }: Subjects, wholeUnit: string): readonly (readonly [string, string])[] => [
  [UNIT, wholeUnit],
  ...officers.map(({ officer, name, post }) => [officer, `${name}（${post}）`] as const),
];

/** An officer who left the list since keeps the id. */
export const subjectName = (
  about: OpinionSubject,
  { subjects, wholeUnit }: { subjects: Subjects; wholeUnit: string },
) =>
  about.kind === 'unit'
    ? wholeUnit
    : (subjects.officers.find(({ officer }) => officer === about.officer)?.name ?? about.officer);

import type { Nomination } from '../store/nominations.ts';

/** A reason as the audit log may hold it: whoever it names is 某某 there. In the version itself it stands as it was written. */
export const withoutNames = (reason: string, { candidates }: Pick<Nomination, 'candidates'>): string =>
  candidates
    .map(({ name }) => name)
    .toSorted((left, right) => right.length - left.length)
    .reduce((text, name) => text.replaceAll(name, '某某'), reason);

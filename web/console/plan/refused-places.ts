import type { Problem } from '../../ui/client.ts';

export interface RefusedPlace {
  readonly field: string;
  readonly detail: string;
}

const textAt = (value: unknown, name: string): string => {
  const found: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  return typeof found === 'string' ? found : '';
};

/** The fields that a refusal names (`ProblemPlace` of the contract), each once. */
export function placesOf(problem: Problem): readonly RefusedPlace[] {
  const errors = problem['errors'];
  if (!Array.isArray(errors)) return [];
  const places = errors.map((error) => ({ field: textAt(error, 'field'), detail: textAt(error, 'detail') }));
  return places.filter(({ field }, index) => places.findIndex((each) => each.field === field) === index);
}

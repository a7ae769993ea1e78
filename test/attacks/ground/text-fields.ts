import * as z from 'zod';
import { OPERATIONS } from '../../../shared/contract/operations.ts';

/** What a field of a request may hold, as far as a text can be free in it. */
type Shape = z.core.$ZodType;

/** No format of zod's and no pattern of ours holds it to an alphabet of its own. */
const isFree = (shape: z.ZodString): boolean =>
  !(shape instanceof z.ZodStringFormat) && shape.format === null && (shape._zod.bag.patterns?.size ?? 0) === 0;

/** What a shape is made of: itself without its wrappings, each form of a union. */
function formsOf(shape: Shape): readonly Shape[] {
  if (shape instanceof z.ZodOptional || shape instanceof z.ZodNullable || shape instanceof z.ZodDefault)
    return formsOf(shape.def.innerType);
  if (shape instanceof z.ZodReadonly) return formsOf(shape.def.innerType);
  if (shape instanceof z.ZodPipe) return formsOf(shape.def.in);
  if (shape instanceof z.ZodUnion) return shape.def.options.flatMap(formsOf);
  return [shape];
}

/** Paths of every free text that a shape has. */
function pathsIn(shape: Shape, path: string): readonly string[] {
  return formsOf(shape).flatMap((form) => {
    if (form instanceof z.ZodString) return isFree(form) ? [path] : [];
    if (form instanceof z.ZodArray) return pathsIn(form.def.element, `${path}[]`);
    if (form instanceof z.ZodRecord) return pathsIn(form.def.valueType, `${path}{}`);
    if (!(form instanceof z.ZodObject)) return [];
    return Object.entries(form.def.shape).flatMap(([name, part]) => pathsIn(part, `${path}.${name}`));
  });
}

/** Every free text of every request of the contract, as `operation.field`. */
export const textFields = (): readonly string[] => [
  ...new Set(Object.entries(OPERATIONS).flatMap(([id, { request }]) => pathsIn(request, id))),
];

/** A value with the free texts of its shape changed, each told by its path; what a shape does not know stays. */
export function withTexts(
  shape: Shape,
  value: unknown,
  path: string,
  change: (text: string, path: string, shape: Shape) => string,
): unknown {
  const form = formsOf(shape).find((each) => z.safeParse(each, value).success);
  if (form instanceof z.ZodString) return typeof value === 'string' && isFree(form) ? change(value, path, form) : value;
  if (form instanceof z.ZodArray && Array.isArray(value))
    return value.map((each) => withTexts(form.def.element, each, `${path}[]`, change));
  if (typeof value !== 'object' || value === null) return value;
  const parts = Object.entries(value);
  if (form instanceof z.ZodRecord)
    return Object.fromEntries(
      parts.map(([name, each]) => [name, withTexts(form.def.valueType, each, `${path}{}`, change)]),
    );
  if (!(form instanceof z.ZodObject)) return value;
  return Object.fromEntries(
    parts.map(([name, each]) => {
      const part = form.def.shape[name];
      return [name, part === undefined ? each : withTexts(part, each, `${path}.${name}`, change)];
    }),
  );
}

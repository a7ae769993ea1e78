import * as z from 'zod';

/** A CloudFormation template, as far as rules look at it. */
export const cfnTemplate = z.looseObject({
  Resources: z.record(
    z.string(),
    z.looseObject({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).optional() }),
  ),
});
export type CfnTemplate = z.output<typeof cfnTemplate>;

export interface PlacedText {
  /** Where it stands: `Resources.Api.Properties.Name`. */
  readonly path: string;
  readonly text: string;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Every text of a template with its place; names of fields are none. */
export function stringsIn(value: unknown, path: readonly string[] = []): readonly PlacedText[] {
  if (typeof value === 'string') return [{ path: path.join('.'), text: value }];
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, part]) => stringsIn(part, [...path, name]));
}

export interface PolicyLine {
  readonly effect: string;
  readonly actions: readonly string[];
  /** One resource or several, with their intrinsic functions; undefined where the policy is of a resource itself. */
  readonly resource: unknown;
  readonly condition: unknown;
}

const texts = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const statement = z.looseObject({
  Effect: z.string(),
  Action: texts,
  Resource: z.unknown().optional(),
  Condition: z.unknown().optional(),
});

/** Every statement of every policy in a template or a part of it, wherever it stands. */
export function statementsIn(value: unknown): readonly PolicyLine[] {
  const parsed = statement.safeParse(value);
  if (parsed.success) {
    const { Effect, Action, Resource, Condition } = parsed.data;
    return [{ effect: Effect, actions: Action, resource: Resource, condition: Condition }];
  }
  return isObject(value) ? Object.values(value).flatMap((part) => statementsIn(part)) : [];
}

import { CloudAssembly } from 'aws-cdk-lib/cx-api';
import * as z from 'zod';

const template = z.object({
  Resources: z.record(z.string(), z.object({ Type: z.string(), DeletionPolicy: z.string().optional() })),
});

export type Resources = z.output<typeof template>['Resources'];

/** A stack as it was synthesised. */
export interface PlannedStack {
  readonly name: string;
  readonly region: string;
  /** By logical id. */
  readonly resources: Resources;
}

/** The stacks of a cloud assembly in the order of deployment: what another waits for comes first, so the edge before its county. */
export const readAssembly = (folder: string): readonly PlannedStack[] =>
  new CloudAssembly(folder).stacks.map((stack) => ({
    name: stack.stackName,
    region: stack.environment.region,
    resources: template.parse(stack.template).Resources,
  }));

/** How many there are of each type, the types in their order. */
export function countByType(types: readonly string[]): readonly (readonly [type: string, count: number])[] {
  const counts = new Map<string, number>();
  for (const type of types) counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...counts].sort(([one], [other]) => one.localeCompare(other, 'en'));
}

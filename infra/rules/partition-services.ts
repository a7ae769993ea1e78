import { readFileSync } from 'node:fs';
import * as z from 'zod';

const yesOrNo = z.record(z.string(), z.boolean());
const source = z.strictObject({ says: z.string().min(1), readOn: z.iso.date() });
const partitionServices = z
  .strictObject({
    asOf: z.iso.date(),
    sources: z.record(z.string(), source),
    regions: z.record(z.string(), z.strictObject({ resourceTypes: yesOrNo, services: yesOrNo })),
    /** What a template does not show by a type; `source: null`: from memory, unverified. */
    features: z.array(
      z.strictObject({ what: z.string().min(1), available: z.boolean(), source: z.string().nullable() }),
    ),
  })
  .refine(({ features, sources }) => features.every(({ source: named }) => named === null || named in sources));

export type PartitionServices = z.output<typeof partitionServices>;

/** What the regions of `aws-cn` have of all that a county may ask for (infra/rules/partition-services.json). */
export const readPartitionServices = (): PartitionServices =>
  partitionServices.parse(JSON.parse(readFileSync(new URL('./partition-services.json', import.meta.url), 'utf8')));

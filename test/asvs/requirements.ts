import { readFileSync } from 'node:fs';
import * as z from 'zod';

const requirement = z.strictObject({
  /** `1.2.3`: chapter, section, number. */
  id: z.string().regex(/^\d+\.\d+\.\d+$/),
  level: z.literal([1, 2]),
  /** What it asks, in words of ours. */
  asks: z.string().min(5),
});
export type Requirement = z.output<typeof requirement>;

const standard = z.strictObject({
  standard: z.string(),
  source: z.url(),
  licence: z.string(),
  note: z.string(),
  chapters: z.array(z.string()).length(17),
  requirements: z.array(requirement),
});

/** Every requirement of ASVS 5.0.0 at levels 1 and 2; those of level 3 are left out. */
export const STANDARD = standard.parse(
  JSON.parse(readFileSync(new URL('./requirements.json', import.meta.url), 'utf8')),
);

/** Sections that ask for documentation alone: a page is what shows them. */
export const isOfDocumentation = ({ id }: Pick<Requirement, 'id'>): boolean =>
  /^(2|5|6|7|8|11|13|14|15|16)\.1\./.test(id);

import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';

/** One county's deployment, as `infra/counties/<id>.json` holds it. */
const countySettings = z.strictObject({
  county: z.string().regex(/^[a-z0-9-]{3,64}$/),
  countyName: z.string().min(1).max(60),
  region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/),
  /** Where people open the pages: the address that printed QR codes carry. */
  origin: z.url({ protocol: /^https$/ }).regex(/[^/]$/),
  /** The verified address that notices to staff are sent from. */
  noticeSender: z.email(),
  /** The staff issuer; its tokens carry the claims `county` and `role`. */
  oidc: z.strictObject({
    issuer: z.url({ protocol: /^https$/ }),
    clientId: z.string().min(1),
    /** What the console asks the issuer for, `openid` among it. */
    scope: z.string().regex(/(^| )openid( |$)/),
    audience: z.string().min(1),
  }),
  logRetentionDays: z.literal([7, 14, 30, 60, 90, 180, 365]),
});

export type CountySettings = z.output<typeof countySettings>;

/** Reads every county file of a folder. Throws with file and field of each defect. */
export function readCounties(folder: URL): readonly CountySettings[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => {
      const parsed = countySettings.safeParse(JSON.parse(readFileSync(new URL(name, folder), 'utf8')));
      if (!parsed.success) throw new Error(`infra/counties/${name}:\n${z.prettifyError(parsed.error)}`);
      if (name !== `${parsed.data.county}.json`)
        throw new Error(`infra/counties/${name}: the county inside is another`);
      return parsed.data;
    });
}

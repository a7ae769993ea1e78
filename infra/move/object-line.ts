import * as z from 'zod';
import * as f from '../../shared/contract/formats.ts';
import { jcsText } from '../../shared/protocol/jcs.ts';

/** What a bucket's series says of an object; its bytes lie in `objects/` under their own hash. */
const objectEntry = z.strictObject({
  key: z.string().min(1),
  contentType: z.string().optional(),
  contentDisposition: z.string().optional(),
  cacheControl: z.string().optional(),
  bytes: z.int().min(0),
  sha256: f.hash,
});
export type ObjectEntry = z.output<typeof objectEntry>;

export const lineOfObject = (entry: ObjectEntry): string => jcsText(entry);

/** @throws ZodError, SyntaxError when the line is no object's */
export const objectOfLine = (line: string): ObjectEntry => objectEntry.parse(JSON.parse(line));

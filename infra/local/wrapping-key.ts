import { randomBytes } from 'node:crypto';
import { readFileIfThere, writeFileAtomically } from './atomic-file.ts';

export const WRAPPING_KEY_BYTES = 32;

/**
 * The key that stands in for KMS: 32 random bytes in a file of mode 0600, made at the first start.
 *
 * @throws Error when the file is there but does not hold 32 bytes; making another would lose every wrapped key
 */
export async function loadWrappingKey(path: string): Promise<Uint8Array> {
  const kept = await readFileIfThere(path);
  if (kept === undefined) {
    const made = randomBytes(WRAPPING_KEY_BYTES);
    await writeFileAtomically(path, made);
    return new Uint8Array(made);
  }
  if (kept.length !== WRAPPING_KEY_BYTES) throw new Error(`${path} must hold ${WRAPPING_KEY_BYTES} bytes`);
  return new Uint8Array(kept);
}

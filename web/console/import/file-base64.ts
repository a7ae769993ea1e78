/** The contract's limit on the encoded file, as bytes of the file. */
export const MAX_FILE_BYTES = 2_900_000;

const CHUNK_BYTES = 0x8000;

/** Standard base64. In chunks: a call with a million arguments overflows the stack. */
export function base64Of(bytes: Uint8Array): string {
  let binary = '';
  for (let start = 0; start < bytes.length; start += CHUNK_BYTES) {
    binary += String.fromCharCode(...bytes.subarray(start, start + CHUNK_BYTES));
  }
  return btoa(binary);
}

/** A size for people: KB below a megabyte. */
export const sizeText = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;

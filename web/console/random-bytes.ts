import type { Random } from '../../shared/protocol/bytes.ts';

/** The browser's generator: the only source of codes and secrets here. */
export const randomBytes: Random = (length) => crypto.getRandomValues(new Uint8Array(length));

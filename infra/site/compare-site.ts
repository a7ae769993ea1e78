import { createHash } from 'node:crypto';
import type { PageHashes } from '../../shared/contract/page-hashes.ts';

/** What one file of a site is: as expected, another, not there, or not answered. */
export interface SiteFile {
  readonly path: string;
  /** What was asked for: a page by the address that people open. */
  readonly address: string;
  readonly expected: string;
  readonly found: string | { readonly status: number } | { readonly unreachable: string };
}

export const isAsExpected = ({ expected, found }: SiteFile): boolean => found === expected;

const TIME_LIMIT_MS = 20_000;

/** Read by the phones of delegates: a site could give them other files than it gives a computer. */
const PHONE =
  'Mozilla/5.0 (Linux; Android 8.1; OPPO A83) AppleWebKit/537.36 Chrome/78.0.3904.62 Mobile MicroMessenger/8.0';

const addressOf = (origin: URL, path: string): string => new URL(path.replace(/(^|\/)index\.html$/, '$1'), origin).href;

async function fetchHash(address: string, headers: Readonly<Record<string, string>>): Promise<SiteFile['found']> {
  try {
    const response = await fetch(address, { headers, redirect: 'manual', signal: AbortSignal.timeout(TIME_LIMIT_MS) });
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (response.status !== 200) return { status: response.status };
    return createHash('sha256').update(bytes).digest('hex');
  } catch (error) {
    return { unreachable: error instanceof Error ? error.message : String(error) };
  }
}

/**
 * Fetches every file of a site, as a computer and as an old phone in WeChat, and says what came; a file that differs for one of the two
 * is given as that one found it. `origin` ends with a slash.
 */
export async function compareSite(origin: URL, { files }: PageHashes): Promise<readonly SiteFile[]> {
  const found: SiteFile[] = [];
  for (const [path, expected] of Object.entries(files)) {
    const address = addressOf(origin, path);
    const asComputer = await fetchHash(address, {});
    const asPhone = await fetchHash(address, { 'user-agent': PHONE });
    found.push({ path, address, expected, found: asComputer === expected ? asPhone : asComputer });
  }
  return found;
}

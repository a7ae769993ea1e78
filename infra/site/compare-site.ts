import { createHash } from 'node:crypto';
import type * as z from 'zod';
import { type PageHashes, pageHashes } from '../../shared/contract/page-hashes.ts';
import { compareHeaders, type HeaderFault } from './compare-headers.ts';
import { type SiteConfig, siteConfig } from './site-config.ts';

/** What one file of a site is: as expected, another, not there, or not answered. */
export interface SiteFile {
  readonly path: string;
  /** What was asked for: a page by the address that people open. */
  readonly address: string;
  readonly expected: string;
  readonly found: string | { readonly status: number } | { readonly unreachable: string };
  readonly headerFaults: readonly HeaderFault[];
}

export interface ComparedSite {
  readonly files: readonly SiteFile[];
  /** Paths at which the site's own `/hashes.json` says otherwise, or names a file that there is not; null when it is none. */
  readonly publishedOtherwise: readonly string[] | null;
  /** No source says what stands there, so it is shown; null when it is no configuration. */
  readonly config: SiteConfig | null;
  /** Origins beside the site's own that its pages may send to, or show pictures from. */
  readonly origins: readonly string[];
}

export const isAsExpected = ({ expected, found, headerFaults }: SiteFile): boolean =>
  found === expected && headerFaults.length === 0;

const TIME_LIMIT_MS = 20_000;

/** Read by the phones of delegates: a site could give them other files than it gives a computer. */
const PHONE =
  'Mozilla/5.0 (Linux; Android 8.1; OPPO A83) AppleWebKit/537.36 Chrome/78.0.3904.62 Mobile MicroMessenger/8.0';

const addressOf = (origin: URL, path: string): string => new URL(path.replace(/(^|\/)index\.html$/, '$1'), origin).href;

const fetchAs = (address: string, headers: Readonly<Record<string, string>>): Promise<Response> =>
  fetch(address, { headers, redirect: 'manual', signal: AbortSignal.timeout(TIME_LIMIT_MS) });

type Fetched = Pick<SiteFile, 'found' | 'headerFaults'> & Pick<ComparedSite, 'origins'>;

async function fetchFile(address: string, headers: Readonly<Record<string, string>>): Promise<Fetched> {
  try {
    const response = await fetchAs(address, headers);
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (response.status !== 200) return { found: { status: response.status }, headerFaults: [], origins: [] };
    const { faults, origins } = compareHeaders(response.headers, { isHttps: address.startsWith('https:') });
    return { found: createHash('sha256').update(bytes).digest('hex'), headerFaults: faults, origins };
  } catch (error) {
    const unreachable = error instanceof Error ? error.message : String(error);
    return { found: { unreachable }, headerFaults: [], origins: [] };
  }
}

/** A JSON file of the site, or null when it does not come or is another. */
async function fetchJson<Value>(address: string, shape: z.ZodType<Value>): Promise<Value | null> {
  try {
    return shape.parse(await (await fetchAs(address, {})).json());
  } catch {
    return null;
  }
}

function otherwise({ files }: PageHashes, published: PageHashes | null): readonly string[] | null {
  if (published === null) return null;
  const paths = new Set([...Object.keys(files), ...Object.keys(published.files)]);
  return [...paths].filter((path) => files[path] !== published.files[path]).sort();
}

/**
 * Fetches every file of a site, as a computer and as an old phone in WeChat, with its headers, and what the site says of itself; a file that
 * differs for one of the two is given as that one found it. `origin` ends with a slash.
 */
export async function compareSite(origin: URL, hashes: PageHashes): Promise<ComparedSite> {
  const files: SiteFile[] = [];
  const origins = new Set<string>();
  for (const [path, expected] of Object.entries(hashes.files)) {
    const address = addressOf(origin, path);
    const asComputer = { path, address, expected, ...(await fetchFile(address, {})) };
    const asPhone = { path, address, expected, ...(await fetchFile(address, { 'user-agent': PHONE })) };
    for (const each of [...asComputer.origins, ...asPhone.origins]) origins.add(each);
    files.push(isAsExpected(asComputer) ? asPhone : asComputer);
  }
  const published = await fetchJson(new URL('hashes.json', origin).href, pageHashes);
  const config = await fetchJson(new URL('config.json', origin).href, siteConfig);
  return { files, publishedOtherwise: otherwise(hashes, published), config, origins: [...origins].sort() };
}

/** Whether a site is that of the hashes in everything that they and this source say. */
export const isWholeSite = ({ files, publishedOtherwise, config }: ComparedSite): boolean =>
  files.every(isAsExpected) && publishedOtherwise?.length === 0 && config !== null;

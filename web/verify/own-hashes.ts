import { utf8 } from '../../shared/protocol/bytes.ts';
import { hashHex } from '../../shared/protocol/hash.ts';
import { isRecord } from '../../shared/protocol/shape.ts';
import { OWN_SCRIPT } from './own-script.ts';

/** SHA-256 of one of the page's own files in hex, by its path in `/hashes.json`; null where it could not be read. */
export interface OwnHash {
  readonly path: string;
  readonly hash: string | null;
  /** What `/hashes.json` says of it; null where that says nothing or was not to be had. */
  readonly published: string | null;
}

/** `asked`: fetched anew from the server. `inside`: of the parts of the one file. `unreadable`: a browser's own copy, which reads no file. */
export type OwnHashes =
  | { readonly at: 'asked' | 'inside'; readonly hashes: readonly OwnHash[] }
  | { readonly at: 'unreadable' };

/** Whether this is a copy: no server stands behind it. */
export const isCopy = (): boolean => OWN_SCRIPT?.at === 'inline' || !location.protocol.startsWith('http');

const OWN_FILES: readonly (readonly [path: string, address: string])[] = [
  ['verify/index.html', '/verify/'],
  ['verify/main.js', '/verify/main.js'],
  ['verify/style.css', '/verify/style.css'],
  ['verify/offline.html', '/verify/offline.html'],
];

async function fetchBytes(address: string): Promise<Uint8Array | null> {
  try {
    const response = await fetch(address, { credentials: 'omit', cache: 'no-cache', redirect: 'error' });
    return response.ok ? new Uint8Array(await response.arrayBuffer()) : null;
  } catch {
    return null;
  }
}

async function fetchPublished(): Promise<Readonly<Record<string, unknown>>> {
  const bytes = await fetchBytes('/hashes.json');
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes ?? undefined));
    return isRecord(value) && isRecord(value['files']) ? value['files'] : {};
  } catch {
    return {};
  }
}

async function askForHashes(): Promise<readonly OwnHash[]> {
  const published = await fetchPublished();
  return Promise.all(
    OWN_FILES.map(async ([path, address]) => {
      const bytes = await fetchBytes(address);
      const said = published[path];
      return { path, hash: bytes && (await hashHex(bytes)), published: typeof said === 'string' ? said : null };
    }),
  );
}

/** Script and style stand in the one file byte for byte as in the files of the page, and have their hashes. */
async function hashesInside(script: string): Promise<readonly OwnHash[]> {
  const style = document.querySelector('style')?.textContent ?? '';
  const parts = [
    ['verify/main.js', script],
    ['verify/style.css', style],
  ] as const;
  return Promise.all(parts.map(async ([path, text]) => ({ path, hash: await hashHex(utf8(text)), published: null })));
}

/** The hashes of the page's own files, as far as a page can know them. A page that was forged can say any. */
export async function ownHashes(): Promise<OwnHashes> {
  if (OWN_SCRIPT?.at === 'inline') return { at: 'inside', hashes: await hashesInside(OWN_SCRIPT.text) };
  return isCopy() ? { at: 'unreadable' } : { at: 'asked', hashes: await askForHashes() };
}

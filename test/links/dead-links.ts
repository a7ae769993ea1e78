import { existsSync, readFileSync, statSync } from 'node:fs';
import { posix } from 'node:path';
import { anchorsOf, linksOf } from './markdown.ts';

const ROOT = new URL('../../', import.meta.url);

/** Why a link leads nowhere; `undefined` when it leads somewhere. `target` is written on the page `file`, both with slashes. */
function faultOf(file: string, target: string): string | undefined {
  const [path = '', anchor] = target.split('#', 2);
  const there = path === '' ? file : posix.join(posix.dirname(file), decodeURIComponent(path));
  const place = new URL(there, ROOT);
  if (there.startsWith('../')) return 'leads out of the repository';
  if (!existsSync(place)) return 'no such file';
  if (anchor === undefined) return undefined;
  if (!there.endsWith('.md') || statSync(place).isDirectory()) return 'an anchor of what has no headings';
  return anchorsOf(readFileSync(place, 'utf8')).has(decodeURIComponent(anchor)) ? undefined : 'no such heading';
}

/** The links of a page that lead nowhere, `target: why` each. @param file from the repository's root */
export const deadLinks = (file: string, page: string): readonly string[] =>
  linksOf(page).flatMap((target) => {
    const fault = faultOf(file, target);
    return fault === undefined ? [] : [`${target}: ${fault}`];
  });

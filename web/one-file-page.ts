import { createHash } from 'node:crypto';

const cspHash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/**
 * What a page in one file may do: run this very script and show this very style, and reach nobody. Its worker is made of its own
 * script, as a blob. (A policy in the page has no say on who frames it.)
 */
const policyOf = ({ script, style }: PageParts): string =>
  [
    "default-src 'none'",
    `script-src ${cspHash(script)}`,
    `style-src ${cspHash(style)}`,
    'img-src data:',
    'worker-src blob:',
    "connect-src 'none'",
    "form-action 'none'",
    "base-uri 'none'",
  ].join('; ');

/** The text of a page's files as they are served, which stand in the one file byte for byte. */
export interface PageParts {
  readonly script: string;
  readonly style: string;
}

const PLACES =
  /(?<=http-equiv="Content-Security-Policy" content=")(?=")|(?<=<style>)(?=<\/style>)|(?<=<script>)(?=<\/script>)/g;

/**
 * A page as a single file, which opens from a disk where linked files do not. `frame` is HTML with an empty policy, an empty style
 * and an empty script, in this order.
 *
 * @throws Error when a part would end its element early or be read otherwise than it is written, or a place is missing
 */
export function inOneFile(frame: string, { script, style }: PageParts): string {
  if (/<\/script|<!--|[\r\0]/i.test(script)) throw new Error('the script cannot stand within a page');
  if (/<\/style|[\r\0]/i.test(style)) throw new Error('the style cannot stand within a page');
  const between = frame.split(PLACES);
  if (between.length !== 4) throw new Error('a page in one file has one place each for policy, style and script');
  const [head, ...others] = between;
  const filled = [policyOf({ script, style }), style, script].flatMap((part, place) => [part, others[place]]);
  return [head, ...filled].join('');
}

import { registerHooks } from 'node:module';
import { link, type Replacements } from './linking.ts';
import type { Product } from './stages.ts';

/** A check that stands in the middle of a file of the product. */
export interface Cut {
  readonly file: string;
  /** By its very text, which the file must have once. */
  readonly check: string;
}

const ROOT = new URL('../../../', import.meta.url).href;
const ENTRY = 'test/attacks/ground/stage.ts';
const CUT = 'cut';

const cuts: Cut[] = [];

const cutOf = (url: string | undefined): string | null =>
  url === undefined || !URL.canParse(url) ? null : new URL(url).searchParams.get(CUT);

function withoutCheck(source: string, { file, check }: Cut): string {
  const parts = source.split(check);
  if (parts.length !== 2) throw new Error(`${file} has a check ${parts.length - 1} times, not once: ${check}`);
  return parts.join('');
}

// These come before those of linking.ts, whose names they add to.
registerHooks({
  resolve: (specifier, context, next) => {
    const resolved = next(specifier, context);
    const cut = cutOf(context.parentURL);
    if (cut === null || !resolved.url.startsWith(ROOT) || resolved.url.includes('/node_modules/')) return resolved;
    const url = new URL(resolved.url);
    url.searchParams.set(CUT, cut);
    return { ...resolved, url: url.href };
  },
  load: (url, context, next) => {
    const loaded = next(url, context);
    const cut = cuts[Number(cutOf(url) ?? -1)];
    const isCut = cut !== undefined && url.slice(ROOT.length).replace(/\?.*/, '') === cut.file;
    // A module that linking.ts puts before the file is JavaScript.
    if (!isCut || loaded.format !== 'module-typescript') return loaded;
    const source = typeof loaded.source === 'string' ? loaded.source : new TextDecoder().decode(loaded.source);
    return { ...loaded, source: withoutCheck(source, cut) };
  },
});

/**
 * The product without a check that no export holds, everything else being its very files; further exports may be replaced as in
 * `productWithout`.
 */
export const productCut =
  (cut: Cut, replacements: Replacements = {}) =>
  (): Promise<Product> => {
    const entry = `${ENTRY}?${CUT}=${cuts.push(cut) - 1}`;
    // The same module, by a name that goes on to all that it takes in.
    return link(entry as typeof ENTRY, replacements);
  };

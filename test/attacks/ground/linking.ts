import { registerHooks } from 'node:module';
import type { Linkable } from './linkable.ts';

/** Exports of one module, each made from the module as it is. */
export type Replaced<Name extends keyof Linkable> = {
  readonly [Export in keyof Linkable[Name]]?: (original: Linkable[Name]) => Linkable[Name][Export];
};
export type Replacements = { readonly [Name in keyof Linkable]?: Replaced<Name> };

type AnyReplaced = Readonly<Record<string, (original: object) => unknown>>;

const ROOT = new URL('../../../', import.meta.url).href;
const LINKING = 'linking';
const ORIGINAL = 'original';
const REGISTER = Symbol.for('shuangshu.attacks.replacements');

const register = new Map<string, AnyReplaced>();
Object.assign(globalThis, { [REGISTER]: register });
let linkings = 0;

const isBuiltin = (name: string): boolean => name.startsWith('node:');
const registerKey = (linking: string, name: string): string => `${linking} ${name}`;

/** A module that passes on everything of another one but what is replaced. */
function sourceOf(linking: string, name: string, original: string): string {
  const key = JSON.stringify(registerKey(linking, name));
  const replaced = `globalThis[Symbol.for('shuangshu.attacks.replacements')].get(${key})`;
  const names = Object.keys(register.get(registerKey(linking, name)) ?? {});
  return [
    `import * as original from ${JSON.stringify(original)};`,
    `export * from ${JSON.stringify(original)};`,
    ...names.map((each) => `export const ${each} = ${replaced}.${each}(original);`),
  ].join('\n');
}

const linkingOf = (url: string | undefined): string | null =>
  url === undefined || !URL.canParse(url) ? null : new URL(url).searchParams.get(LINKING);

registerHooks({
  resolve: (specifier, context, next) => {
    const linking = linkingOf(context.parentURL);
    if (linking === null) return next(specifier, context);
    if (isBuiltin(specifier)) {
      const isReplacing = context.parentURL?.startsWith('replaced:') ?? false;
      if (isReplacing || !register.has(registerKey(linking, specifier))) return next(specifier, context);
      return { url: `replaced:${specifier}?${LINKING}=${linking}`, format: 'module', shortCircuit: true };
    }
    const resolved = next(specifier, context);
    const isOurs = resolved.url.startsWith(ROOT) && !resolved.url.includes('/node_modules/');
    const url = new URL(resolved.url);
    if (!isOurs || url.searchParams.has(LINKING)) return resolved;
    url.searchParams.set(LINKING, linking);
    return { ...resolved, url: url.href };
  },
  load: (url, context, next) => {
    const linking = linkingOf(url);
    if (linking === null) return next(url, context);
    const parsed = new URL(url);
    if (parsed.protocol === 'replaced:') {
      const source = sourceOf(linking, parsed.pathname, parsed.pathname);
      return { format: 'module', source, shortCircuit: true };
    }
    const name = url.slice(ROOT.length).replace(/\?.*/, '');
    if (parsed.searchParams.has(ORIGINAL) || !register.has(registerKey(linking, name))) return next(url, context);
    parsed.searchParams.set(ORIGINAL, '');
    return { format: 'module', source: sourceOf(linking, name, parsed.href), shortCircuit: true };
  },
});

/**
 * The product linked with some of its modules' exports replaced, everything else being the very files of the product: a weakened part
 * where it is a pure function that nobody passes in. Modules of one linking share nothing with those of another.
 */
export async function link<Name extends keyof Linkable>(
  entry: Name,
  replacements: Replacements,
): Promise<Linkable[Name]> {
  linkings += 1;
  const linking = String(linkings);
  for (const [name, replaced] of Object.entries(replacements))
    register.set(registerKey(linking, name), replaced as AnyReplaced);
  const url = new URL(entry, ROOT);
  url.searchParams.set(LINKING, linking);
  // Node cannot know the types of what it is told to load at run time.
  return (await import(url.href)) as Linkable[Name];
}

import type { BundleDefect, BundleDefectCode } from '../../../shared/protocol/check-bundle.ts';
import { signResult, type TallyResult } from '../../../shared/protocol/result.ts';
import { tellers } from './made-session.ts';

/** A bundle that somebody altered, and the defect that has to be named. */
export interface Tampered {
  readonly name: string;
  readonly bundle: unknown;
  readonly defect: BundleDefect;
  /** The check code of the minutes, where only it shows what was done. */
  readonly checkCode?: string;
}

export type Step = string | number;
export type Path = readonly Step[];
export type Json = { [name: string]: unknown };

export const textOf = (path: Path): string =>
  path.map((step, place) => (typeof step === 'number' ? `[${step}]` : `${place === 0 ? '' : '.'}${step}`)).join('');

/** Paths to every value of a JSON document that is not an object or a list. */
export function leaves(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const isList = Array.isArray(value);
  return Object.entries(value).flatMap(([name, each]) => leaves(each, [...path, isList ? Number(name) : name]));
}

const isNode = (value: unknown): value is Record<Step, unknown> => typeof value === 'object' && value !== null;

export function nodeAt(json: unknown, path: Path): Record<Step, unknown> {
  const node = path.reduce<unknown>((each, step) => (isNode(each) ? each[step] : undefined), json);
  if (!isNode(node)) throw new Error(`nothing at ${textOf(path)}`);
  return node;
}

/** A copy with the value at a path changed by `change`, which gives `undefined` to take it away. */
export function altered(bundle: unknown, path: Path, change: (value: unknown) => unknown): Json {
  const copy: Json = JSON.parse(JSON.stringify(bundle));
  const last = path.at(-1);
  if (last === undefined) throw new Error('the whole bundle cannot be altered');
  const parent = nodeAt(copy, path.slice(0, -1));
  const value = change(parent[last]);
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return copy;
}

const SIGNERS = ['discipline', 'delegates'] as const;

/** The bundle with its result signed anew by two tellers: what two who collude could publish. */
export async function resigned(bundle: Json): Promise<Json> {
  const result = bundle['result'] as TallyResult;
  const signatures = await Promise.all(
    SIGNERS.map(async (slot) => ({ slot, signature: await signResult(tellers[slot].sign.privateKey, result) })),
  );
  return { ...bundle, signatures };
}

/** A path without its places: fields of one kind. */
const kindOf = (path: Path): string => textOf(path.map((step) => (typeof step === 'number' ? 0 : step)));

/** The first path of each kind. */
export function firstOfKinds(paths: readonly Path[]): readonly Path[] {
  const kinds = new Map<string, Path>();
  for (const path of paths) if (!kinds.has(kindOf(path))) kinds.set(kindOf(path), path);
  return [...kinds.values()];
}

/** What must be named at paths that a pattern fits: the first that fits holds, and `$` in `where` stands for parts of the path. */
export type Rule = readonly [pattern: RegExp, code: BundleDefectCode, where: string];
export const SELF = '$&';
export const PARENT = '$1';

export function defectAt(path: Path, rules: readonly Rule[]): BundleDefect {
  const text = textOf(path);
  const rule = rules.find(([pattern]) => pattern.test(text));
  if (rule === undefined) throw new Error(`no rule says what must be named at ${text}`);
  const [pattern, code, where] = rule;
  return { code, where: text.replace(pattern, where) };
}

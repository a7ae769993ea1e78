import { existsSync, readFileSync } from 'node:fs';
import ts from 'typescript';

const ROOT = new URL('../../', import.meta.url);
/** Tables whose entries are tests too, once what plays the table takes them: refusals, attacks, rules of the source. */
const TABLES = [
  { entries: /^test\/integration\/bad-input\/[a-z-]+\.ts$/, player: 'test/integration/bad-input/bad-input.test.ts' },
  { entries: /^test\/attacks\/[a-z-]+\.ts$/, player: 'test/attacks/registry.ts' },
  { entries: /^test\/asvs\/source-rules\.ts$/, player: 'test/unit/asvs/source-rules.test.ts' },
] as const;

const read = (file: string): string | undefined => {
  const path = new URL(file, ROOT);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
};

/** `it`, `it.each`, `test.for(…)` … by the name they begin with. */
function rootOf(callee: ts.Expression): string {
  if (ts.isIdentifier(callee)) return callee.text;
  if (ts.isPropertyAccessExpression(callee) || ts.isCallExpression(callee)) return rootOf(callee.expression);
  if (ts.isTaggedTemplateExpression(callee)) return rootOf(callee.tag);
  return '';
}

const literalOf = (node: ts.Node | undefined): readonly string[] =>
  node !== undefined && ts.isStringLiteralLike(node) ? [node.text] : [];

/** A title as it is written: the first argument of a call, or in a table also a property `title`. */
function titleOf(node: ts.Node, callers: readonly string[]): readonly string[] {
  if (ts.isCallExpression(node) && callers.includes(rootOf(node.expression))) return literalOf(node.arguments[0]);
  if (callers.includes('row') && ts.isPropertyAssignment(node) && node.name.getText() === 'title')
    return literalOf(node.initializer);
  return [];
}

function titlesIn(file: string, text: string, callers: readonly string[]): ReadonlySet<string> {
  const titles = new Set<string>();
  const visit = (node: ts.Node): void => {
    for (const title of titleOf(node, callers)) titles.add(title);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
  return titles;
}

/** The titles of the tests in a file; empty when there is no such file, or nothing plays its table. */
export function testTitles(file: string): ReadonlySet<string> {
  const text = read(file);
  if (text === undefined) return new Set();
  if (/\.test\.tsx?$/.test(file)) return titlesIn(file, text, ['it', 'test']);
  const table = TABLES.find(({ entries }) => entries.test(file));
  const isPlayed = table !== undefined && read(table.player)?.includes(`/${file.split('/').at(-1)}'`) === true;
  return isPlayed ? titlesIn(file, text, ['row', 'forged']) : new Set();
}

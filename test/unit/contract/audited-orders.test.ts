import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { OPERATION_IDS, specOf } from '../../../shared/contract/operations.ts';
import { type OperationId, ROUTES } from '../../../shared/contract/routes.ts';
import { NOT_ON_THE_LOG } from '../../audited-orders.ts';

const FUNCTIONS = fileURLToPath(new URL('../../../functions', import.meta.url));

const ORDERS = OPERATION_IDS.filter((id) => specOf(id).who.kind === 'staff' && ROUTES[id].method === 'POST');

const sourceOf = (file: string) => ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);

function importsOf(source: ts.SourceFile): readonly string[] {
  return source.statements.flatMap((statement) =>
    ts.isImportDeclaration(statement) && ts.isStringLiteral(statement.moduleSpecifier)
      ? [statement.moduleSpecifier.text]
      : [],
  );
}

function callsRecordOrder(node: ts.Node): boolean {
  if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'recordOrder')
    return true;
  return ts.forEachChild(node, (child) => callsRecordOrder(child) || undefined) === true;
}

/** Whether an operation's module, or one of its own function's modules that it is made of, puts an order on the log. */
function recordsIn(file: string, folder: string, seen = new Set<string>()): boolean {
  if (seen.has(file)) return false;
  seen.add(file);
  const source = sourceOf(file);
  if (callsRecordOrder(source)) return true;
  return importsOf(source)
    .filter((specifier) => specifier.startsWith('./'))
    .map((specifier) => resolve(dirname(file), specifier))
    .filter((path) => path.startsWith(folder))
    .some((path) => recordsIn(path, folder, seen));
}

/** The module that implements an operation. */
function moduleOf(id: OperationId): { readonly file: string; readonly folder: string } | undefined {
  const folder = join(FUNCTIONS, specOf(id).function);
  const file = readdirSync(folder)
    .map((name) => join(folder, name))
    .find((path) => path.endsWith('.ts') && readFileSync(path, 'utf8').includes(`implement('${id}'`));
  return file === undefined ? undefined : { file, folder };
}

describe('every order of staff', () => {
  it('has its module, which is what is read here', () => {
    expect(ORDERS.filter((id) => moduleOf(id) === undefined)).toEqual([]);
  });

  it('is put on the audit log, or says why it is not', () => {
    const silent = ORDERS.filter((id) => {
      const found = moduleOf(id);
      return found === undefined || !recordsIn(found.file, found.folder);
    });
    expect(silent.sort()).toEqual(Object.keys(NOT_ON_THE_LOG).sort());
  });

  it('that is not on the log says why in a sentence', () => {
    for (const reason of Object.values(NOT_ON_THE_LOG)) expect(reason.length).toBeGreaterThan(20);
  });
});

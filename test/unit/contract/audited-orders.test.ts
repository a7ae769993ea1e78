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

function callsRecordOrder(node: ts.Node): boolean {
  if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'recordOrder')
    return true;
  return ts.forEachChild(node, (child) => callsRecordOrder(child) || undefined) === true;
}

const namesIn = (node: ts.Node, found = new Set<string>()): ReadonlySet<string> => {
  if (ts.isIdentifier(node)) found.add(node.text);
  ts.forEachChild(node, (child) => void namesIn(child, found));
  return found;
};

/** What a module declares under a name at its top. */
const declared = (source: ts.SourceFile, name: string): ts.Node | undefined =>
  source.statements
    .flatMap((statement): readonly (ts.FunctionDeclaration | ts.VariableDeclaration)[] => {
      if (ts.isFunctionDeclaration(statement)) return [statement];
      return ts.isVariableStatement(statement) ? statement.declarationList.declarations : [];
    })
    .find((one) => one.name !== undefined && ts.isIdentifier(one.name) && one.name.text === name);

/** Modules of the function's own folder from which one of these names comes. */
const sourcesOf = (source: ts.SourceFile, names: ReadonlySet<string>): readonly string[] =>
  source.statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) return [];
    const bindings = statement.importClause?.namedBindings;
    const brings = bindings !== undefined && ts.isNamedImports(bindings) ? bindings.elements : [];
    const isUsed = brings.some(({ name }) => names.has(name.text));
    return isUsed && statement.moduleSpecifier.text.startsWith('./') ? [statement.moduleSpecifier.text] : [];
  });

/** Whether what is written here, or what it calls of its own function, puts an order on the log. */
function records(node: ts.Node, { file, folder }: Place, seen = new Set<string>()): boolean {
  if (callsRecordOrder(node)) return true;
  const source = node.getSourceFile();
  const names = namesIn(node);
  const elsewhere = sourcesOf(source, names)
    .map((specifier) => resolve(dirname(file), specifier))
    .filter((path) => path.startsWith(folder))
    .map((path) => ({ path, text: sourceOf(path) }));
  return [{ path: file, text: source }, ...elsewhere].some(({ path, text }) =>
    [...names].some((name) => {
      const declaration = declared(text, name);
      const key = `${path} ${name}`;
      if (declaration === undefined || declaration === node || seen.has(key)) return false;
      seen.add(key);
      return records(declaration, { file: path, folder }, seen);
    }),
  );
}

/** The call of `implement` for an operation: another one in the same module vouches for nothing. */
function implementationOf(id: OperationId, node: ts.Node): ts.CallExpression | undefined {
  if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'implement') {
    const [first] = node.arguments;
    if (first !== undefined && ts.isStringLiteral(first) && first.text === id) return node;
  }
  return ts.forEachChild(node, (child) => implementationOf(id, child));
}

interface Place {
  readonly file: string;
  readonly folder: string;
}

/** The module that implements an operation. */
function moduleOf(id: OperationId): Place | undefined {
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
      const made = found && implementationOf(id, sourceOf(found.file));
      return found === undefined || made === undefined || !records(made, found);
    });
    expect(silent.sort()).toEqual(Object.keys(NOT_ON_THE_LOG).sort());
  });

  it('is not vouched for by another one in the same module', () => {
    const text = [
      "export const silent = implement('openPhoto', async () => note());",
      "export const told = implement('releasePhoto', async () => keep());",
      'const note = () => undefined;',
      'const keep = () => recordOrder();',
    ].join('\n');
    const source = ts.createSourceFile('photos.ts', text, ts.ScriptTarget.Latest, true);
    const isTold = (id: OperationId) => {
      const made = implementationOf(id, source);
      return made !== undefined && records(made, { file: 'photos.ts', folder: 'nowhere' });
    };
    expect([isTold('openPhoto'), isTold('releasePhoto')]).toEqual([false, true]);
  });

  it('that is not on the log says why in a sentence', () => {
    for (const reason of Object.values(NOT_ON_THE_LOG)) expect(reason.length).toBeGreaterThan(20);
  });
});

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fits } from './generate.ts';
import { SIGNED_ON_ITS_WAY } from './knock-around.ts';
import { isFields, type Known } from './memory.ts';

/** Where `npm run fuzz` looks for it; git does not. */
const VENV = fileURLToPath(new URL('../../../.fuzz/', import.meta.url));
const VERSION = '4.32.5';
const PROGRAM = join(VENV, 'bin', 'schemathesis');

/** What to type where it is not there. */
export const HOW_TO_INSTALL = `python3 -m venv .fuzz && .fuzz/bin/pip install schemathesis==${VERSION}`;

export const hasSchemathesis = (): boolean => existsSync(PROGRAM);

export interface Round {
  readonly origin: string;
  readonly bearer: string | undefined;
  readonly seed: number;
  readonly seconds: number;
  /** Ids that are there, by the name of the parameter. */
  readonly known: Known;
  /** What answers told, where a schema allows it. */
  readonly told: Known;
  /** Sessions that may come to their end, by the operation that ends them. */
  readonly expendable: Readonly<Record<string, readonly string[]>>;
}

export interface RoundOutcome {
  /** 0: nothing was found, 1: something was, else it could not run. */
  readonly exitCode: number;
  /** Lines of its summary and of what it found. */
  readonly lines: readonly string[];
}

/** Asks again where an answer was late. */
const HOOKS = fileURLToPath(new URL('./ask_again.py', import.meta.url));
/** As `ask_again.py` has it. */
const MOST_SECONDS = 2;

const CHECKS = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_schema_conformance',
];

type Values = Pick<Round, 'known' | 'told'>;

/** The schema, or what is there for a field of this name. */
function orKnown(name: string, schema: unknown, { known, told }: Values): unknown {
  const there =
    known[name] ?? (isFields(schema) ? told[name]?.filter((value) => fits(value, schema)) : undefined) ?? [];
  return there.length === 0 ? undefined : { anyOf: [{ enum: there }, { enum: there }, schema] };
}

/** The contract's file, each parameter and field of a known name also allowed to be what is there: blind chance meets no session. */
function withKnown(value: unknown, values: Values): unknown {
  if (Array.isArray(value)) return value.map((each) => withKnown(each, values));
  if (!isFields(value)) return value;
  const widened = Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withKnown(each, values)]));
  const { name: parameter, schema, properties } = value;
  if (typeof parameter === 'string' && isFields(schema))
    return { ...widened, schema: orKnown(parameter, schema, values) ?? schema };
  if (!isFields(properties)) return widened;
  const fields = Object.entries(properties).map(([name, each]) => [
    name,
    orKnown(name, each, values) ?? withKnown(each, values),
  ]);
  return { ...widened, properties: Object.fromEntries(fields) };
}

/** Every operation with what is known; one that ends a meeting, with those that may end. */
function documentFor(value: unknown, { known, told, expendable }: Omit<Round, 'origin' | 'bearer'>): unknown {
  if (!isFields(value) || !isFields(value['paths'])) throw new Error('docs/openapi.json has no paths');
  const ofOperation = (operation: unknown): unknown => {
    const id = isFields(operation) ? String(operation['operationId']) : '';
    const session = expendable[id] ?? known['session'] ?? [];
    return withKnown(operation, { known: { ...known, session }, told });
  };
  const paths = Object.entries(value['paths']).map(([path, methods]) => [
    path,
    Object.fromEntries(Object.entries(methods ?? {}).map(([method, operation]) => [method, ofOperation(operation)])),
  ]);
  return { ...value, paths: Object.fromEntries(paths) };
}

async function run(args: readonly string[], cwd: string): Promise<RoundOutcome> {
  const env = { ...process.env, SCHEMATHESIS_HOOKS: HOOKS, PYTHONDONTWRITEBYTECODE: '1' };
  const child = spawn(PROGRAM, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const pieces: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece: Buffer) => pieces.push(piece));
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  child.once('exit', (code) => resolve(code ?? 2)).once('error', reject);
  return { exitCode: await promise, lines: Buffer.concat(pieces).toString('utf8').split('\n') };
}

/** One run of schemathesis over every operation of the OpenAPI file, as one person or nobody. */
export async function runSchemathesis(round: Round): Promise<RoundOutcome> {
  const { origin, bearer, seed, seconds } = round;
  const folder = await mkdtemp(join(tmpdir(), 'shuangshu-fuzzed-'));
  try {
    const text = await readFile(new URL('../../../docs/openapi.json', import.meta.url), 'utf8');
    const file = join(folder, 'openapi.json');
    await writeFile(file, JSON.stringify(documentFor(JSON.parse(text), round)));
    const headers = [
      ...Object.entries(SIGNED_ON_ITS_WAY).map(([name, value]) => `${name}: ${value}`),
      ...(bearer === undefined ? [] : [`Authorization: Bearer ${bearer}`]),
    ].flatMap((header) => ['--header', header]);
    // One worker: two of them race for hypothesis's cache of lambdas, which ends a round with a KeyError now and then.
    return await run(
      [
        ...['run', file, '--url', origin, '--no-color', '--phases', 'examples,coverage,fuzzing', '--mode', 'all'],
        ...['--checks', CHECKS.join(), '--max-time', String(seconds), '--seed', String(seed), '--workers', '1'],
        ...['--continue-on-failure', '--no-shrink', '--suppress-health-check', 'all', '--generation-database', 'none'],
        ...['--max-response-time', String(MOST_SECONDS), '--request-timeout', '20', '--warnings', 'off', ...headers],
      ],
      folder,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

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
  readonly known: Readonly<Record<string, readonly unknown[]>>;
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

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** The contract's file, each parameter and field of a known name also allowed to be what is there: blind chance meets no session. */
function withKnown(value: unknown, known: Round['known']): unknown {
  if (Array.isArray(value)) return value.map((each) => withKnown(each, known));
  if (!isRecord(value)) return value;
  const widened = Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withKnown(each, known)]));
  const there = typeof value['name'] === 'string' ? known[value['name']] : undefined;
  if (there !== undefined && isRecord(value['schema']))
    return { ...widened, schema: { anyOf: [{ enum: there }, { enum: there }, value['schema']] } };
  if (!isRecord(value['properties'])) return widened;
  const fields = Object.entries(value['properties']).map(([name, each]) => {
    const values = known[name];
    return [
      name,
      values === undefined ? withKnown(each, known) : { anyOf: [{ enum: values }, { enum: values }, each] },
    ];
  });
  return { ...widened, properties: Object.fromEntries(fields) };
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
export async function runSchemathesis({ origin, bearer, seed, seconds, known }: Round): Promise<RoundOutcome> {
  const folder = await mkdtemp(join(tmpdir(), 'shuangshu-fuzzed-'));
  try {
    const text = await readFile(new URL('../../../docs/openapi.json', import.meta.url), 'utf8');
    const file = join(folder, 'openapi.json');
    await writeFile(file, JSON.stringify(withKnown(JSON.parse(text), known)));
    const header = bearer === undefined ? [] : ['--header', `Authorization: Bearer ${bearer}`];
    // One worker: two of them race for hypothesis's cache of lambdas, which ends a round with a KeyError now and then.
    return await run(
      [
        ...['run', file, '--url', origin, '--no-color', '--phases', 'examples,coverage,fuzzing', '--mode', 'all'],
        ...['--checks', CHECKS.join(), '--max-time', String(seconds), '--seed', String(seed), '--workers', '1'],
        ...['--continue-on-failure', '--no-shrink', '--suppress-health-check', 'all', '--generation-database', 'none'],
        ...['--max-response-time', String(MOST_SECONDS), '--request-timeout', '20', '--warnings', 'off', ...header],
      ],
      folder,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

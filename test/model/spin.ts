import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ToolRefusal } from '../../infra/tools/run-tool.ts';
import type { ModelFile, Property } from './properties.ts';

export interface Search {
  readonly file: ModelFile;
  readonly property: string;
  readonly kind: Property['kind'];
  readonly flags: readonly string[];
}

/** What a search found: a run that breaks the property, or, after every state was seen, none. */
export interface Found {
  readonly isBroken: boolean;
  readonly states: number;
  readonly seconds: number;
}

/** Every search fits: one that does not has not seen every state, and is a fault. */
const MEMORY_MB = 4_000;
const DEPTH = 1_000_000;
/** A loaded machine of two cores takes a tenth of it for the largest search. */
const SEARCH_TIMEOUT_MS = 600_000;
const MOST_OUTPUT_BYTES = 64 * 1024 * 1024;

type Ran = { readonly ok: boolean; readonly output: string };

const run = (command: string, args: readonly string[], cwd: string): Promise<Ran> =>
  new Promise((resolve, reject) => {
    const options = { cwd, timeout: SEARCH_TIMEOUT_MS, maxBuffer: MOST_OUTPUT_BYTES };
    execFile(command, [...args], options, (error, stdout, stderr) => {
      if (error !== null && (error.code === 'ENOENT' || error.killed === true)) return reject(error);
      resolve({ ok: error === null, output: `${stdout}${stderr}` });
    });
  });

/** Refuses where the checker or the compiler that it needs is missing, and says how to get them. */
export async function requireSpin(folder: string): Promise<void> {
  for (const [command, option] of [
    ['spin', '-V'],
    ['gcc', '--version'],
  ] as const)
    await run(command, [option], folder).catch(() => {
      throw new ToolRefusal(
        `没有 ${command}，模型没有检验 / ${command} is not here, so the model was NOT checked\n` +
          '  Debian, Ubuntu: apt-get install spin gcc    macOS: brew install spin',
      );
    });
}

/** Compiles a model with flags; one program serves all its properties of one kind. @returns the program's folder */
async function compile(folder: string, { file, kind, flags }: Search): Promise<string> {
  const place = join(folder, `${file}-${kind}-${flags.join('-')}`.replaceAll(/[^A-Za-z0-9_-]/g, '_'));
  await mkdir(place);
  const source = fileURLToPath(new URL(file, import.meta.url));
  const spun = await run('spin', [...flags.map((flag) => `-D${flag}`), '-a', source], place);
  if (!spun.ok) throw new Error(`spin does not take ${file}:\n${spun.output}`);
  // NFAIR: room for the fairness of 14 processes.
  const options = kind === 'always' ? ['-DSAFETY'] : ['-DNFAIR=3'];
  const compiled = await run('gcc', ['-w', '-O1', `-DMEMLIM=${MEMORY_MB}`, ...options, '-o', 'pan', 'pan.c'], place);
  if (!compiled.ok) throw new Error(`gcc does not take ${file}:\n${compiled.output}`);
  return place;
}

/** Compiles each program once and searches with it. */
export class Searcher {
  readonly #folder: string;
  readonly #programs = new Map<string, Promise<string>>();

  /** @param folder an empty one, for programs and traces */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Searches every state that the model can reach. Throws when it could not see them all, or broke off for another reason. */
  async search(search: Search): Promise<Found> {
    const key = [search.file, search.kind, ...search.flags].join(' ');
    const program = this.#programs.get(key) ?? compile(this.#folder, search);
    this.#programs.set(key, program);
    const options = search.kind === 'always' ? [] : ['-a', '-f'];
    const args = ['-E', `-m${DEPTH}`, '-n', ...options, '-N', search.property];
    const startMs = performance.now();
    const { output } = await run('./pan', args, await program);
    return { ...readReport(search, output), seconds: (performance.now() - startMs) / 1_000 };
  }
}

/** Reads Spin's report. @throws when the search did not see every state, or ended for another reason than the property */
export function readReport({ property, flags }: Pick<Search, 'property' | 'flags'>, output: string) {
  const errors = /errors: (\d+)/.exec(output)?.[1];
  const states = /(\d+)(?:e\+\d+)? states, stored/.exec(output)?.[1];
  const isOfTheClaim = /assertion violated|acceptance cycle|end state in claim reached/.test(output);
  const isOtherFault = /out of memory|search depth too small|indexing|aborting/.test(output);
  const isNamed = output.includes(`ltl formula ${property}`);
  const isWhole = !/Search not completed/.test(output);
  const isBroken = errors !== undefined && errors !== '0';
  if (
    errors === undefined ||
    states === undefined ||
    isOtherFault ||
    !isNamed ||
    isBroken !== isOfTheClaim ||
    isBroken === isWhole
  )
    throw new Error(`${property} ${flags.join(' ')}: no whole search\n${output}`);
  return { isBroken, states: Number(states) };
}

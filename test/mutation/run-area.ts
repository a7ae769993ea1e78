import { readFile } from 'node:fs/promises';
import { Stryker } from '@stryker-mutator/core';
import type { MutationArea } from './areas.ts';
import { forgetSurvivors, keep, takeOver } from './earlier-results.ts';

/** A change of the product that no test of its area noticed. */
export interface Survivor {
  /** From the project's root. */
  readonly file: string;
  /** 1 and up. */
  readonly line: number;
  /** Stryker's name of the kind of change. */
  readonly mutator: string;
  /** The changed text, with white space made one space. */
  readonly original: string;
  readonly replacement: string;
}

export interface AreaResult {
  readonly area: MutationArea['name'];
  /** Mutants that a test found, those it ran into an endless loop or out of time with among them. */
  readonly found: number;
  readonly timedOut: number;
  /** Mutants that no test found, or that no test reached. */
  readonly survivors: readonly Survivor[];
}

/** Mutants that were judged: one with which no test can start (a runtime error while loading) is none, found or not. */
export const judged = ({ found, survivors }: AreaResult): number => found + survivors.length;
/** 0 to 1: the part of the mutants that was found. */
export const scoreOf = (result: AreaResult): number => result.found / judged(result);

const HANGS_AFTER_MS = 20_000;

/**
 * Mutates an area and runs its tests against each mutant. What was found out is kept in `kept/`, and taken over by the next run.
 * @param isWhole false takes over what an earlier run found out about mutants and tests that have not changed since
 */
export async function runArea(area: MutationArea, isWhole: boolean): Promise<AreaResult> {
  process.env['MUTATION_AREA'] = area.name;
  const incrementalFile = `out/mutation/${area.name}.json`;
  takeOver(area.name, incrementalFile);
  forgetSurvivors(incrementalFile);
  const results = await new Stryker({
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner'],
    vitest: { configFile: 'test/mutation/vitest.config.ts', related: false },
    mutate: [...area.mutated],
    coverageAnalysis: 'perTest',
    timeoutMS: HANGS_AFTER_MS,
    reporters: ['progress-append-only'],
    tempDirName: 'out/mutation/sandbox',
    ignorePatterns: ['/out', '/cdk.out*', '/web/dist*', '/docs/images', '/.shuangshu', '/.fuzz'],
    incremental: true,
    incrementalFile,
    force: isWhole,
    allowConsoleColors: false,
  }).runMutationTest();
  keep(area.name, incrementalFile);
  const counted = { found: 0, timedOut: 0 };
  const survivors: Survivor[] = [];
  for (const { status, fileName, location, mutatorName, replacement } of results) {
    if (status === 'Killed' || status === 'Timeout') counted.found += 1;
    if (status === 'Timeout') counted.timedOut += 1;
    if (status !== 'Survived' && status !== 'NoCoverage') continue;
    const file = fileName.slice(process.cwd().length + 1);
    const original = oneLine(between(await readFile(fileName, 'utf8'), location));
    const { line } = location.start;
    survivors.push({ file, line, mutator: mutatorName, original, replacement: oneLine(replacement) });
  }
  return { area: area.name, ...counted, survivors: survivors.sort(byPlace) };
}

const byPlace = (one: Survivor, other: Survivor): number =>
  one.file < other.file ? -1 : one.file > other.file ? 1 : one.line - other.line;

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

interface Position {
  readonly line: number;
  readonly column: number;
}

/** Stryker's lines and columns count from 1. */
function between(source: string, { start, end }: { readonly start: Position; readonly end: Position }): string {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  const last = lines.length - 1;
  return lines
    .map((line, at) => line.slice(at === 0 ? start.column - 1 : 0, at === last ? end.column - 1 : undefined))
    .join('\n');
}

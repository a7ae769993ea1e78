/** `npm run cost -- <county id or file> [--sessions N] [--units N] [--delegates N]`: what a county costs. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { costTable } from '../cost/cost-table.ts';
import { readCostInputs } from '../cost/inputs.ts';
import { type CostPlan, USUAL_PLAN } from '../cost/model.ts';
import { parseCounty, readCounty } from '../county-files.ts';
import type { CountySettings } from '../county-settings.ts';
import { runTool, ToolRefusal, UsageError } from './run-tool.ts';

const USAGE = `npm run cost -- <county id, or a county's file> [--units N] [--sessions N] [--delegates N]

  --units N      units of the county, each with one session a year; by default 6
  --sessions N   sessions a year, where they are not as many as units
  --delegates N  delegates of each session, by default 33
`;

function wholeNumber(name: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 100_000)
    throw new UsageError(`--${name} is a whole number from 1 to 100 000`);
  return value;
}

const isNoSuchFile = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

function textOf(path: string): string {
  try {
    return readFileSync(pathToFileURL(path), 'utf8');
  } catch (error) {
    throw isNoSuchFile(error) ? new ToolRefusal(error.message) : error;
  }
}

function settingsOf(named: string): CountySettings {
  if (!named.endsWith('.json')) return readCounty(new URL('../counties/', import.meta.url), named);
  return parseCounty(basename(named, '.json'), textOf(named));
}

function readArguments(): { readonly named: string; readonly plan: CostPlan } {
  const TEXT = { type: 'string' } as const;
  const options = { units: TEXT, sessions: TEXT, delegates: TEXT };
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const [named, ...others] = positionals;
  if (named === undefined || others.length > 0) throw new UsageError('name one county');
  const units = wholeNumber('units', values.units, USUAL_PLAN.sessions);
  return {
    named,
    plan: {
      ...USUAL_PLAN,
      sessions: wholeNumber('sessions', values.sessions, units),
      delegates: wholeNumber('delegates', values.delegates, USUAL_PLAN.delegates),
    },
  };
}

async function main(): Promise<number> {
  const { named, plan } = readArguments();
  process.stdout.write(`${costTable(settingsOf(named), plan, readCostInputs())}\n`);
  return 0;
}

process.exitCode = await runTool(main, USAGE);

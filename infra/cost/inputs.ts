import { readFileSync } from 'node:fs';
import { memoryMegabytes } from '../function-memory.ts';
import { ROLE_NAMES } from '../permissions.ts';
import { parseMeasured } from './measured-use.ts';
import type { CostInputs } from './model.ts';
import { parsePriceTable } from './prices.ts';

export const PRICE_FILE = 'infra/prices/aws-2026-11.json';

const textOf = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

function memoryOf(functionName: string): number {
  const name = ROLE_NAMES.find((each) => each === functionName);
  if (name === undefined) throw new Error(`${functionName} is no function that is deployed`);
  return memoryMegabytes(name);
}

/** The model's data as it is committed. */
export const readCostInputs = (): CostInputs => ({
  priceFile: PRICE_FILE,
  prices: parsePriceTable(PRICE_FILE, textOf(PRICE_FILE)),
  measured: parseMeasured(textOf('infra/cost/measured.json')),
  memoryMegabytes: memoryOf,
});

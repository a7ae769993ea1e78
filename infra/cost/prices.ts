/** What AWS asks, as dated data (infra/prices/): every price with where it was read and when, or marked as unverified. */
import * as z from 'zod';

/** What is priced, in the units that AWS bills. */
export const PRICE_ITEMS = [
  'tableWrite',
  'tableRead',
  'tableStorage',
  'tableRecovery',
  'functionRequest',
  'functionSecond',
  'functionWarmSecond',
  'apiRequest',
  'edgeRequest',
  'edgeFunction',
  'transferOut',
  'objectWrite',
  'objectRead',
  'objectStorage',
  'keyMonth',
  'keyRequest',
  'firewallMonth',
  'firewallRuleMonth',
  'firewallRequest',
  'alarmMonth',
  'dashboardMonth',
  'metricMonth',
  'logIngest',
  'signInMonth',
  'mail',
] as const;
export type PriceItem = (typeof PRICE_ITEMS)[number];

const day = z.iso.date();
const source = z.strictObject({ address: z.url(), readOn: day, says: z.string().min(1) });
const price = z.strictObject({
  price: z.number().min(0),
  /** So many units cost the price. */
  per: z.int().min(1),
  unit: z.string().min(1),
  /** Among the sources; `null`: from memory, and printed as unverified. */
  source: z.string().nullable(),
});
const region = z.strictObject({
  currency: z.enum(['USD', 'CNY']),
  prices: z.partialRecord(z.enum(PRICE_ITEMS), price),
});
const priceTable = z
  .strictObject({
    asOf: day,
    sources: z.record(z.string(), source),
    yuanPerDollar: z.strictObject({ rate: z.number().positive(), date: day, source: z.string().nullable() }),
    regions: z.record(z.string(), region),
  })
  .superRefine(({ sources, regions }, context) => {
    for (const [name, { prices }] of Object.entries(regions))
      for (const [item, { source: named }] of Object.entries(prices))
        if (named !== null && !Object.hasOwn(sources, named))
          context.addIssue({ code: 'custom', path: ['regions', name, item], message: `there is no source ${named}` });
  });

export type Price = z.output<typeof price>;
export type RegionPrices = z.output<typeof region>;
export type PriceTable = z.output<typeof priceTable>;

/** A table of prices that cannot be taken, or that lacks what is asked of it; says which file to put it in. */
export class PriceTableError extends Error {
  override readonly name = 'PriceTableError';
}

/** @throws PriceTableError with a line for every place that is wrong */
export function parsePriceTable(file: string, text: string): PriceTable {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new PriceTableError(`${file} is no JSON`);
  }
  const parsed = priceTable.safeParse(json);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`);
  throw new PriceTableError(`${file}:\n${lines.join('\n')}`);
}

/** @throws PriceTableError when the table has no such region; names it, the file, and what it has */
export function pricesOf(file: string, { regions }: PriceTable, name: string): RegionPrices {
  const found = regions[name];
  if (found !== undefined) return found;
  const known = Object.keys(regions).join(', ');
  throw new PriceTableError(
    `${file} has no prices of the region ${name}: add them there under regions.${name}, each with its source or null. It has ${known}.`,
  );
}

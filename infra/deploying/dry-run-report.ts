import { type CostInputs, priceOf, USUAL_PLAN } from '../cost/model.ts';
import type { CountySettings } from '../county-settings.ts';
import { countByType, type PlannedStack } from './assembly.ts';

const stackText = ({ name, region, resources }: PlannedStack): string => {
  const types = Object.values(resources).map(({ Type }) => Type);
  const rows = countByType(types).map(([type, count]) => `  ${String(count).padStart(4)}  ${type}`);
  return [`${name}  ${region}  ${types.length} 个资源 / resources`, ...rows].join('\n');
};

const money = (amount: number): string => amount.toFixed(2);

/**
 * What a county costs by the month whether anybody meets or not, and for each session.
 *
 * @throws PriceTableError when the table has no prices of the region
 */
export function priceText(settings: CountySettings, inputs: CostInputs): string {
  const { currency, yuanPerUnit, perMonth, perSession, monthly } = priceOf(settings, USUAL_PLAN, inputs);
  const both = (amount: number) =>
    currency === 'CNY' ? `¥${money(amount)}` : `$${money(amount)} (¥${money(amount * yuanPerUnit)})`;
  const unverified = monthly.filter(({ verified }) => !verified).map(({ what }) => what);
  return [
    `每月，无人开会 / a month, with nobody meeting: ${both(perMonth)}`,
    `每场大会另加 / and for each session: ${both(perSession)}`,
    `价目 ${inputs.prices.asOf}${unverified.length === 0 ? '' : `，未核实 / unverified: ${unverified.join(', ')}`}；明细 / in full: npm run cost -- ${settings.county}`,
  ].join('\n');
}

/** What a first deployment would create, stack by stack in its order, and what that costs. */
export const dryRunReport = (settings: CountySettings, stacks: readonly PlannedStack[], inputs: CostInputs): string =>
  [...stacks.map(stackText), priceText(settings, inputs)].join('\n\n');

import type { CountySettings } from '../county-settings.ts';
import { type CostEstimate, type CostInputs, type CostLine, type CostPlan, perCounties, priceOf } from './model.ts';

const SYMBOLS = { USD: '$', CNY: '¥' } as const;
const COUNTIES = 1_000;

const quantityText = (quantity: number): string =>
  quantity >= 100 ? Math.round(quantity).toLocaleString('en-US') : String(Number(quantity.toPrecision(2)));

/** Amounts in the region's currency, and beside them in yuan where that is another. */
const amountText = ({ currency, yuanPerUnit }: CostEstimate, amount: number): string => {
  const own = `${SYMBOLS[currency]}${amount < 1 ? amount.toFixed(4) : amount.toFixed(2)}`;
  return currency === 'CNY' ? own : `${own} (¥${(amount * yuanPerUnit).toFixed(2)})`;
};

const lineRow = (estimate: CostEstimate, { what, quantity, unit, amount, verified }: CostLine): string =>
  `| ${what} | ${quantityText(quantity)} ${unit} | ${amountText(estimate, amount)}${verified ? '' : ' unverified'} |`;

const tableOf = (estimate: CostEstimate, title: string, lines: readonly CostLine[], total: number): string =>
  [
    `| ${title} | quantity | amount |`,
    '| --- | --- | --- |',
    ...lines.map((line) => lineRow(estimate, line)),
    `| **together** | | **${amountText(estimate, total)}** |`,
  ].join('\n');

/** The bill of a county as Markdown: a session, a month, a year, a thousand counties. */
export function costTable(settings: CountySettings, plan: CostPlan, inputs: CostInputs): string {
  const estimate = priceOf(settings, plan, inputs);
  const many = perCounties(COUNTIES, { settings, plan, inputs });
  return [
    `${settings.countyName}, ${settings.region}; ${plan.sessions} sessions a year, ${plan.delegates} delegates each. Prices of ${inputs.prices.asOf}, use measured on ${inputs.measured.measuredOn}.`,
    '',
    tableOf(estimate, 'one session', estimate.session, estimate.perSession),
    '',
    tableOf(estimate, 'one month, with nobody meeting', estimate.monthly, estimate.perMonth),
    '',
    '| | |',
    '| --- | --- |',
    `| a year | ${amountText(estimate, estimate.perYear)} |`,
    `| a year of ${COUNTIES.toLocaleString('en-US')} such counties, all in one account and meeting in one month | ${amountText(estimate, many)} |`,
  ].join('\n');
}

/** Where the prices were read, and the rate. */
export function sourcesList({ prices, priceFile }: CostInputs): string {
  const { rate, date, source } = prices.yuanPerDollar;
  return [
    ...Object.values(prices.sources).map(
      ({ address, readOn, says }) => `- ${address}, a stored copy read on ${readOn}: ${says}`,
    ),
    `- ¥${rate} to the dollar on ${date}${source === null ? ', unverified' : `: ${source}`}`,
    `- everything marked *unverified* is from memory (\`source: null\` in \`${priceFile}\`)`,
  ].join('\n');
}

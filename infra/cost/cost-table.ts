import type { CountySettings } from '../county-settings.ts';
import {
  type CostEstimate,
  type CostInputs,
  type CostLine,
  type CostPlan,
  perCounties,
  priceOf,
  totalOf,
  WARM_OPTION,
  warmOption,
} from './model.ts';

const SYMBOLS = { USD: '$', CNY: '¥' } as const;
const COUNTIES = 1_000;

interface WithEstimate {
  readonly inputs: CostInputs;
  readonly estimate: CostEstimate;
}

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

/** Sessions with and without instances that are kept warm around them. */
function warmTable(settings: CountySettings, plan: CostPlan, { inputs, estimate }: WithEstimate): string {
  const option = warmOption(settings, inputs);
  const { instances, hours } = WARM_OPTION;
  const kept = totalOf(option);
  const none = estimate.perYear - totalOf(estimate.warm);
  const row = (what: string, without: number, each: number) =>
    `| ${what} | ${amountText(estimate, without)} | ${amountText(estimate, without + each)} |`;
  const named =
    estimate.warm.length === 0
      ? []
      : [`| as \`warm\` of its file says, together | | ${amountText(estimate, totalOf(estimate.warm))} |`];
  return [
    `| option: ${instances} instances kept warm for ${hours} hours around each session | without | with |`,
    '| --- | --- | --- |',
    ...option.map((line) => lineRow(estimate, line)),
    row('a session', estimate.perSession, kept),
    row('a year', none, kept * plan.sessions),
    ...named,
  ].join('\n');
}

/** The bill of a county as Markdown: a session, a month, the option of warm instances, a year, a thousand counties. */
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
    warmTable(settings, plan, { inputs, estimate }),
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

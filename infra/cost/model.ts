/**
 * What a county costs: by use, for a session, and by the month whether anybody meets or not. Pure: the prices, what was measured
 * and the memory of the functions are arguments. List prices; what AWS gives away in a month is counted only at the edge, where
 * it is for ever and for every account.
 */
import type { CountySettings } from '../county-settings.ts';
import { fixedParts } from './fixed.ts';
import { type Measured, measuredPoll, POLLED_READS, sessionUse } from './measured-use.ts';
import { type MeetingMinutes, pollsOf, USUAL_MINUTES } from './polling.ts';
import { type PriceItem, type PriceTable, PriceTableError, pricesOf, type RegionPrices } from './prices.ts';

export interface CostPlan {
  /** Sessions a year. */
  readonly sessions: number;
  /** Delegates of each. */
  readonly delegates: number;
  readonly minutes: MeetingMinutes;
}

/** Six units, each meeting once a year, as in the source's round. */
export const USUAL_PLAN: CostPlan = { sessions: 6, delegates: 33, minutes: USUAL_MINUTES };

export interface CostInputs {
  /** Named in refusals. */
  readonly priceFile: string;
  readonly prices: PriceTable;
  readonly measured: Measured;
  readonly memoryMegabytes: (functionName: string) => number;
}

/** One line of a bill. */
export interface CostLine {
  readonly item: PriceItem;
  readonly what: string;
  readonly quantity: number;
  readonly unit: string;
  readonly amount: number;
  /** Whether the price was read somewhere; where, is in the table of prices. */
  readonly verified: boolean;
}

export interface CostEstimate {
  readonly currency: RegionPrices['currency'];
  readonly yuanPerUnit: number;
  /** For one session, beyond the fixed part. */
  readonly session: readonly CostLine[];
  /** For one month, with nobody meeting. */
  readonly monthly: readonly CostLine[];
  readonly perSession: number;
  readonly perMonth: number;
  /** Instances that the county's file keeps warm, over the whole of it. */
  readonly warm: readonly CostLine[];
  /** Sessions and months of a year, and what is kept warm. */
  readonly perYear: number;
}

/** What so many counties of the same settings cost a year, all in one account and all meeting in one month: the dearest case. */
export function perCounties(
  counties: number,
  {
    settings,
    plan,
    inputs,
  }: { readonly settings: CountySettings; readonly plan: CostPlan; readonly inputs: CostInputs },
): number {
  const alone = priceOf(settings, { ...plan, sessions: 0 }, inputs);
  const sessions = counties * plan.sessions;
  const edge = totalOf(edgePrice(settings, { ...plan, sessions }, inputs));
  return alone.perYear * counties + alone.perSession * sessions + edge;
}

const GIGABYTE = 2 ** 30;
const SECONDS_PER_HOUR = 3_600;
/** Tables keep what a session left for so long, months. */
const KEPT_MONTHS = 12;
/** A process that starts unwraps a key of casting or drawing; so many start in a meeting. */
const PROCESSES = 60;
/** Started by the clock, a day. */
const DAILY_RUNS = 3;
const DAYS_PER_MONTH = 30;
const MAILS_PER_SESSION = 20;

type Quantity = readonly [PriceItem, string, number];

function linesOf(regionName: string, inputs: CostInputs, quantities: readonly Quantity[]): readonly CostLine[] {
  const { prices } = pricesOf(inputs.priceFile, inputs.prices, regionName);
  return quantities
    .filter(([, , quantity]) => quantity > 0)
    .map(([item, what, quantity]) => {
      const price = prices[item];
      if (price === undefined)
        throw new PriceTableError(
          `${inputs.priceFile} has no price ${item} of the region ${regionName}: add it under regions.${regionName}.prices.`,
        );
      const { unit, source } = price;
      return { item, what, quantity, unit, amount: (quantity * price.price) / price.per, verified: source !== null };
    });
}

export const totalOf = (lines: readonly CostLine[]): number => lines.reduce((sum, { amount }) => sum + amount, 0);

/** What goes through CloudFront in one session. */
function edgeUse(plan: CostPlan, inputs: CostInputs) {
  const use = sessionUse(inputs.measured, plan.delegates, inputs.memoryMegabytes);
  const { heads, figures } = pollsOf(plan.delegates, plan.minutes);
  const pages = plan.delegates * inputs.measured.page.files;
  return {
    pages,
    requests: use.requests + heads + figures + pages,
    bytes:
      use.answerBytes +
      (heads + figures) * measuredPoll(inputs.measured).bytes +
      plan.delegates * inputs.measured.page.bytes,
  };
}

/** Always free at the edge, each month, for every account. */
export const FREE_AT_THE_EDGE = { requests: 10_000_000, bytes: 2 ** 40, functionRuns: 2_000_000 } as const;

/**
 * What CloudFront asks when so many sessions are held in one month by one account. A county stays far within what is free; a
 * thousand that all meet in one month do not.
 */
export function edgePrice(settings: CountySettings, plan: CostPlan, inputs: CostInputs): readonly CostLine[] {
  if (settings.partition === 'aws-cn') return [];
  const { pages, requests, bytes } = edgeUse(plan, inputs);
  const beyond = (each: number, free: number) => Math.max(0, each * plan.sessions - free);
  return linesOf(settings.region, inputs, [
    ['edgeRequest', 'requests at the edge', beyond(requests, FREE_AT_THE_EDGE.requests)],
    ['edgeFunction', 'addresses of pages', beyond(pages, FREE_AT_THE_EDGE.functionRuns)],
    ['transferOut', 'sent to phones', beyond(bytes, FREE_AT_THE_EDGE.bytes) / GIGABYTE],
  ]);
}

/** What one session uses, in the units that are billed. */
function sessionQuantities(settings: CountySettings, plan: CostPlan, inputs: CostInputs): readonly Quantity[] {
  const use = sessionUse(inputs.measured, plan.delegates, inputs.memoryMegabytes);
  const polls = pollsOf(plan.delegates, plan.minutes);
  const asked = use.requests + polls.heads + polls.figures;
  const pageRequests = plan.delegates * inputs.measured.page.files;
  const pollSeconds = (measuredPoll(inputs.measured).ms * (polls.heads + polls.figures)) / 1_000;
  const pollGigabytes = inputs.memoryMegabytes('meeting') / 1_024;
  const edge = edgeUse(plan, inputs);
  const isChina = settings.partition === 'aws-cn';
  return [
    ['apiRequest', 'requests to the API', isChina ? asked + pageRequests : asked],
    ['functionRequest', 'runs of functions', asked],
    ['functionSecond', 'functions’ memory × time', use.gigabyteSeconds + pollSeconds * pollGigabytes],
    ['tableRead', 'reads', use.tableReads + polls.heads * POLLED_READS + polls.figures * polls.figureReads],
    ['tableWrite', 'writes', use.tableWrites],
    ['tableStorage', 'kept for a year', (use.tableBytes * KEPT_MONTHS) / GIGABYTE],
    ['tableRecovery', 'point-in-time recovery for a year', (use.tableBytes * KEPT_MONTHS) / GIGABYTE],
    ['objectWrite', 'documents written', use.objectWrites],
    ['objectRead', 'documents and pages read', use.objectReads + pageRequests],
    ['objectStorage', 'documents kept for a year', (use.objectBytes * KEPT_MONTHS) / GIGABYTE],
    ['keyRequest', 'keys unwrapped', PROCESSES + (settings.keys === 'kms' ? PROCESSES : 0)],
    ['firewallRequest', 'requests looked at', settings.waf ? asked + pageRequests : 0],
    ['mail', 'notices to staff', settings.noticeSender === null ? 0 : MAILS_PER_SESSION],
    ['transferOut', 'sent to phones', isChina ? edge.bytes / GIGABYTE : 0],
  ];
}

function monthlyQuantities(settings: CountySettings): readonly Quantity[] {
  const fixed = fixedParts(settings);
  return [
    ['keyMonth', 'customer keys', fixed.keys],
    ['firewallMonth', 'WAF', settings.waf ? 1 : 0],
    ['firewallRuleMonth', 'rules of WAF', fixed.firewallRules],
    ['alarmMonth', 'metrics with an alarm', fixed.alarmMetrics],
    ['dashboardMonth', 'dashboard', fixed.dashboards],
    ['metricMonth', 'metrics of our own, a tenth of the hours', fixed.customMetrics / 10],
    ['signInMonth', 'staff in Cognito', fixed.signIns],
    ['functionRequest', 'what the clock starts', DAILY_RUNS * DAYS_PER_MONTH],
  ];
}

/** An instance that waits for an hour costs what casting and drawing, both, have of memory in that time. */
function warmLines({ region }: CountySettings, instanceHours: number, inputs: CostInputs): readonly CostLine[] {
  const gigabytes = (inputs.memoryMegabytes('cast') + inputs.memoryMegabytes('draw')) / 1_024;
  const quantity = instanceHours * SECONDS_PER_HOUR * gigabytes;
  return linesOf(region, inputs, [['functionWarmSecond', 'instances that wait, of casting and of drawing', quantity]]);
}

/** Instances × hours that a county's file keeps warm. */
const instanceHoursOf = ({ warm }: Pick<CountySettings, 'warm'>): number =>
  warm.reduce(
    (sum, { from, until, instances }) =>
      sum + (instances * (Date.parse(until) - Date.parse(from))) / 1_000 / SECONDS_PER_HOUR,
    0,
  );

/** Provisioned concurrency around a meeting as a hall of the usual size would want it, if it wants it. */
export const WARM_OPTION = { instances: 5, hours: 3 } as const;

/** What that costs beside each session, at the full price of waiting; runs of warm instances are a little cheaper, which is left out. */
export const warmOption = (settings: CountySettings, inputs: CostInputs): readonly CostLine[] =>
  warmLines(settings, WARM_OPTION.instances * WARM_OPTION.hours, inputs);

/** What the settings cost by the month with nobody meeting, in the region's currency. */
export function monthlyPrice(settings: CountySettings, inputs: CostInputs): readonly CostLine[] {
  return linesOf(settings.region, inputs, monthlyQuantities(settings));
}

/**
 * What a county of these settings costs.
 *
 * @throws PriceTableError when the table has no prices of the region, or lacks one that is needed
 */
export function priceOf(settings: CountySettings, plan: CostPlan, inputs: CostInputs): CostEstimate {
  const { currency } = pricesOf(inputs.priceFile, inputs.prices, settings.region);
  const session = linesOf(settings.region, inputs, sessionQuantities(settings, plan, inputs));
  const monthly = monthlyPrice(settings, inputs);
  const warm = warmLines(settings, instanceHoursOf(settings), inputs);
  const [perSession, perMonth] = [totalOf(session), totalOf(monthly)];
  return {
    currency,
    yuanPerUnit: currency === 'CNY' ? 1 : inputs.prices.yuanPerDollar.rate,
    session,
    monthly,
    perSession,
    perMonth,
    warm,
    perYear: perSession * plan.sessions + perMonth * 12 + totalOf(warm) + totalOf(edgePrice(settings, plan, inputs)),
  };
}

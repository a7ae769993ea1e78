import { describe, expect, it } from 'vitest';
import { costTable } from '../../../infra/cost/cost-table.ts';
import { sessionUse } from '../../../infra/cost/measured-use.ts';
import {
  edgePrice,
  FREE_AT_THE_EDGE,
  monthlyPrice,
  perCounties,
  priceOf,
  totalOf,
  USUAL_PLAN,
  warmOption,
} from '../../../infra/cost/model.ts';
import { parsePriceTable } from '../../../infra/cost/prices.ts';
import { inputs, tuanfeng } from './sample-county.ts';

const { prices } = inputs;

describe('what a county costs', () => {
  it('less than one yuan a session beyond the fixed part, for the sample’s county of six units', () => {
    const { perSession, yuanPerUnit } = priceOf(tuanfeng, USUAL_PLAN, inputs);
    expect(perSession * yuanPerUnit).toBeLessThan(1);
    expect(perSession * yuanPerUnit).toBeGreaterThan(0.1);
  });

  it('a year is its sessions and twelve months, and nothing at the edge, where so little is free', () => {
    const estimate = priceOf(tuanfeng, USUAL_PLAN, inputs);
    expect(estimate.perYear).toBeCloseTo(6 * estimate.perSession + 12 * estimate.perMonth, 10);
    expect(edgePrice(tuanfeng, USUAL_PLAN, inputs)).toEqual([]);
  });

  it('a thousand counties that meet in one month pay at the edge for what is beyond the free requests', () => {
    const plan = { ...USUAL_PLAN, sessions: 6_000 };
    const [requests] = edgePrice(tuanfeng, plan, inputs);
    expect(requests?.item).toBe('edgeRequest');
    const { session } = priceOf(tuanfeng, plan, inputs);
    const asked = session.find(({ item }) => item === 'firewallRequest')?.quantity ?? 0;
    expect(requests?.quantity).toBe(6_000 * asked - FREE_AT_THE_EDGE.requests);
    const alone = priceOf(tuanfeng, USUAL_PLAN, inputs).perYear;
    expect(perCounties(1_000, { settings: tuanfeng, plan: USUAL_PLAN, inputs })).toBeCloseTo(
      1_000 * alone + totalOf(edgePrice(tuanfeng, plan, inputs)),
      5,
    );
  });

  it('the fixed part falls with each field of the county’s file that says so', () => {
    const whole = totalOf(monthlyPrice(tuanfeng, inputs));
    const withoutWaf = totalOf(monthlyPrice({ ...tuanfeng, waf: false }, inputs));
    const withoutKey = totalOf(monthlyPrice({ ...tuanfeng, keys: 'aws-managed' }, inputs));
    expect(whole - withoutWaf).toBeCloseTo(10, 10);
    // The key of tables and buckets, and the one of the alarms.
    expect(whole - withoutKey).toBeCloseTo(2, 10);
  });

  it('warm instances are paid by the hour they are there: two functions of half a gigabyte', () => {
    const warm = [{ from: '2026-12-01T08:00:00+08:00', until: '2026-12-01T10:00:00+08:00', instances: 5 }];
    const [cold, kept] = [tuanfeng, { ...tuanfeng, warm }].map((each) => priceOf(each, USUAL_PLAN, inputs).perYear);
    const price = prices.regions['ap-east-1']?.prices.functionWarmSecond?.price ?? Number.NaN;
    expect((kept ?? 0) - (cold ?? 0)).toBeCloseTo(5 * 2 * 3_600 * price, 10);
  });

  it('the option of warm instances is priced with and without: five for three hours beside each session, also where the file names none', () => {
    const price = prices.regions['ap-east-1']?.prices.functionWarmSecond?.price ?? Number.NaN;
    const each = totalOf(warmOption(tuanfeng, inputs));
    expect(each).toBeCloseTo(5 * 3 * 3_600 * price, 10);
    const { perSession, perYear } = priceOf(tuanfeng, USUAL_PLAN, inputs);
    const amount = (dollars: number) => (dollars < 1 ? dollars.toFixed(4) : dollars.toFixed(2));
    const table = costTable(tuanfeng, USUAL_PLAN, inputs);
    const rowOf = (what: string) => table.split('\n').filter((row) => row.startsWith(`| ${what} |`));
    expect(rowOf('a session')).toEqual([
      expect.stringMatching(new RegExp(`\\$${amount(perSession)} .*\\$${amount(perSession + each)} `)),
    ]);
    expect(rowOf('a year')[0]).toMatch(new RegExp(`\\$${amount(perYear)} .*\\$${amount(perYear + 6 * each)} `));
    expect(table).not.toContain('as `warm` of its file says');
    const warm = [{ from: '2026-12-01T08:00:00+08:00', until: '2026-12-01T10:00:00+08:00', instances: 5 }];
    expect(costTable({ ...tuanfeng, warm }, USUAL_PLAN, inputs)).toContain('as `warm` of its file says');
  });

  it('more delegates cost more, and fewer than were measured not less than the offices’ work', () => {
    const use = (delegates: number) => sessionUse(inputs.measured, delegates, inputs.memoryMegabytes);
    expect(use(66).tableWrites).toBeGreaterThan(use(33).tableWrites);
    expect(use(1_000).tableWrites).toBeGreaterThan(8 * use(66).tableWrites);
    expect(use(30)).toEqual(use(33));
  });

  it('a price from memory is printed as unverified, and one that was read is not', () => {
    const table = costTable(tuanfeng, USUAL_PLAN, inputs);
    const rows = table.split('\n');
    expect(rows.find((row) => row.startsWith('| customer keys'))).not.toContain('unverified');
    expect(rows.find((row) => row.startsWith('| writes'))).toContain('unverified');
  });
});

describe('a table of prices', () => {
  it('that lacks the region is refused by the region’s name and the file’s', () => {
    const elsewhere = { ...tuanfeng, region: 'eu-west-1' };
    expect(() => priceOf(elsewhere, USUAL_PLAN, inputs)).toThrow(
      'infra/prices/aws-2026-11.json has no prices of the region eu-west-1: add them there under regions.eu-west-1',
    );
  });

  it('that lacks one price is refused by its name', () => {
    const { keyMonth: _keyMonth, ...rest } = prices.regions['ap-east-1']?.prices ?? {};
    const without = { ...prices, regions: { 'ap-east-1': { currency: 'USD' as const, prices: rest } } };
    expect(() => priceOf(tuanfeng, USUAL_PLAN, { ...inputs, prices: without })).toThrow(
      'has no price keyMonth of the region ap-east-1',
    );
  });

  it('that is no JSON, has an unknown price, a price below nothing or an unknown source is refused, each by its place', () => {
    expect(() => parsePriceTable('p.json', '{')).toThrow('p.json is no JSON');
    const withPrice = (item: string, price: object) =>
      JSON.stringify({ ...prices, regions: { 'ap-east-1': { currency: 'USD', prices: { [item]: price } } } });
    const price = { price: 1, per: 1, unit: 'month', source: null };
    expect(() => parsePriceTable('p.json', withPrice('moon', price))).toThrow('regions.ap-east-1.prices');
    expect(() => parsePriceTable('p.json', withPrice('keyMonth', { ...price, price: -1 }))).toThrow(
      'regions.ap-east-1.prices.keyMonth.price',
    );
    expect(() => parsePriceTable('p.json', withPrice('keyMonth', { ...price, source: 'hearsay' }))).toThrow(
      'there is no source hearsay',
    );
  });
});

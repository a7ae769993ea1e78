import { type CountySettings, partitionOf } from '../county-settings.ts';
import { costTable, sourcesList } from './cost-table.ts';
import { type CostInputs, priceOf, USUAL_PLAN } from './model.ts';

/** A session and a month in each region of the price table, in yuan. */
function regionsTable(settings: CountySettings, inputs: CostInputs): string {
  const rows = Object.keys(inputs.prices.regions).map((region) => {
    const partition = partitionOf(region);
    // aws-cn has no SES.
    const noticeSender = partition === 'aws-cn' ? null : settings.noticeSender;
    const there = { ...settings, region, partition, noticeSender };
    const { perSession, perMonth, yuanPerUnit } = priceOf(there, USUAL_PLAN, inputs);
    return `| ${region} | ¥${(perSession * yuanPerUnit).toFixed(2)} | ¥${(perMonth * yuanPerUnit).toFixed(2)} |`;
  });
  return ['| region | a session | a month, with nobody meeting |', '| --- | --- | --- |', ...rows].join('\n');
}

/** `docs/operations/cost.md`. */
export const costPage = (settings: CountySettings, inputs: CostInputs): string =>
  [
    '# What a county costs',
    '',
    'Made by `npm run docs` from `infra/cost`; `npm run cost -- <county> [--units N] [--sessions N] [--delegates N]` prints it for any county',
    'file. Units, calls and bytes of a session were measured: a whole round of one unit, from opinions to outcomes, played twice against',
    'the embedded engine with 33 and 66 delegates (`infra/cost/measured.json`, measured again by a test); what grows with the delegates is',
    'the difference. The time of functions is a stand-in: the shortest call of each on a machine that does everything in one process.',
    'Polling is counted from the intervals of the pages, for phones on the screen half an hour before the voting and until the result.',
    'Lists are list prices; of what is free only the part at the edge is counted, which never ends.',
    '',
    '## The sample’s county',
    '',
    costTable(settings, USUAL_PLAN, inputs),
    '',
    '## By region',
    '',
    regionsTable(settings, inputs),
    '',
    'In `aws-cn` pages and API are one REST API, whose requests cost three times an HTTP API’s and are two thirds of the session. Most are',
    'open pages that ask whether anything happened: every eight seconds a waiting phone, every two or five a screen. There is no mail by SES there.',
    '',
    '## The fixed part, and how to lower it',
    '',
    '- `"waf": false` takes WAF and its rules away, more than half of it. Throttles of the API and of single routes stay.',
    '- `"keys": "aws-managed"` keeps the one key that wraps session keys, and leaves tables and buckets to keys that cost nothing.',
    '- Keys rotate once a year; the first two rotations add the price of a key each.',
    '- `"warm": []` pays for no instance that waits; what a span costs is in the year’s sum. Without it those who come first wait as long as',
    '  a function takes to start, and nobody is refused.',
    '- A stack is made for the weeks of a round and destroyed after it (`npm run destroy`): its tables stay, and cost what they store.',
    '',
    '## Where the prices come from',
    '',
    sourcesList(inputs),
    '',
  ].join('\n');

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { App } from 'aws-cdk-lib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addCounties } from '../../infra/county-app.ts';
import { CountyFileError } from '../../infra/county-files.ts';
import { SAMPLE } from './synthesised.ts';

/** Neither a firewall, nor a certificate to watch, nor a budget. */
const NOTHING_AT_THE_EDGE = { waf: false, domain: null, budget: null };

let path: string;
let folder: URL;

beforeAll(() => {
  path = mkdtempSync(join(tmpdir(), 'shuangshu-counties-'));
  folder = pathToFileURL(`${path}/`);
  for (const county of ['hongan', 'tuanfeng'])
    writeFileSync(
      join(path, `${county}.json`),
      JSON.stringify({ ...SAMPLE, county, ...(county === 'hongan' ? {} : NOTHING_AT_THE_EDGE) }),
    );
});
afterAll(() => rmSync(path, { recursive: true, force: true }));

const stacksWith = (context: Readonly<Record<string, unknown>>): readonly string[] => {
  const app = new App({ context: { 'aws:cdk:bundling-stacks': [], ...context } });
  addCounties(app, { folder, nowMs: 0 });
  return app.node.children.map(({ node }) => node.id).sort();
};

it('makes the stacks of every county file, each with its own at the edge where it has something there', () => {
  expect(stacksWith({})).toEqual(['Shuangshu-hongan', 'Shuangshu-hongan-edge', 'Shuangshu-tuanfeng']);
});

it('makes those of one county when it is named', () => {
  expect(stacksWith({ county: 'tuanfeng' })).toEqual(['Shuangshu-tuanfeng']);
});

it('refuses a county that has no file, and names those that have', () => {
  expect(() => stacksWith({ county: 'macheng' })).toThrow(CountyFileError);
  expect(() => stacksWith({ county: 'macheng' })).toThrow('there are: hongan, tuanfeng');
});

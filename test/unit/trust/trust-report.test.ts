import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { judgedFiles, judgedHash } from '../../trust/judged-sources.ts';
import { PART_NAMES, TRUST_PARTS } from '../../trust/parts.ts';
import { reportPage } from '../../trust/report-page.ts';
import { gapsOf, readReport, reportText, type TrustReport } from '../../trust/trust-report.ts';

const committed = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

const HOW = 'npm run trust, and commit docs/trust';

test('what npm run trust tried, it tried on these very sources of the protocol and the ballot functions, and all of it holds', () => {
  expect(gapsOf(readReport(), judgedHash()), HOW).toEqual([]);
});

test('the report’s page is what the report says', () => {
  const report = readReport();
  if (report === undefined) throw new Error(HOW);
  expect(committed('docs/trust/report.md')).toBe(reportPage(report));
  expect(committed('docs/trust/report.json')).toBe(reportText(report));
});

test('what is judged is there: the protocol, the rules, each room a ballot passes', () => {
  const files = judgedFiles();
  for (const path of [
    'shared/protocol/blind-signature.ts',
    'shared/process/tally.ts',
    ...['keys/make-keys', 'draw/blind-sign', 'cast/cast-ballot', 'box/close-board'].map(inFunctions),
    ...['tellers/sign-board', 'tally/count', 'meeting/get-board', 'store/ballot-box', 'store/issuing'].map(inFunctions),
  ])
    expect(files).toContain(path);
  expect(files).toEqual([...files].sort());
});

const inFunctions = (name: string): string => `functions/${name}.ts`;

const HASH = 'a'.repeat(64);
const whole: TrustReport = {
  judged: HASH,
  parts: PART_NAMES.map((name) => ({
    name,
    command: `npm run ${name}`,
    ended: '2026-01-02T03:04:05.000Z',
    seconds: 1,
    cores: 2,
    exitCode: 0,
    printed: [],
  })),
};

test.each<[string, TrustReport | undefined, string, RegExp]>([
  ['no report', undefined, HASH, /no report/],
  ['other sources', whole, 'b'.repeat(64), /the sources are b{64}/],
  ['a part not run', { ...whole, parts: whole.parts.slice(1) }, HASH, /attacks did not run/],
  [
    'a part that failed',
    { ...whole, parts: whole.parts.map((part) => (part.name === 'insider' ? { ...part, exitCode: 1 } : part)) },
    HASH,
    /insider ended with 1/,
  ],
])('is not taken for a whole one: %s', (_, report, judged, gap) => {
  expect(gapsOf(report, judged)).toEqual([expect.stringMatching(gap)]);
});

test('a whole one of these sources has no gap', () => {
  expect(gapsOf(whole, HASH)).toEqual([]);
  expect(TRUST_PARTS.map(({ name }) => name)).toEqual([...PART_NAMES]);
});

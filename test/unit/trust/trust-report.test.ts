import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { AREA_NAMES } from '../../mutation/areas.ts';
import { judgedFiles, judgedHash } from '../../trust/judged-sources.ts';
import { PART_NAMES, TRUST_PARTS } from '../../trust/parts.ts';
import { reportPage } from '../../trust/report-page.ts';
import { gapsOf, readReport, type TrustReport } from '../../trust/trust-report.ts';

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
  expect(judgedHash()).toMatch(/^[0-9a-f]{64}$/);
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

test('the page says of each part whether it holds, and what it printed', () => {
  const [attacks, ...others] = whole.parts;
  if (attacks === undefined) throw new Error('no parts');
  const page = reportPage({ ...whole, parts: [{ ...attacks, exitCode: 1, printed: ['23/24 caught'] }, ...others] });
  expect(page).toContain('| [attacks](#attacks) | **no** | 2026-01-02 03:04 | 1 |');
  expect(page).toContain('| [model](#model) | yes |');
  expect(page).toContain('**Does not hold** (exit code 1)');
  expect(page).toContain('```\n23/24 caught\n```');
});

describe('the report that is kept', () => {
  const report = readReport();

  test('judged the protocol, the rules and the ballot code as they are, and every part of it held (else: npm run trust)', () => {
    expect(gapsOf(report, judgedHash())).toEqual([]);
  });

  test('is the page that people read, and the survivors are listed beside it', () => {
    if (report === undefined) throw new Error('there is no report');
    expect(readTrust('report.md')).toBe(reportPage(report));
    const survivors = readTrust('mutation.md');
    for (const area of AREA_NAMES) expect(survivors).toContain(`## Survivors of ${area}`);
    expect(survivors).not.toContain('**none**');
  });
});

const readTrust = (name: string): string =>
  readFileSync(new URL(`../../../docs/trust/${name}`, import.meta.url), 'utf8');

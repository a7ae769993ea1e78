import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { OPERATION_IDS } from '../../../shared/contract/operations.ts';
import { SCHEDULED_NAMES } from '../../../shared/contract/schedules.ts';
import { parseRoute } from '../../../web/console/router.ts';
import { matrixPage } from '../../matrix/matrix-page.ts';
import { isQuoted, quotedSentences } from '../../matrix/quoting.ts';
import type { MatrixRow, TestPlace } from '../../matrix/row.ts';
import { readRows } from '../../matrix/rows.ts';
import { SENTENCES } from '../../matrix/sentences.ts';
import { testTitles } from '../../matrix/test-titles.ts';

const files = await readRows();
const rows = files.flatMap((file) => file.rows.map((row) => ({ ...row, from: file.file })));

/** Places that no test has, as `file: title`. */
const missing = (places: readonly TestPlace[]): readonly string[] =>
  places.filter(({ file, title }) => !testTitles(file).has(title)).map(({ file, title }) => `${file}: ${title}`);
const placesOf = ({ test, refusal }: MatrixRow): readonly TestPlace[] =>
  'because' in refusal ? [test] : [test, refusal];

/** `console: floor · hall` names two, `opinion: an author’s receipt` one and which part of it. */
const namesOf = (page: string): readonly string[] =>
  page
    .replace(/^console: /, '')
    .split(' · ')
    .map((name) => name.replace(/: .*$/, ''));
const isScreen = (name: string): boolean => parseRoute(`#/${name}/2008/tuanfeng-2008-huilongshan`).screen === name;
const isPage = (name: string): boolean =>
  isScreen(name) || existsSync(new URL(`../../../web/${name}/index.html`, import.meta.url));

describe('the matrix of the process', () => {
  it('has a row for every sentence of the six stages', () => {
    const quoted = new Set(rows.flatMap(({ sentence }) => quotedSentences(sentence).map(({ id }) => id)));
    expect(SENTENCES.filter(({ id }) => !quoted.has(id)).map(({ id, text }) => `${id} ${text}`)).toEqual([]);
  });

  it('quotes the process in every row', () => {
    expect(
      rows.filter(({ sentence }) => !isQuoted(sentence)).map(({ from, sentence }) => `${from}: ${sentence}`),
    ).toEqual([]);
  });

  it('names operations that there are', () => {
    const known = new Set<string>([...OPERATION_IDS, ...SCHEDULED_NAMES]);
    expect(rows.flatMap(({ operations }) => operations).filter((id) => !known.has(id))).toEqual([]);
  });

  it('names pages that there are: folders of `web`, and screens of the console by their addresses', () => {
    expect(rows.flatMap(({ page }) => (page === null ? [] : namesOf(page))).filter((name) => !isPage(name))).toEqual(
      [],
    );
    expect(namesOf('console: nowhere · hall · lost').filter((name) => !isPage(name))).toEqual(['nowhere', 'lost']);
  });

  it('names tests that there are, by file and title, for every behaviour and every refusal', () => {
    expect(missing(rows.flatMap(placesOf))).toEqual([]);
  });

  it('says why where there is nothing to refuse', () => {
    const reasons = rows.flatMap(({ refusal }) => ('because' in refusal ? [refusal.because] : []));
    expect(reasons.filter((reason) => reason.trim().length < 10)).toEqual([]);
  });

  it('is on the page as it is here', () => {
    expect(readFileSync(new URL('../../../docs/process-matrix.md', import.meta.url), 'utf8')).toBe(matrixPage(files));
  });
});

describe('a row whose test', () => {
  const THIS = 'test/unit/matrix/matrix.test.ts';

  it('is there is found by its title, also a parametrised one and one of the table of refusals', () => {
    expect(missing([{ file: THIS, title: 'is deleted or renamed fails' }])).toEqual([]);
    const parametrised = {
      file: 'test/unit/contract/functions.test.ts',
      title: 'the handler of %s that is deployed is the one that runs on this machine',
    };
    expect(missing([parametrised])).toEqual([]);
    const inTable = { file: 'test/integration/bad-input/bad-input.test.ts', title: '$title → $expected' };
    expect(missing([inTable])).toEqual([]);
  });

  it('is deleted or renamed fails', () => {
    const gone = [
      { file: THIS, title: 'is deleted or renamed, and fails' },
      { file: 'test/unit/matrix/nowhere.test.ts', title: 'is deleted or renamed fails' },
      // Words of a file that are no title of a test.
      { file: THIS, title: 'a row whose test' },
      // A file of rows that no table takes.
      { file: 'test/integration/bad-input/knock.ts', title: 'anything' },
    ];
    expect(missing(gone)).toEqual(gone.map(({ file, title }) => `${file}: ${title}`));
  });
});

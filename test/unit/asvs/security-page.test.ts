import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MAX_DATA_ROWS } from '../../../functions/http/list-file/collect-rows.ts';
import { grantsOf } from '../../../infra/permissions.ts';
import { DEFAULT_MAX_BODY_BYTES } from '../../../shared/contract/operation.ts';
import { OPERATION_IDS, specOf } from '../../../shared/contract/operations.ts';
import { ROUTES } from '../../../shared/contract/routes.ts';
import { MAX_INDICATORS } from '../../../shared/process/ballot-form.ts';
import { FILE_KIND_RULES } from '../../../shared/process/file-kinds.ts';
import { MAX_QUESTIONS } from '../../../shared/process/floor.ts';
import { MAX_CANDIDATES, MAX_PLANNED_DELEGATES } from '../../../shared/process/nomination.ts';
import { MAX_OPINION_CHARACTERS, MAX_PHOTOS } from '../../../shared/process/opinions.ts';
import { MAX_EVIDENCE, MAX_REPLIES } from '../../../shared/process/rectification.ts';
import { MAX_PART_CHARACTERS } from '../../../shared/process/report.ts';

const PAGE = readFileSync(new URL('../../../docs/security.md', import.meta.url), 'utf8');

/** The rows of the table below a heading, its own heading and rule left out. */
function tableUnder(heading: string): readonly (readonly string[])[] {
  const [, section = ''] = PAGE.split(`\n## ${heading}\n`);
  const [body = ''] = section.split('\n## ');
  const lines = body.split('\n').filter((line) => line.startsWith('|'));
  return lines.slice(2).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

describe('docs/security.md', () => {
  it('has the kinds of files that the code takes', () => {
    expect(tableUnder('Files')).toEqual(
      Object.entries(FILE_KIND_RULES).map(([kind, { contentType, extensions, maxBytes }]) => [
        kind,
        contentType,
        extensions.join(', '),
        String(maxBytes / 1_024 ** 2),
      ]),
    );
  });

  it('has the limits that the code has', () => {
    const limits = Object.fromEntries(tableUnder('Limits').map(([what, most]) => [what, Number(most)]));
    expect(limits).toEqual({
      'tokens a card, ballots a token': 1,
      'indicators on a ballot': MAX_INDICATORS,
      'candidates in a nomination': MAX_CANDIDATES,
      'delegates a unit plans': MAX_PLANNED_DELEGATES,
      'questions on the floor': MAX_QUESTIONS,
      'characters of an opinion': MAX_OPINION_CHARACTERS,
      'photos with an opinion': MAX_PHOTOS,
      'characters of one part of a report': MAX_PART_CHARACTERS,
      'replies to an item': MAX_REPLIES,
      'files of evidence with an item': MAX_EVIDENCE,
      'rows of a file with lists': MAX_DATA_ROWS,
      'body of a request, bytes, unless its operation says more': DEFAULT_MAX_BODY_BYTES,
    });
  });

  it('names every function that unwraps a key as its user', () => {
    const users = tableUnder('Keys')
      .map(([, , , , user = '']) => user)
      .join(' ');
    const unwrapping = OPERATION_IDS.map((id) => specOf(id).function).filter((name) => {
      const { tokenKey, boxKey } = grantsOf(name);
      return [...tokenKey, ...boxKey].includes('Decrypt');
    });
    for (const name of new Set(unwrapping)) expect(users).toContain(`\`${name}\``);
  });
});

it('nothing that writes is asked for by GET', () => {
  const writes = (id: (typeof OPERATION_IDS)[number]): boolean => {
    const {
      registry = [],
      meetings = [],
      ballotBox = [],
      opinions = [],
      results = [],
      uploads = [],
      photos = [],
    } = specOf(id).grants;
    return [...registry, ...meetings, ...ballotBox, ...opinions, ...results, ...uploads, ...photos].some((action) =>
      /^(Put|Update|Delete)/.test(action),
    );
  };
  expect(OPERATION_IDS.filter((id) => ROUTES[id].method === 'GET' && writes(id))).toEqual([]);
  expect(OPERATION_IDS.filter((id) => ROUTES[id].method === 'POST' && writes(id)).length).toBeGreaterThan(50);
});

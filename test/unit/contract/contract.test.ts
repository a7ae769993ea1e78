import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { generatedDocs } from '../../../infra/generated-docs.ts';
import { grantsOf } from '../../../infra/permissions.ts';
import { line, multilineText } from '../../../shared/contract/formats.ts';
import { FUNCTION_NAMES } from '../../../shared/contract/operation.ts';
import { OPERATION_IDS, operationsOf, problemsOf, specOf } from '../../../shared/contract/operations.ts';
import { PROBLEM_TYPES, PROBLEMS, problemDocument } from '../../../shared/contract/problems.ts';
import { ROUTES } from '../../../shared/contract/routes.ts';

describe('the contract', () => {
  it.each(Object.entries(generatedDocs()))('keeps %s fresh', (path, text) => {
    expect(readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')).toBe(text);
  });

  it('describes every route once, and no two operations share one', () => {
    expect([...OPERATION_IDS].sort()).toEqual(Object.keys(ROUTES).sort());
    const routes = OPERATION_IDS.map((id) => `${ROUTES[id].method} ${ROUTES[id].path}`);
    expect(new Set(routes).size).toBe(routes.length);
  });

  it('takes every path parameter from the request', () => {
    for (const id of OPERATION_IDS) {
      const names = [...ROUTES[id].path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      const shape = specOf(id).request;
      const fields = 'shape' in shape ? Object.keys(shape.shape as object) : [];
      expect(fields, id).toEqual(expect.arrayContaining(names));
    }
  });

  it.each(['getSealedBallots', 'getShares', 'releaseShares', 'listDesk'] as const)(
    'takes the page number that a teller signs in %s as it stands: no text, null or list is read as one',
    (id) => {
      const isTaken = (page: unknown) => {
        const { error } = specOf(id).request.safeParse({ payload: { page } });
        return error?.issues.every(({ path }) => path.join('.') !== 'payload.page');
      };
      for (const other of ['0', '', null, [], [0], true]) expect(isTaken(other)).toBe(false);
      expect(isTaken(0)).toBe(true);
    },
  );

  it('lets no function reach both Registry and BallotBox', () => {
    for (const name of FUNCTION_NAMES) {
      const { registry, ballotBox } = grantsOf(name);
      expect(registry.length > 0 && ballotBox.length > 0, name).toBe(false);
    }
  });

  it('lets only drawing unwrap the token key and only casting the box key', () => {
    const unwrapping = (key: 'tokenKey' | 'boxKey') =>
      FUNCTION_NAMES.filter((name) => grantsOf(name)[key].includes('Decrypt'));
    expect(unwrapping('tokenKey')).toEqual(['draw']);
    expect(unwrapping('boxKey')).toEqual(['cast']);
  });

  it('gives drawing and casting a function of their own', () => {
    expect(operationsOf('draw')).toEqual(['checkIn', 'drawOpinionProof']);
    expect(operationsOf('cast')).toEqual(['castBallot']);
  });

  it('uses every problem of the closed set somewhere, or the stack does', () => {
    const used = new Set(OPERATION_IDS.flatMap((id) => [...problemsOf(id)]));
    expect(PROBLEM_TYPES.filter((type) => !used.has(type) && type !== 'route-unknown')).toEqual([]);
  });

  it('says every refusal in Chinese and in English, each with what to do', () => {
    for (const type of PROBLEM_TYPES) {
      const { zh, en } = PROBLEMS[type];
      expect(zh.title + zh.detail, type).toMatch(/\p{Script=Han}|\{reason\}/u);
      expect(en.title + en.detail, type).not.toMatch(/\p{Script=Han}/u);
      expect(zh.detail.length * en.detail.length, type).toBeGreaterThan(0);
    }
  });

  it('fills parameters into a problem document', () => {
    expect(problemDocument('body-too-large', 'en', { limitBytes: 16384 })).toEqual({
      type: 'urn:shuangshu:problem:body-too-large',
      title: 'The body is too large',
      status: 413,
      detail: 'At most 16384 bytes. Make it smaller and send it again.',
    });
  });
});

describe('a text in a request', () => {
  const piled = (marks: number): string => `甲${'\u0316\u0301'.repeat(marks / 2)}乙`;

  it('has at most thirty combining marks on a character, and more of them are not put in order', () => {
    expect(line(100).parse(piled(30))).toBe(piled(30).normalize('NFC'));
    expect(line(100).safeParse(piled(32)).success).toBe(false);
    const startMs = performance.now();
    expect(multilineText(10_000).safeParse(piled(80_000)).success).toBe(false);
    expect(performance.now() - startMs).toBeLessThan(1_000);
  });
});

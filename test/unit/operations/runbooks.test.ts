import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const FOLDER = new URL('../../../docs/operations/', import.meta.url);
const ROOT = new URL('../../../', import.meta.url);
const RUNBOOKS = [
  'lost-teller',
  'dead-network',
  'wrong-deploy',
  'restore-registry',
  'lost-key',
  'lost-region',
  'end-of-life',
] as const;
const textOf = (name: string): string => readFileSync(new URL(`${name}.md`, FOLDER), 'utf8');
const drills = readdirSync(new URL('../../integration/drills/', import.meta.url))
  .filter((name) => name.endsWith('.test.ts'))
  .map((name) => name.replace('.test.ts', ''));

describe('runbooks', () => {
  test.each(RUNBOOKS)('%s says how it was rehearsed, and what was not and why; what it names is there', (name) => {
    const text = textOf(name);
    expect(text).toMatch(/^Rehearsed: /m);
    expect(text).toMatch(/^Not rehearsed: [\s\S]*because/m);
    for (const [, drill = ''] of text.matchAll(/npm run drill -- ([\w-]+)/g)) expect(drills).toContain(drill);
    for (const [, path = ''] of text.matchAll(/`(test\/[\w/.-]+)`/g))
      expect(existsSync(new URL(path, ROOT)), path).toBe(true);
  });

  test('name each drill, and every link between pages leads somewhere', () => {
    const all = RUNBOOKS.map(textOf).join('\n');
    for (const drill of drills) expect(all).toContain(`npm run drill -- ${drill}`);
    for (const name of [...RUNBOOKS, 'export', 'README'])
      for (const [, link = ''] of textOf(name).matchAll(/\]\(([\w./-]+\.md)\)/g))
        expect(existsSync(new URL(link, FOLDER)), `${name}: ${link}`).toBe(true);
  });
});

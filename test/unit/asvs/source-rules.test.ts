import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { breaksIn, parsed, SOURCE_RULES, type SourceRule } from '../../asvs/source-rules.ts';

const ROOT = new URL('../../../', import.meta.url);
/** What makes the pages lies in `web/` itself and is not deployed; what is made of them lies in `web/dist/`. */
const NOT_DEPLOYED = /^web\/(dist\/|[\w-]+\.ts$)/;
const FILES = globSync(['functions/**/*.ts', 'shared/**/*.ts', 'web/**/*.{ts,tsx}'], { cwd: ROOT })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => !NOT_DEPLOYED.test(file))
  .map((file) => parsed(file, readFileSync(new URL(file, ROOT), 'utf8')));

const RULES: readonly SourceRule[] = Object.values(SOURCE_RULES);

const foundBy = (rule: SourceRule): readonly string[] =>
  FILES.filter(({ fileName }) => fileName.startsWith(rule.under ?? '')).flatMap((file) => breaksIn(file, rule));

describe('the code that is deployed', () => {
  it('is looked at whole: functions, shared and pages', () => {
    for (const folder of ['functions/', 'shared/', 'web/'])
      expect(FILES.filter(({ fileName }) => fileName.startsWith(folder)).length, folder).toBeGreaterThan(50);
  });

  it.each(RULES)('$title', (rule) => {
    const answers = Object.keys(rule.answered ?? {});
    const found = foundBy(rule);
    expect(found.filter((each) => !answers.some((answer) => each.startsWith(answer)))).toEqual([]);
    // What is answered for is there: an entry that answers for nothing would hide what comes later.
    for (const answer of answers)
      expect(
        found.some((each) => each.startsWith(answer)),
        answer,
      ).toBe(true);
  });
});

describe('each rule finds what is planted', () => {
  it.each(RULES.flatMap((rule) => rule.planted.map((planted) => ({ rule, title: rule.title, planted }))))(
    '“$title”: $planted',
    ({ rule, planted }) => {
      expect(breaksIn(parsed('planted.tsx', planted), rule)).not.toEqual([]);
    },
  );
});

import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const ROOT = new URL('../../../', import.meta.url);
const ENDED_WITHOUT = /没有整改|不整改|未整改|未改|没有改好/;

/** Lines that people read, with where they stand. */
const linesSaying = (word: string): readonly string[] =>
  ['web', 'shared', 'functions'].flatMap((folder) =>
    readdirSync(new URL(folder, ROOT), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .flatMap((name) =>
        readFileSync(new URL(`${folder}/${name}`, ROOT), 'utf8')
          .split('\n')
          .filter((line) => line.includes(word) && !/^\s*(\/\*\*|\*|\/\/)/.test(line))
          .map((line) => `${folder}/${name}: ${line.trim()}`),
      ),
  );

test('办结 is said of an item that ended without a fix, in these words, and of nothing else', () => {
  const said = linesSaying('办结');
  expect(said.length).toBeGreaterThan(8);
  expect(said.filter((line) => !ENDED_WITHOUT.test(line))).toEqual([]);
});

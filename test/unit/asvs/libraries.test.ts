import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';

const read = (file: string): string => readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8');

const lock = z
  .object({
    packages: z.record(
      z.string(),
      z.looseObject({ version: z.string(), resolved: z.string().optional(), integrity: z.string().optional() }),
    ),
  })
  .parse(JSON.parse(read('package-lock.json')));
const names = z.record(z.string(), z.string());
const { dependencies, devDependencies } = z
  .object({ dependencies: names, devDependencies: names })
  .parse(JSON.parse(read('package.json')));

/** Libraries inside another package come with its hash. */
const LIBRARIES = Object.entries(lock.packages).filter(([place, { inBundle }]) => place !== '' && inBundle !== true);

describe('libraries', () => {
  it('are fixed by version and hash, and none comes from a folder, an address or a repository', () => {
    expect(LIBRARIES.length).toBeGreaterThan(100);
    for (const [place, { resolved, integrity }] of LIBRARIES) {
      // Without an address it is npm’s registry that is asked; the hash decides, whoever answers.
      expect(resolved ?? 'https://registry.npmjs.org/', place).toMatch(/^https:\/\/registry\.npmjs\.org\//);
      expect(integrity, place).toMatch(/^sha512-/);
    }
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies }))
      expect(version, name).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it('each have their reason in the decisions', () => {
    const reasons = [...read('docs/decisions/0004-dependencies.md').matchAll(/`(@?[a-z][\w.@/*-]*)`/g)].map(
      ([, name = '']) => name,
    );
    const hasReason = (name: string) =>
      reasons.some((reason) => (reason.endsWith('*') ? name.startsWith(reason.slice(0, -1)) : reason === name));
    expect(Object.keys(dependencies).filter((name) => !hasReason(name))).toEqual([]);
  });
});

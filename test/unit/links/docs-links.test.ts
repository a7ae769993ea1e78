import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { deadLinks } from '../../links/dead-links.ts';
import { anchorsOf, linksOf } from '../../links/markdown.ts';

const ROOT = new URL('../../../', import.meta.url);
const PAGES = ['README.md', ...globSync('docs/**/*.md', { cwd: ROOT }), 'test/vectors/README.md'].map((file) =>
  file.replaceAll('\\', '/'),
);

describe('the links of the documentation', () => {
  it('are many', () => {
    const links = PAGES.flatMap((file) => linksOf(readFileSync(new URL(file, ROOT), 'utf8')));
    expect(PAGES.length).toBeGreaterThan(25);
    expect(links.length).toBeGreaterThan(80);
  });

  it.each(PAGES)('of %s lead to files and headings that are there', (file) => {
    expect(deadLinks(file, readFileSync(new URL(file, ROOT), 'utf8'))).toEqual([]);
  });
});

describe('a link is found dead', () => {
  it.each([
    ['[a](gone.md)', 'gone.md: no such file'],
    ['![a](images/gone.png)', 'images/gone.png: no such file'],
    ['[a](protocol.md#gone)', 'protocol.md#gone: no such heading'],
    ['[a](#gone)', '#gone: no such heading'],
    ['[a](openapi.json#paths)', 'openapi.json#paths: an anchor of what has no headings'],
    ['[a](../../elsewhere.md)', '../../elsewhere.md: leads out of the repository'],
  ])('%s', (link, fault) => {
    expect(deadLinks('docs/threat-model.md', `# A page\n\n${link}\n`)).toEqual([fault]);
  });

  it('and not when it leads somewhere, or is an example', () => {
    const page =
      '# A page\n[a](protocol.md#notation) [b](#opinions) [c](https://example.com/gone) `[d](gone.md)`\n```\n[e](gone.md)\n```\n';
    expect(deadLinks('docs/threat-model.md', page)).toEqual([]);
  });
});

it('anchors are GitHub’s: punctuation goes, blanks stay as hyphens, a second one is counted', () => {
  expect([
    ...anchorsOf('# Of `aws-cn`: what’s 1.2?\n## 各环节 Every stage\n### Twice\n### Twice\n```\n# none\n```\n'),
  ]).toEqual(['of-aws-cn-whats-12', '各环节-every-stage', 'twice', 'twice-1']);
});

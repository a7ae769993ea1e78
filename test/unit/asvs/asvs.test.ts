import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { asvsPage, countsOf } from '../../asvs/asvs-page.ts';
import { tableFaults } from '../../asvs/faults.ts';
import { STANDARD } from '../../asvs/requirements.ts';
import { exception, notApplicable, tested, testsIn } from '../../asvs/verdict.ts';
import { CHAPTERS } from '../../asvs/verdicts.ts';
import { deadLinks } from '../../links/dead-links.ts';

const PAGE = readFileSync(new URL('../../../docs/asvs.md', import.meta.url), 'utf8');
const { requirements } = STANDARD;

describe('the table of ASVS', () => {
  it('has every requirement of levels 1 and 2: 70 and 183', () => {
    expect(requirements.filter(({ level }) => level === 1)).toHaveLength(70);
    expect(requirements.filter(({ level }) => level === 2)).toHaveLength(183);
  });

  it('answers each once, by tests, headings and reasons that are there', () => {
    expect(tableFaults(requirements, CHAPTERS)).toEqual([]);
  });

  it('is on the page as it is here, and every link of the page leads somewhere', () => {
    expect(PAGE).toBe(asvsPage(CHAPTERS));
    expect(deadLinks('docs/asvs.md', PAGE)).toEqual([]);
  });

  it('counts what it says: tested, exceptions, AWS and not applicable are all there is', () => {
    const {
      all,
      applicable,
      tested: shown,
      exception: excepted,
      provided,
      ...rest
    } = countsOf(CHAPTERS.flatMap((chapter) => Object.values(chapter)));
    expect(all).toBe(253);
    expect(shown + excepted + provided + rest['not-applicable']).toBe(all);
    expect(PAGE).toContain(
      `| **in all** | ${all} | ${applicable} | ${shown} | ${excepted} | ${provided} | ${rest['not-applicable']} |`,
    );
  });
});

describe('a fault of the table is found', () => {
  const code = testsIn('test/unit/protocol/code.test.ts');
  const GOOD = tested(code('is kept as a hash that depends on the session'));
  const [first] = requirements.filter(({ id }) => id === '1.2.5');
  const [paper] = requirements.filter(({ id }) => id === '2.1.1');
  if (first === undefined || paper === undefined) throw new Error('ids that the standard has');
  const faultsWith = (verdict: Parameters<typeof countsOf>[0][number]) => tableFaults([first], [{ '1.2.5': verdict }]);

  it('none where there is none', () => {
    expect(faultsWith(GOOD)).toEqual([]);
  });

  it.each([
    [
      'a file that is gone',
      tested(testsIn('test/unit/gone.test.ts')('is kept')),
      'test/unit/gone.test.ts: no tests there',
    ],
    [
      'a file without tests',
      tested(testsIn('test/unit/protocol/vectors.ts')('is kept')),
      'test/unit/protocol/vectors.ts: no tests there',
    ],
    [
      'a title that was changed',
      tested(code('is kept as a hash')),
      'test/unit/protocol/code.test.ts: no test “is kept as a hash”',
    ],
    [
      'an attack that was taken out',
      tested(testsIn('test/attacks/board.ts')('gone')),
      'test/attacks/board.ts: no test “gone”',
    ],
    [
      'a page that is gone',
      tested(code('is kept as a hash that depends on the session'), 'docs/gone.md'),
      'docs/gone.md: no such file',
    ],
    [
      'a heading that is gone',
      tested(code('is kept as a hash that depends on the session'), 'docs/security.md#gone'),
      'docs/security.md#gone: no such heading',
    ],
    ['a page alone, where something is to hold', tested('docs/security.md#keys'), 'nothing shows it'],
    ['no evidence', tested(), 'nothing shows it'],
    [
      'an exception without a reason',
      exception('', { means: 'Nothing to speak of, as far as known.' }),
      '“” is no reason',
    ],
    [
      'an exception that means nothing',
      exception('It would need a service beside the stack.', { means: 'little' }),
      '“little” is no reason',
    ],
    ['not applicable without a reason', notApplicable('no'), '“no” is no reason'],
  ])('%s', (_name, verdict, fault) => {
    expect(faultsWith(verdict)).toEqual([`1.2.5: ${fault}`]);
  });

  it('a requirement of documentation without a page, one without a verdict, a verdict on nothing or in another chapter', () => {
    expect(tableFaults([paper], [{}, { '2.1.1': GOOD }])).toEqual(['2.1.1: nothing shows it']);
    expect(tableFaults([first], [{}])).toEqual(['1.2.5: no verdict']);
    expect(tableFaults([first], [{ '1.2.5': GOOD, '1.99.1': GOOD }])).toEqual([
      '1.99.1: no requirement of this chapter',
    ]);
    expect(tableFaults([first], [{}, { '1.2.5': GOOD }])).toEqual(['1.2.5: no requirement of this chapter']);
    expect(tableFaults([first, first], [{ '1.2.5': GOOD }])).toEqual(['1.2.5: twice in the standard']);
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LIMITS, type ModelFile, PROPERTIES } from '../../model/properties.ts';
import { readReport } from '../../model/spin.ts';

const FILES = ['casting.pml', 'counting.pml', 'lying.pml'] as const satisfies readonly ModelFile[];
const modelText = (file: ModelFile) => readFileSync(new URL(`../../model/${file}`, import.meta.url), 'utf8');
const docText = (file: string) => readFileSync(new URL(`../../../docs/${file}`, import.meta.url), 'utf8');
const namesIn = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, name = '']) => name);
const unique = (names: readonly string[]) => [...new Set(names)].sort();

describe('the model of the protocol', () => {
  it.each(FILES)('searches every property and every mutant of %s', (file) => {
    const ofFile = PROPERTIES.filter((property) => property.file === file);
    const asIs = LIMITS.filter((limit) => limit.file === file).map(({ property }) => property);
    expect(namesIn(modelText(file), /^ltl (\w+) \{/gm).sort()).toEqual(
      unique([...ofFile.map(({ name }) => name), ...asIs]),
    );
    const mutants = namesIn(modelText(file), /^#ifdef MUTANT_(\w+)/gm);
    expect(unique(mutants)).toEqual(unique(ofFile.flatMap((property) => property.mutants)));
  });

  it('has a mutant that breaks each property', () => {
    expect(PROPERTIES.filter(({ mutants }) => mutants.length === 0)).toEqual([]);
  });

  it('is told of in docs/model.md property by property, with their mutants', () => {
    const rows = [...docText('model.md').matchAll(/^\| `(\w+)` \| .+ \| (.+) \|$/gm)];
    const told = rows.map(([, name = '', mutants = '']) => ({ name, mutants: namesIn(mutants, /`(\w+)`/g) }));
    expect(told).toEqual(PROPERTIES.map(({ name, mutants }) => ({ name, mutants })));
  });

  it('has each thing that is not promised told of there', () => {
    const [, notPromised = ''] = docText('model.md').split(/^## What (?:does not|is left out)$/m);
    expect(LIMITS.filter(({ property }) => !notPromised.includes(`\`${property}\``))).toEqual([]);
  });
});

describe('a report of Spin', () => {
  const search = { property: 'one_token_a_code', flags: [] };
  const whole =
    'pan: ltl formula one_token_a_code\nState-vector 80 byte, depth reached 9, errors: 0\n  120 states, stored\n';
  const broken =
    'pan: ltl formula one_token_a_code\npan:1: assertion violated\nWarning: Search not completed\n errors: 1\n  12 states, stored\n';

  it('tells whether a property holds in every state', () => {
    expect(readReport(search, whole)).toEqual({ isBroken: false, states: 120 });
    expect(readReport(search, broken)).toEqual({ isBroken: true, states: 12 });
  });

  it.each([
    ['another property', whole.replace('one_token_a_code', 'another')],
    ['a search that did not see every state', `${whole}error: max search depth too small\n`],
    ['a search that ran out of memory', `${whole}pan: out of memory\n`],
    ['an error of another kind', broken.replace('assertion violated', 'invalid end state')],
    ['no figures', 'pan: ltl formula one_token_a_code\n'],
  ])('is refused when it is of %s', (_, report) => {
    expect(() => readReport(search, report)).toThrow('no whole search');
  });
});

describe('the table of corrupted parties', () => {
  it('has every one of the 32 sets of issuer, box, pages host, one teller and network, once', () => {
    const PARTIES = ['I', 'B', 'P', 'T', 'N'];
    const sets = Array.from({ length: 2 ** PARTIES.length }, (_, bits) =>
      PARTIES.filter((_party, place) => (bits >> place) & 1).join(''),
    );
    const rows = docText('argument.md').matchAll(/^\| ((?:[–IBPTN]+(?:, )?)+) \| (.+) \| (.+) \| (.+) \|$/gm);
    const told = [...rows].flatMap(([, names = '']) => names.split(', ').map((name) => (name === '–' ? '' : name)));
    expect(told.sort()).toEqual(sets.sort());
  });
});

import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { CastUnder } from '../../attacks/ground/boxes.ts';
import { castMutants } from '../../fuzz/ballots/cast-mutants.ts';
import { countLaid } from '../../fuzz/ballots/count-laid.ts';
import { MUTANT_KINDS } from '../../fuzz/ballots/mutants.ts';
import { anyForm, countingAnyForm, lenientText } from '../../fuzz/ballots/weakenings.ts';
import { useTables } from '../ballot/tables.ts';

const tables = useTables();
const SEED = 2008;
const MUTANTS = 1_500;
const LAID = 72;
/** Each kind several times. */
const ENOUGH = 6 * MUTANT_KINDS.length;

test('of 1 500 mutated tokens and ballots casting takes none, and of 72 past it none counts otherwise (reduced form of npm run fuzz)', async () => {
  const { material, ...cast } = await castMutants({ tables, seed: SEED, count: MUTANTS });
  expect(cast.findings).toEqual([]);
  expect(cast.refusals['taken']).toBeUndefined();
  expect(cast.kinds).toBe(MUTANT_KINDS.length);
  const counted = await countLaid(material, { seed: SEED, count: LAID });
  expect(counted.findings).toEqual([]);
  expect(Object.keys(counted.outcomes).sort()).toEqual(['as sealed', 'sealed', 'token']);
});

describe('a mutant is taken, and told of, where', () => {
  test('casting reads any base64', async () => {
    const front = lenientText;
    const { findings } = await castMutants({ tables, seed: SEED + 10, count: ENOUGH, weakening: { front } });
    expect(findings).toContain('padding: taken');
    expect(findings.at(-1)).toMatch(/^the box holds/);
  });

  test('a signature counts in every form that is congruent', async () => {
    const front = anyForm;
    const { findings } = await castMutants({ tables, seed: SEED + 20, count: ENOUGH, weakening: { front } });
    expect(findings).toContain('s + n: taken');
    expect(findings.at(-1)).toMatch(/^the box holds/);
  });

  test('the box knows a ballot by its bytes and not by its token', async () => {
    const idOf = (ballot: Uint8Array) => createHash('sha256').update(ballot).digest('hex');
    const deps = { ballotBox: new CastUnder(tables.client, idOf) };
    const { findings } = await castMutants({ tables, seed: SEED + 30, count: ENOUGH, weakening: { deps } });
    expect(findings).toContain('a bit of the ciphertext: taken');
  });

  test('counting takes a signature that is not below the modulus', async () => {
    const { material } = await castMutants({ tables, seed: SEED + 40, count: 1 });
    const open = countingAnyForm(material);
    const { findings } = await countLaid(material, { seed: SEED, count: LAID, open });
    expect(findings).toContain('s + n, opened by discipline + delegates: as sealed');
  });
});

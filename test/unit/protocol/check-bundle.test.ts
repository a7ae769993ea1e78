import { describe, expect, test } from 'vitest';
import { type BundleDefectCode, checkBundle } from '../../../shared/protocol/check-bundle.ts';
import { signTellerRequest } from '../../../shared/protocol/teller-request.ts';
import { altered, type Change, valueAt } from './altered.ts';
import { manifest, tellers } from './made-session.ts';
import { vectors } from './vectors.ts';

const { bundle, sealedBundle } = vectors;
type Named = readonly [BundleDefectCode, string];
const named = (...expected: readonly Named[]) => expected.map(([code, where]) => ({ code, where }));
const foundIn = async (whole: unknown, ...changes: readonly Change[]) =>
  (await checkBundle(altered(whole, ...changes))).defects;
const ballots = sealedBundle['ballots'] as readonly string[];

describe('a part of a bundle that is of another type is named', () => {
  const cases: readonly (readonly [string, unknown, readonly Named[]])[] = [
    ['manifest', 7, [['wrong-type', 'manifest']]],
    ['arming', 7, [['wrong-type', 'arming']]],
    ['arming[0]', 7, [['wrong-type', 'arming[0]']]],
    ['arming[1].signature', 7, [['wrong-signature', 'arming[1].signature']]],
    ['signatures', 7, [['wrong-type', 'signatures']]],
    ['signatures[2]', 7, [['wrong-type', 'signatures[2]']]],
    [
      'signatures[0].signature',
      7,
      [
        ['wrong-signature', 'signatures[0].signature'],
        ['too-few-signatures', 'signatures'],
      ],
    ],
    ['signatures[2].objection', 7, [['wrong-type', 'signatures[2].objection']]],
    ['signatures[2].objection.signature', 7, [['wrong-signature', 'signatures[2].objection.signature']]],
    ['ballots', 7, [['wrong-type', 'ballots']]],
    ['ballots[3]', 7, [['wrong-ballot', 'ballots[3]']]],
    ['paper', 7, [['wrong-type', 'paper']]],
    ['opened', 7, [['wrong-type', 'opened']]],
  ];
  test.each(cases)('%s', async (at, to, expected) => {
    expect(await foundIn(sealedBundle, { at, to })).toEqual(named(...expected));
  });

  test('and a whole that is no object', async () => {
    expect(await checkBundle([])).toEqual({
      kind: 'public',
      defects: named(['wrong-type', '']),
      checkCode: null,
      manifest: null,
      result: null,
    });
  });
});

test('a result that withholds what nobody has to is another than the ballots give', async () => {
  const [id, at] = ['i1', 'result.subjects[0].indicators[0]'];
  expect(await foundIn(sealedBundle, { at, to: { id, withheld: true } })).toEqual(
    expect.arrayContaining(
      named(
        ...['histogram', 'noOpinion', 'mean', 'withheld'].map((name): Named => ['another-result', `${at}.${name}`]),
      ),
    ),
  );
});

describe('a board that is none', () => {
  const asBoard = (to: unknown) => foundIn(bundle, { at: 'board', to });

  test('is named at its first receipt that does not stand there rightly', async () => {
    const other = named(['another-board', 'result.boardRoot'], ['wrong-count', 'result.counts.electronic']);
    const [first, ...rest] = vectors.board;
    expect(await asBoard(7)).toEqual([...named(['wrong-type', 'board']), ...other]);
    expect(await asBoard(['X', ...rest])).toEqual([...named(['not-a-board', 'board[0]']), ...other]);
    expect(await asBoard([first, first, ...rest])).toEqual([...named(['not-a-board', 'board[1]']), ...other]);
  });

  test('lets nothing be counted anew', async () => {
    const found = await foundIn(sealedBundle, { at: 'board[0]', to: 'X' });
    expect(found.filter(({ code }) => code === 'another-result')).toEqual([]);
    expect(found).toContainEqual({ code: 'not-a-board', where: 'board[0]' });
  });

  test('has no root that a result could name', async () => {
    const found = await foundIn(bundle, { at: 'board', to: ['X'] }, { at: 'result.boardRoot', to: '' });
    expect(found).toContainEqual({ code: 'another-board', where: 'result.boardRoot' });
  });
});

describe('the check code', () => {
  test('of a bundle whose arming does not hold is none, and is not another one as well', async () => {
    const forged = altered(bundle, { at: 'arming[0].signature', to: 'AAAA' });
    const { defects, checkCode } = await checkBundle(forged, vectors.checkCode);
    expect(defects).toEqual(named(['wrong-signature', 'arming[0].signature']));
    expect(checkCode).toBeNull();
  });
});

describe('an objection', () => {
  test('without a payload is not signed, even when its teller signed nothing', async () => {
    const { county, session } = manifest;
    const context = { county, session, operation: 'objectToResult' };
    const { privateKey } = tellers.inspection.sign;
    const { signature } = await signTellerRequest(privateKey, context, { slot: 'inspection', payload: undefined });
    expect(await foundIn(bundle, { at: 'signatures[2].objection', to: { signature } })).toEqual(
      named(
        ['missing-field', 'signatures[2].objection.payload'],
        ['wrong-signature', 'signatures[2].objection.signature'],
      ),
    );
  });
});

describe('a sealed bundle', () => {
  test('whose result cannot be read is not counted anew, and the rest of it is checked', async () => {
    const changes = [
      { at: 'result', to: 7 },
      { at: 'paper[0]', to: [] },
    ];
    expect(await foundIn(sealedBundle, ...changes)).toEqual(
      named(
        ['wrong-type', 'result'],
        ['wrong-signature', 'signatures[0].signature'],
        ['wrong-signature', 'signatures[1].signature'],
        ['too-few-signatures', 'signatures'],
        ['wrong-paper', 'paper[0]'],
      ),
    );
  });

  test('with one ballot too many that is none is not counted by the others', async () => {
    const [first, second, ...rest] = ballots;
    expect(await foundIn(sealedBundle, { at: 'ballots', to: [second, first, ...rest, 'x'] })).toEqual(
      named(
        ['wrong-ballot', 'ballots'],
        ['wrong-ballot', 'ballots[20]'],
        ['wrong-receipt', 'ballots[0]'],
        ['wrong-receipt', 'ballots[1]'],
      ),
    );
  });

  test('whose paper makes the vote invalid has figures that nobody counted', async () => {
    const paper = [...vectors.paper, ...Array.from({ length: 9 }, () => vectors.paper[0])];
    const found = await foundIn(sealedBundle, { at: 'paper', to: paper });
    for (const part of ['outcome', 'reasons', 'subjects', 'counts.paper', 'counts.valid'])
      expect(found).toContainEqual({ code: 'another-result', where: `result.${part}` });
    expect(found).toHaveLength(5);
  });

  test('is one as soon as it has a part of one', async () => {
    for (const name of ['ballots', 'opened', 'paper']) {
      const { kind, defects } = await checkBundle({ ...bundle, [name]: valueAt(sealedBundle, name) });
      expect(kind).toBe('sealed');
      expect(defects.filter(({ code }) => code === 'missing-field')).toHaveLength(2);
    }
  });
});

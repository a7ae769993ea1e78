import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reason } from '../../../shared/contract/formats.ts';
import { makePublicBundle, makeSealedBundle, type PublicBundle } from '../../../shared/protocol/bundle.ts';
import {
  type BundleDefect,
  type BundleDefectCode,
  type CheckedBundle,
  checkBundle,
} from '../../../shared/protocol/check-bundle.ts';
import { jcsText } from '../../../shared/protocol/jcs.ts';
import { parseShareSet } from '../../../shared/protocol/opening.ts';
import { computeResult, signResult, type TallyResult } from '../../../shared/protocol/result.ts';
import { SLOTS } from '../../../shared/protocol/slots.ts';
import { signTellerRequest } from '../../../shared/protocol/teller-request.ts';
import { altered, another, type Change, valueAt } from './altered.ts';
import { manifest, sessionHash, tellers } from './made-session.ts';
import { b64uBytes, vectors } from './vectors.ts';

type Json = { [name: string]: unknown };

/** The bundle with its result signed anew by all three tellers: what three who collude could publish. */
async function resigned(bundle: Json): Promise<Json> {
  const result = bundle['result'] as TallyResult;
  const signatures = await Promise.all(
    SLOTS.map(async (slot) => ({ slot, signature: await signResult(tellers[slot].sign.privateKey, result) })),
  );
  return { ...bundle, signatures };
}

const defectsOf = async (bundle: unknown, code?: string) => (await checkBundle(bundle, code)).defects;
const { bundle, sealedBundle } = vectors;
const result = vectors.result as TallyResult;
const defect = (code: BundleDefectCode, where: string): BundleDefect => ({ code, where });

describe('a field of a bundle', () => {
  test('that is missing, or that nobody knows, is named wherever it is', async () => {
    const objection = 'signatures[2].objection';
    for (const place of ['', 'manifest', 'arming[0]', 'signatures[0]', objection, `${objection}.payload`]) {
      const target = place === '' ? bundle : valueAt(bundle, place);
      const more = place === '' ? 'more' : `${place}.more`;
      expect(await defectsOf(altered(bundle, { at: more, to: 1 }))).toContainEqual(defect('unknown-field', more));
      for (const name of Object.keys(target as Json)) {
        const path = place === '' ? name : `${place}.${name}`;
        const found = await defectsOf(altered(bundle, { at: path, to: undefined }));
        // Without `signature` or `objection` it would be the other form of its entry, which lacks a field too.
        expect(found.map(({ code }) => code)).toContain('missing-field');
      }
    }
    expect(await defectsOf(altered(sealedBundle, { at: 'paper', to: undefined }))).toEqual([
      defect('missing-field', 'paper'),
    ]);
  });
});

describe('a bundle is named defective', () => {
  test('by its manifest: arming, ties and counts do not fit another one', async () => {
    const forged = altered(bundle, { at: 'manifest.delegates', to: 34 });
    expect(await checkBundle(forged)).toEqual({
      kind: 'public',
      checkCode: null,
      manifest: { ...manifest, delegates: 34 },
      result,
      defects: [
        defect('wrong-signature', 'arming[0].signature'),
        defect('wrong-signature', 'arming[1].signature'),
        defect('wrong-signature', 'arming[2].signature'),
        defect('another-manifest', 'result.manifestHash'),
        defect('wrong-count', 'result.counts.delegates'),
      ],
    } satisfies CheckedBundle);
    expect(await defectsOf(altered(bundle, { at: 'manifest.scale.max', to: 9 }))).toEqual([
      defect('wrong-value', 'manifest.scale'),
    ]);
  });

  test('by its arming: a signature altered, two exchanged, one gone', async () => {
    const [first, second, third] = vectors.arming;
    const check = async (arming: unknown) => await checkBundle(altered(bundle, { at: 'arming', to: arming }));
    const borrowed = await check([first, { slot: 'delegates', signature: first?.signature }, third]);
    expect(borrowed.defects).toEqual([defect('wrong-signature', 'arming[1].signature')]);
    expect(borrowed.checkCode).toBeNull();
    expect((await check([second, first, third])).defects).toEqual([
      defect('wrong-slots', 'arming[0].slot'),
      defect('wrong-slots', 'arming[1].slot'),
    ]);
    expect((await check([first, second])).defects).toEqual([defect('wrong-slots', 'arming')]);
  });

  test('by its check code, when it is not the one in the minutes', async () => {
    expect(await defectsOf(bundle, '0028 9791 2982')).toEqual([defect('another-check-code', 'arming')]);
    expect(await defectsOf(bundle, '002897912981')).toEqual([]);
    expect(await defectsOf(bundle, '')).toEqual([defect('another-check-code', 'arming')]);
  });

  test('by its board: a receipt gone, another in its place, or out of order', async () => {
    const { board } = vectors;
    const check = (to: unknown) => defectsOf(altered(bundle, { at: 'board', to }));
    const other = [...board.slice(0, -1), 'f'.repeat(64)];
    expect(await check(other)).toEqual([defect('another-board', 'result.boardRoot')]);
    expect(await check(board.slice(1))).toEqual([
      defect('another-board', 'result.boardRoot'),
      defect('wrong-count', 'result.counts.electronic'),
    ]);
    const swapped = [board[0], board[2], board[1], ...board.slice(3)];
    expect(await check(swapped)).toContainEqual(defect('not-a-board', 'board[2]'));
    expect(await check([...board.slice(0, 5), 'X', ...board.slice(6)])).toContainEqual(
      defect('not-a-board', 'board[5]'),
    );
  });

  test('by its signatures: altered, exchanged, one teller twice, or only one', async () => {
    const [first, second, objection] = [0, 1, 2].map((index) => valueAt(bundle, `signatures[${index}]`));
    const check = (...to: unknown[]) => defectsOf(altered(bundle, { at: 'signatures', to }));
    const short = defect('too-few-signatures', 'signatures');
    expect(await check(first, second)).toEqual([]);
    expect(await check(first, objection)).toEqual([short]);
    expect(await check(first, first)).toEqual([defect('wrong-slots', 'signatures'), short]);
    expect(await check(second, first, objection)).toEqual([defect('wrong-slots', 'signatures')]);
    const borrowed = { slot: 'delegates', signature: valueAt(bundle, 'signatures[0].signature') };
    expect(await check(first, borrowed)).toEqual([defect('wrong-signature', 'signatures[1].signature'), short]);
    const reworded = altered(objection, { at: 'objection.payload.reason', to: '没有异议' });
    expect(await check(first, second, reworded)).toEqual([
      defect('wrong-signature', 'signatures[2].objection.signature'),
    ]);
    expect(await check(first, second, { slot: 'chief', signature: '' })).toEqual([
      defect('wrong-slots', 'signatures[2].slot'),
    ]);
  });

  test('but not by an objection as long as the server takes one', async () => {
    const payload = { reason: reason.parse('异'.repeat(500)) };
    const { county, session } = manifest;
    const context = { county, session, operation: 'objectToResult' };
    const { privateKey } = tellers.inspection.sign;
    const { slot, signature } = await signTellerRequest(privateKey, context, { slot: 'inspection', payload });
    const change = { at: 'signatures[2]', to: { slot, objection: { payload, signature } } };
    expect(await defectsOf(altered(bundle, change))).toEqual([]);
    expect(await defectsOf(altered(bundle, change, { at: `${change.at}.objection.payload.reason`, to: 7 }))).toEqual([
      defect('wrong-value', `${change.at}.objection.payload.reason`),
      defect('wrong-signature', `${change.at}.objection.signature`),
    ]);
  });
});

describe('a sealed bundle is counted anew', () => {
  const ballots = sealedBundle['ballots'] as readonly string[];

  test('figures that agree with themselves but not with the ballots are named', async () => {
    const unit = 'result.subjects[0]';
    const shifted = altered(sealedBundle, {
      at: `${unit}.grades`,
      to: { excellent: 7, qualified: 10, unqualified: 3, none: 0 },
    });
    const forged = await resigned(shifted);
    const { ballots: _, opened: __, paper: ___, ...published } = forged;
    expect(await defectsOf(published)).toEqual([]);
    expect(await defectsOf(forged)).toEqual([
      defect('another-result', `${unit}.grades.excellent`),
      defect('another-result', `${unit}.grades.qualified`),
    ]);
  });

  test('an indicator withheld that the ballots show, and the histogram that it then lacks', async () => {
    const at = 'result.subjects[0].indicators[0]';
    const { id } = Object(valueAt(sealedBundle, at));
    expect(await defectsOf(await resigned(altered(sealedBundle, { at, to: { id, withheld: true } })))).toEqual(
      expect.arrayContaining(
        ['histogram', 'mean', 'withheld'].map((field) => defect('another-result', `${at}.${field}`)),
      ),
    );
  });

  test('a ballot altered, gone, put twice, or exchanged with another', async () => {
    const check = (to: unknown) => defectsOf(altered(sealedBundle, { at: 'ballots', to }));
    const oneAltered = [...ballots.slice(0, 4), another(ballots[4]), ...ballots.slice(5)];
    expect(await check(oneAltered)).toEqual(
      expect.arrayContaining([
        defect('wrong-receipt', 'ballots[4]'),
        defect('another-result', 'result.counts.void.sealed'),
        defect('another-result', 'result.counts.valid'),
      ]),
    );
    expect(await check(ballots.slice(0, -1))).toEqual([defect('wrong-ballot', 'ballots')]);
    expect(await check([`${ballots[0]}=`, ...ballots.slice(1)])).toEqual([defect('wrong-ballot', 'ballots[0]')]);
    expect(await check([ballots[0], ballots[0], ...ballots.slice(2)])).toEqual(
      expect.arrayContaining([defect('wrong-receipt', 'ballots[1]'), defect('repeated-token', 'ballots[1]')]),
    );
    expect(await check([ballots[1], ballots[0], ...ballots.slice(2)])).toEqual(
      expect.arrayContaining([defect('wrong-receipt', 'ballots[0]'), defect('wrong-receipt', 'ballots[1]')]),
    );
  });

  test('shares altered beyond repair, a set of another length, a set too many or too few', async () => {
    const spoil = (slot: string) => {
      const at = `opened.${slot}[7]`;
      return { at, to: another(valueAt(sealedBundle, at)) };
    };
    expect(await defectsOf(altered(sealedBundle, spoil('discipline')))).toEqual([]);
    const beyond = await defectsOf(altered(sealedBundle, spoil('discipline'), spoil('delegates')));
    expect(beyond).toContainEqual(defect('another-result', 'result.counts.void.sealed'));
    const cut = altered(sealedBundle, { at: 'opened.delegates', to: [] });
    expect(await defectsOf(cut)).toEqual([defect('wrong-share-set', 'opened.delegates')]);
    const none = altered(sealedBundle, { at: 'opened.delegates[0]', to: 'AAAA' });
    expect(await defectsOf(none)).toEqual([defect('wrong-share-set', 'opened.delegates')]);
    const fewer = altered(sealedBundle, { at: 'opened.delegates', to: undefined });
    expect(await defectsOf(fewer)).toContainEqual(defect('missing-field', 'opened.delegates'));
    const more = altered(sealedBundle, { at: 'opened.chief', to: [] });
    expect(await defectsOf(more)).toEqual([defect('unknown-field', 'opened.chief')]);
  });

  test('paper altered, void made valid, a row too many, a row of another form', async () => {
    const check = (...changes: readonly Change[]) => defectsOf(altered(sealedBundle, ...changes));
    expect(await check({ at: 'paper[0][0]', to: 9 })).toEqual(
      expect.arrayContaining([
        defect('another-result', 'result.subjects[0].indicators[0].histogram[8]'),
        defect('another-result', 'result.subjects[0].indicators[0].histogram[9]'),
        defect('another-result', 'result.subjects[0].indicators[0].mean'),
      ]),
    );
    const blank = Array(15).fill(255);
    expect(await check({ at: 'paper[3]', to: blank })).toContainEqual(
      defect('another-result', 'result.counts.void.paper'),
    );
    expect(await check({ at: 'paper[4]', to: null })).toEqual(
      expect.arrayContaining([
        defect('another-result', 'result.counts.paper'),
        defect('another-result', 'result.counts.void.paper'),
      ]),
    );
    expect(await check({ at: 'paper[0]', to: [1, 2] })).toEqual([defect('wrong-paper', 'paper[0]')]);
    expect(await check({ at: 'paper[0][3]', to: 11 })).toEqual([defect('wrong-paper', 'paper[0]')]);
  });
});

describe('bundles are made', () => {
  const published = bundle as unknown as PublicBundle;
  const opened = Object.fromEntries(
    SLOTS.map((slot) => [slot, parseShareSet(valueAt(sealedBundle, `opened.${slot}`), vectors.board.length) ?? []]),
  );
  const ballots = (sealedBundle['ballots'] as readonly string[]).map(b64uBytes);

  test('with their fields and no others, to the bytes of the vectors', () => {
    const more = { ...published, note: 'x', signatures: [...published.signatures].reverse() };
    expect(jcsText(makePublicBundle(more))).toBe(jcsText(bundle));
    const made = makeSealedBundle(more, { ballots, opened, paper: vectors.paper });
    expect(jcsText(made)).toBe(jcsText(sealedBundle));
  });

  test('with the sets that opened the box, not those that came later', async () => {
    const openedBy = ['discipline', 'inspection'] as const;
    const input = { manifest, manifestHash: sessionHash, board: vectors.board, openedBy, opened, ballots };
    const two = await computeResult({ ...input, paper: vectors.paper, issuing: result.counts });
    const base = await resigned({ ...bundle, result: two });
    const made = makeSealedBundle(base as unknown as PublicBundle, { ballots, opened, paper: vectors.paper });
    expect(Object.keys(made.opened)).toEqual(openedBy);
    expect(await defectsOf(made)).toEqual([]);
    const withThird = { ...made, opened: { ...made.opened, delegates: made.opened.discipline } };
    expect(await defectsOf(withThird)).toEqual([defect('unknown-field', 'opened.delegates')]);
    // With two sets nothing makes a spoilt share good.
    const path = 'opened.discipline[7]';
    const spoilt = altered(made, { at: path, to: another(valueAt(made, path)) });
    expect(await defectsOf(spoilt)).toContainEqual(defect('another-result', 'result.counts.void.sealed'));
    expect(() => makeSealedBundle({ ...published, result: two }, { ballots, opened: {}, paper: [] })).toThrow(
      'the share set of discipline is not there',
    );
  });

  test('of an invalid vote without figures, and pass the check', async () => {
    const issuing = { ...result.counts, delegates: 33, drawn: 5 };
    const invalid = await computeResult({
      manifest,
      manifestHash: sessionHash,
      board: vectors.board,
      openedBy: SLOTS,
      opened,
      ballots,
      paper: vectors.paper,
      issuing,
    });
    expect(invalid).toMatchObject({
      outcome: 'invalid',
      reasons: ['more-ballots-than-issued', 'more-ballots-than-delegates'],
      subjects: [],
    });
    expect(await defectsOf(await resigned({ ...bundle, result: invalid }))).toEqual([]);
    const shown = await resigned({ ...bundle, result: { ...invalid, subjects: result.subjects } });
    expect(await defectsOf(shown)).toEqual([defect('wrong-subjects', 'result.subjects')]);
  });
});

describe('whatever else may be in a file', () => {
  test('is a list of defects, never an error', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), fc.constantFrom(...Object.keys(sealedBundle)), async (value, name) => {
        expect(await defectsOf(value)).not.toEqual([]);
        expect(Array.isArray(await defectsOf({ ...sealedBundle, [name]: value }))).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  test('is not shown as a result when it has not a result’s types, however it is signed', async () => {
    for (const change of [
      { at: 'result.reasons', to: null },
      { at: 'result.subjects[0].grade', to: 7 },
      { at: 'result.subjects[3]', to: null },
    ]) {
      const checked = await checkBundle(await resigned(altered(bundle, change)));
      expect(checked.result).toBeNull();
      expect(checked.defects).toHaveLength(1);
    }
  });

  test('a text without UTF-8, or nesting without end, is refused as a whole', async () => {
    const surrogate = altered(bundle, { at: 'signatures[2].objection.payload.reason', to: '\ud800' });
    expect(await defectsOf(surrogate)).toEqual([defect('wrong-value', '')]);
    const nested: unknown = JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`);
    expect(await defectsOf(altered(bundle, { at: 'board', to: [] }))).not.toEqual([]);
    expect(await defectsOf({ ...bundle, board: nested })).toEqual([defect('wrong-value', '')]);
  });
});

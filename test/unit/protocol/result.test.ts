import { describe, expect, test } from 'vitest';
import { computeResult, verifyResultSignature } from '../../../shared/protocol/result.ts';
import { columns, manifest, sessionHash } from './made-session.ts';
import { b64uBytes, vectors } from './vectors.ts';

const row = Array.from({ length: columns }, () => 8);
const onPaper = (paper: readonly (readonly number[] | null)[]) =>
  computeResult({
    manifest,
    manifestHash: sessionHash,
    board: [],
    openedBy: ['discipline', 'inspection'],
    opened: { discipline: [], inspection: [] },
    ballots: [],
    paper,
    issuing: { delegates: 33, drawn: 0, reissued: 0, papersIssued: 33, papersReissued: 0 },
  });

describe('a result', () => {
  test('names the reasons for which ballots are void, and no other', async () => {
    const rows = Array.from({ length: 20 }, () => row);
    const { counts } = await onPaper(rows);
    expect(counts).toMatchObject({ paper: 20, valid: 20 });
    expect(counts.void).toEqual({});
    const { counts: withVoid } = await onPaper([...rows, null]);
    expect(withVoid).toMatchObject({ paper: 21, valid: 20 });
    expect(withVoid.void).toEqual({ paper: 1 });
  });

  test('is not computed of paper ballots of another form, nor of ballots that are not the board’s', async () => {
    for (const wrong of [row.slice(1), [...row, 8], [11, ...row.slice(1)]])
      await expect(onPaper([row, wrong])).rejects.toThrow(new RangeError('a paper ballot of another form'));
    const input = { manifest, manifestHash: sessionHash, openedBy: [], opened: {}, paper: [] };
    const issuing = { delegates: 33, drawn: 1, reissued: 0, papersIssued: 0, papersReissued: 0 };
    const { board } = vectors;
    await expect(computeResult({ ...input, issuing, board, ballots: [] })).rejects.toThrow(
      new RangeError('not the ballots of this board'),
    );
  });

  test('is signed by 64 bytes and no other', async () => {
    const point = b64uBytes(manifest.tellers[0]?.sign ?? '');
    for (const signature of ['', '=', 'AAAA'])
      expect(await verifyResultSignature(point, vectors.result, signature)).toBe(false);
  });
});

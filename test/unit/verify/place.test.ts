import { describe, expect, it } from 'vitest';
import { placeOf } from '../../../web/verify/place.ts';
import { TEXTS } from '../../../web/verify/texts.ts';
import { vectorManifest } from '../protocol/vectors.ts';

describe('the place of a defect in plain words', () => {
  it.each([
    ['', '整个文件', 'whole file'],
    ['manifest.tellers[0].sign', '测评表', 'Form'],
    ['arming[1].signature', '开会前三方的签名第 2 项', 'Arming signatures, no. 2'],
    ['board[19]', '票箱清单第 20 项', 'Board, no. 20'],
    ['result.boardRoot', '结果', 'Result'],
    ['result.counts.valid', '人数和票数', 'Counts'],
    ['result.subjects[1].indicators[3].mean', '𬭼㐀明 的数字', 'Figures of 𬭼㐀明'],
    ['result.subjects[9].id', '9 的数字', 'Figures of 9'],
    ['signatures', '计票人对结果的签名', 'Tellers’ signatures'],
    ['opened.delegates', '开箱份额 · 代表', 'Opened shares · Delegates'],
    ['paper[0]', '纸质票录入第 1 项', 'Paper ballots, no. 1'],
    ['more', '整个文件', 'whole file'],
  ])('%s', (where, zh, en) => {
    expect(placeOf(where, vectorManifest(), TEXTS.zh)).toBe(zh);
    expect(placeOf(where, vectorManifest(), TEXTS.en)).toBe(en);
  });
});

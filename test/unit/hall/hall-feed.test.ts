import { describe, expect, it } from 'vitest';
import type { Announced } from '../../../web/hall/announced-result.ts';
import { type Feed, type HallLine, listen, SILENT } from '../../../web/hall/hall-feed.ts';
import { vectors } from '../protocol/vectors.ts';

const SESSION = 'tuanfeng-2008-huilongshan';
const NOW_MS = 1_205_290_000_000;

/** The API as the vectors' meeting has it, each answer to be replaced by a test; `null` is a dead line. */
const lineWith = (changes: Readonly<Record<string, unknown>>, nowMs = NOW_MS): HallLine => {
  const answers: Readonly<Record<string, unknown>> = {
    getMeeting: { session: SESSION, state: 'voting', armingHash: vectors.armingHash, nowMs: nowMs + 5000 },
    getManifest: { manifest: vectors.manifest, arming: vectors.arming },
    getTurnout: { delegates: 33, drawn: 21, reissued: 0, papersIssued: 4, papersReissued: 0 },
    countBallots: { electronic: 20 },
    getResult: { result: vectors.result, signatures: vectors.bundle['signatures'] },
    ...changes,
  };
  const call = async (id: string) =>
    answers[id] === null ? { ok: false, network: true } : { ok: true, value: answers[id] };
  return { call: call as HallLine['call'], nowMs: () => nowMs };
};
const meeting = (changes: object) => ({
  session: SESSION,
  state: 'voting',
  armingHash: vectors.armingHash,
  nowMs: NOW_MS,
  ...changes,
});
const hear = (changes: Readonly<Record<string, unknown>> = {}, before: Feed = SILENT) =>
  listen(lineWith(changes), SESSION, before);

describe('what the hall’s screen believes', () => {
  it('a check code it computed from manifest and signatures, and the server’s clock', async () => {
    const feed = await hear();
    expect(feed.sign).toMatchObject({ checkCode: vectors.checkCode });
    expect([feed.electronic, feed.heardAtMs, feed.clockOffsetMs]).toEqual([20, NOW_MS, 5000]);
  });

  it.each([
    ['two signatures', { getManifest: { manifest: vectors.manifest, arming: vectors.arming.slice(0, 2) } }],
    ['no manifest at all', { getManifest: { manifest: {}, arming: vectors.arming } }],
    ['another hash than it was told', { getMeeting: meeting({ armingHash: '0'.repeat(64) }) }],
    ['another session’s manifest', { getMeeting: meeting({ session: 'tuanfeng-2008-another' }) }],
  ])('no arming of %s', async (_, changes) => {
    expect((await hear(changes)).sign).toBe('forged');
  });

  it('nothing yet where the manifest could not be read, and asks again', async () => {
    const feed = await hear({ getManifest: null });
    expect([feed.sign, feed.heardAtMs]).toEqual([null, null]);
    expect((await hear({}, feed)).sign).toMatchObject({ checkCode: vectors.checkCode });
  });

  it('a result that two signed and the third objected to, with the reason', async () => {
    const { checked } = await hear({ getMeeting: meeting({ state: 'announced' }) });
    expect(checked?.holds).toBe(true);
    expect(checked?.words).toMatchObject({
      discipline: { is: 'signed' },
      delegates: { is: 'signed' },
      inspection: { is: 'objected' },
    });
  });

  it('no result whose objection stands in for a signature, or whose words are exchanged', async () => {
    const signatures = vectors.bundle['signatures'] as Announced['signatures'];
    const [first, second, objection] = signatures;
    if (first === undefined || second === undefined || objection === undefined) throw new Error('three words');
    const announced = { getMeeting: meeting({ state: 'announced' }) };
    const exchanged = [
      { ...second, slot: 'discipline' },
      { ...first, slot: 'delegates' },
    ];
    for (const words of [[first, objection], exchanged]) {
      const { checked } = await hear({ ...announced, getResult: { result: vectors.result, signatures: words } });
      expect(checked?.holds).toBe(false);
    }
    const { checked } = await hear({ ...announced, getResult: { result: vectors.result, signatures: exchanged } });
    expect(checked?.words.discipline).toEqual({ is: 'forged' });
  });

  it('verifies again when the third signature comes in later', async () => {
    const announced = { getMeeting: meeting({ state: 'announced' }) };
    const [first, second] = vectors.bundle['signatures'] as Announced['signatures'];
    const before = await hear({ ...announced, getResult: { result: vectors.result, signatures: [first, second] } });
    expect(before.checked?.words.inspection).toEqual({ is: 'silent' });
    expect((await hear(announced, before)).checked?.words.inspection.is).toBe('objected');
  });
});

describe('how old the hall’s figures are', () => {
  it('a dead line leaves everything as it was, with its time', async () => {
    const before = await hear();
    expect(await hear({ getMeeting: null }, before)).toEqual(before);
  });

  it('figures that could not be read keep the age of the last whole answer', async () => {
    const before = await hear();
    const later = lineWith({ getTurnout: null, countBallots: { electronic: 22 } }, NOW_MS + 60_000);
    const feed = await listen(later, SESSION, before);
    expect([feed.electronic, feed.turnout?.drawn, feed.heardAtMs]).toEqual([22, 21, NOW_MS]);
  });

  it('before the meeting is armed nothing but its face is asked, and that is whole', async () => {
    const feed = await hear({ getMeeting: meeting({ state: 'frozen', armingHash: null }), getManifest: null });
    expect([feed.sign, feed.heardAtMs]).toEqual([null, NOW_MS]);
  });
});

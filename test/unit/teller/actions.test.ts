import { describe, expect, it } from 'vitest';
import { SHARES_PER_PAGE } from '../../../shared/contract/ballot.ts';
import type { Score } from '../../../shared/process/appraisal.ts';
import { indicatorCount } from '../../../shared/process/ballot-form.ts';
import { isSessionId } from '../../../shared/process/ids.ts';
import { signArming } from '../../../shared/protocol/arming.ts';
import { type ShareSet, shareTexts } from '../../../shared/protocol/opening.ts';
import { signTellerRequest } from '../../../shared/protocol/teller-request.ts';
import { discrepancies, fetchBallots, verifyBox } from '../../../web/teller/actions/check-box.ts';
import { compareResult, objectToResult, signResult } from '../../../web/teller/actions/compare-result.ts';
import { distrust, send, type TellerContext } from '../../../web/teller/actions/context.ts';
import { enrol } from '../../../web/teller/actions/enrol.ts';
import { enterPaper, paperDifferences, readPaper, settlePaper } from '../../../web/teller/actions/enter-paper.ts';
import { closeBox, keepClosingTime, openVoting, setClosingTime } from '../../../web/teller/actions/hold-voting.ts';
import { fetchSignedBox, openOwnShares, releaseShares, SHARES_A_PAGE } from '../../../web/teller/actions/open-box.ts';
import {
  keepCodeRead,
  readArmedManifest,
  readArming,
  readManifest,
  signManifest,
} from '../../../web/teller/actions/read-manifest.ts';
import { recordAbsent } from '../../../web/teller/actions/step-aside.ts';
import {
  armedMeeting,
  checkAndSign,
  closedMeeting,
  enrolThree,
  type InMemoryMeeting,
  MINUTE_MS,
  noProgress,
  openAndRelease,
  sceneOf,
  unwrap,
} from './meeting-in-memory.ts';
import { COUNTY, memoryStore, random, SESSION, StandInCounty } from './stand-in-county.ts';

const COLUMNS = 3 + 2 * 6;
const ballot = (score: Score): readonly Score[] => Array.from({ length: COLUMNS }, () => score);
const TWENTY = Array.from({ length: 20 }, (_, index) => ballot(index % 3 === 0 ? null : index % 11));

/** Changes one field of one operation's answers. */
const lieAbout =
  (operation: string, change: (answer: Record<string, unknown>) => void) => (id: string, answer: unknown) => {
    const changed: Record<string, unknown> = structuredClone(Object(answer));
    if (id === operation) change(changed);
    return changed;
  };

const secretOf = (session: string) => {
  if (!isSessionId(session)) throw new Error('not a session');
  return { session, slot: 'delegates' as const, secret: random(32) };
};

describe('enrolling a teller', () => {
  it('makes keys that cannot leave the browser, and the same link again enrols nothing new', async () => {
    const county = await StandInCounty.open();
    const store = memoryStore();
    const enrolment = secretOf(SESSION);
    const teller = unwrap(await enrol(sceneOf(county, store), enrolment));
    expect(teller.keys.sign.privateKey.extractable).toBe(false);
    expect(teller.keys.hpke.privateKey.extractable).toBe(false);
    const asked = county.asked.length;
    const again = unwrap(await enrol(sceneOf(county, store), enrolment));
    expect(again.enrolledWith).toBe(teller.enrolledWith);
    expect(county.asked.length).toBe(asked);
  });

  it('asks a lost answer again with the same keys', async () => {
    const county = await StandInCounty.open();
    const store = memoryStore();
    const scene = sceneOf(county, store);
    const enrolment = secretOf(SESSION);
    const points: unknown[] = [];
    const cut: typeof scene.call = async (id, request) => {
      if (id !== 'enrolTeller') return county.call(id, request);
      points.push(Object(request).payload.sign);
      await county.call(id, request);
      return { ok: false, network: true };
    };
    expect(await enrol({ ...scene, call: cut }, enrolment)).toEqual({ ok: false, network: true });
    unwrap(await enrol(scene, enrolment));
    expect(points).toEqual([county.tellers.delegates.sign]);
  });

  it('keeps the keys it has when a new enrolment is refused', async () => {
    const county = await StandInCounty.open();
    const store = memoryStore();
    const scene = sceneOf(county, store);
    const first = unwrap(await enrol(scene, secretOf(SESSION)));
    const refusal = {
      ok: false,
      problem: { type: 'urn:shuangshu:problem:enrolment-invalid', title: '', status: 403 },
    } as const;
    const refusing: typeof scene.call = async (id, request) =>
      id === 'enrolTeller' ? refusal : county.call(id, request);
    expect(await enrol({ ...scene, call: refusing }, secretOf(SESSION))).toEqual(refusal);
    const kept: unknown = store.values.get(`teller/${SESSION}/delegates`);
    expect(kept).toMatchObject({ enrolledWith: first.enrolledWith });
  });
});

describe('reading and signing the manifest', () => {
  it('arms with the third signature, and every teller computes one check code', async () => {
    const { county, tellers } = await armedMeeting();
    const face = await county.face();
    expect(face.state).toBe('armed');
    const codes = await Promise.all(
      Object.values(tellers).map(async (each) => unwrap(await readArming(each, face)).checkCode),
    );
    expect(new Set(codes).size).toBe(1);
    expect(codes[0]).toMatch(/^\d{4} \d{4} \d{4}$/);
    const armed = unwrap(await readArming(tellers.delegates, face));
    await keepCodeRead(tellers.delegates, armed);
    expect(await tellers.delegates.memory.codeReadFor()).toBe(face.armingHash);
  });

  it('refuses a manifest without this browser’s own keys', async () => {
    const county = await StandInCounty.open();
    const tellers = await enrolThree(county);
    const face = async () => county.face();
    const stranger = await enrolThree(await StandInCounty.open());
    await county.freeze();
    const impostor: TellerContext = { ...tellers.delegates, keys: stranger.delegates.keys };
    expect(await readManifest(impostor, await face())).toEqual(distrust('keys-not-in-manifest'));
  });

  it('refuses a manifest that is not the one the meeting shows, of another meeting, or malformed', async () => {
    const county = await StandInCounty.open();
    const { delegates } = await enrolThree(county);
    await county.freeze();
    const face = await county.face();
    county.lie = lieAbout('getManifest', (answer) => Object.assign(Object(answer['manifest']), { delegates: 32 }));
    expect(await readManifest(delegates, face)).toEqual(distrust('manifest-not-the-one-shown'));
    county.lie = lieAbout('getManifest', (answer) =>
      Object.assign(Object(answer['manifest']), { session: 'tuanfeng-2008-other' }),
    );
    expect(await readManifest(delegates, face)).toEqual(distrust('manifest-of-another-meeting'));
    county.lie = lieAbout('getManifest', (answer) => Object.assign(Object(answer['manifest']), { unit: '' }));
    expect(await readManifest(delegates, face)).toEqual(distrust('manifest-malformed', ['unit']));
  });

  it('refuses another manifest than it armed, with its own keys and others’ for the other two, whatever is shown', async () => {
    const { county, tellers } = await armedMeeting();
    const { delegates } = tellers;
    const [checked, stranger] = [await readArmedManifest(delegates, await county.face()), await armedMeeting()];
    expect(checked.ok).toBe(true);
    for (const slot of ['discipline', 'inspection'] as const)
      Object.assign(county.tellers[slot], {
        hpke: stranger.county.tellers[slot].hpke,
        sign: stranger.county.tellers[slot].sign,
      });
    await county.freeze();
    for (const slot of ['discipline', 'inspection'] as const)
      county.tellers[slot].arming = await signArming(stranger.tellers[slot].keys.sign.privateKey, county.hash);
    expect((await readManifest(delegates, await county.face())).ok).toBe(true);
    expect(await readArmedManifest(delegates, await county.face())).toEqual(distrust('arming-invalid'));
  });

  it('shows no check code for arming signatures that do not hold', async () => {
    const { county, tellers } = await armedMeeting();
    const face = await county.face();
    county.lie = lieAbout('getManifest', (answer) => {
      const [first, second, third] = answer['arming'] as { slot: string; signature: string }[];
      answer['arming'] = [first, { ...second, signature: third?.signature }, third];
    });
    expect(await readArming(tellers.delegates, face)).toEqual(distrust('arming-invalid'));
  });

  it('sends nothing else than the hash it read', async () => {
    const county = await StandInCounty.open();
    const { delegates } = await enrolThree(county);
    await county.freeze();
    const checked = unwrap(await readManifest(delegates, await county.face()));
    unwrap(await signManifest(delegates, checked));
    expect((await delegates.memory.deeds()).map(({ step }) => step)).toEqual(['enrol', 'arm']);
  });
});

describe('closing and checking the box', () => {
  it('is refused as too early until the closing time, and changes nothing', async () => {
    const meeting = await armedMeeting();
    const { county, tellers } = meeting;
    county.closesAt = county.nowMs + 1;
    county.state = 'closing';
    const refused = await closeBox(tellers.delegates, await county.face());
    expect(refused).toMatchObject({ ok: false, problem: { type: 'urn:shuangshu:problem:closing-not-over' } });
    expect(county.state).toBe('closing');
  });

  it('signs a board that is exactly the ballots, and two signatures freeze it', async () => {
    const meeting = await closedMeeting(TWENTY);
    unwrap(await checkAndSign(meeting, meeting.tellers.discipline));
    expect((await meeting.county.face()).boardFrozen).toBe(false);
    unwrap(await checkAndSign(meeting, meeting.tellers.delegates));
    expect((await meeting.county.face()).boardFrozen).toBe(true);
  });

  const verify = async ({ county, tellers, checked }: InMemoryMeeting) => {
    const face = await county.face();
    const ballots = unwrap(await fetchBallots(tellers.delegates, face.boardRoot ?? '', noProgress));
    return verifyBox(tellers.delegates, { face, checked, ballots });
  };

  it('refuses a box with a ballot left out, put in, or exchanged', async () => {
    const meeting = await closedMeeting(TWENTY.slice(0, 4));
    meeting.county.ballots = meeting.county.ballots.slice(1);
    expect(await verify(meeting)).toEqual(distrust('ballots-not-the-board'));
  });

  it('refuses a box with a ballot whose token nobody drew', async () => {
    const meeting = await armedMeeting();
    const { county, tellers } = meeting;
    const rsa = { name: 'RSA-PSS', hash: 'SHA-384', modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) };
    const forger = await crypto.subtle.generateKey(rsa, true, ['sign', 'verify']);
    await county.cast(ballot(10), forger.privateKey);
    county.closesAt = county.nowMs;
    county.state = 'closing';
    unwrap(await closeBox(tellers.discipline, await county.face()));
    const root = (await county.face()).boardRoot;
    expect(root).not.toBeNull();
    expect(await verify(meeting)).toEqual(distrust('box-has-defects', [...(county.board ?? [])]));
  });

  it('refuses counts that are not those of the box or of the manifest', async () => {
    const meeting = await closedMeeting(TWENTY.slice(0, 2));
    meeting.county.lie = lieAbout('getMeeting', (answer) => Object.assign(Object(answer['counts']), { electronic: 3 }));
    expect(await verify(meeting)).toEqual(distrust('counts-differ'));
    meeting.county.lie = lieAbout('getMeeting', (answer) => Object.assign(Object(answer['counts']), { delegates: 40 }));
    expect(await verify(meeting)).toEqual(distrust('counts-differ'));
  });

  it('names what the figures say against the heads in the hall', () => {
    const counts = { delegates: 33, drawn: 30, reissued: 1, papersIssued: 2, papersReissued: 0, electronic: 30 };
    expect(discrepancies(counts, 32)).toEqual([]);
    expect(discrepancies(counts, 31)).toEqual(['more-served-than-present']);
    expect(discrepancies({ ...counts, electronic: 32, papersIssued: 4 }, 34)).toEqual([
      'more-ballots-than-served',
      'more-served-than-delegates',
    ]);
  });
});

describe('the paper ballots', () => {
  it('are settled by two equal entries, and by the third teller where they differ', async () => {
    const meeting = await closedMeeting(TWENTY, 2);
    const { county, tellers } = meeting;
    unwrap(await checkAndSign(meeting, tellers.discipline));
    unwrap(await checkAndSign(meeting, tellers.inspection));
    const root = (await county.face()).boardRoot ?? '';
    const eight = ballot(8).map(Number);
    unwrap(await enterPaper(tellers.discipline, root, [eight, null]));
    unwrap(await enterPaper(tellers.delegates, root, [eight, eight]));
    expect((await county.face()).paper).toBe('differs');
    const { entries } = unwrap(await readPaper(tellers.inspection, meeting.checked, root));
    const [first, second] = entries;
    expect(paperDifferences(first?.ballots ?? [], second?.ballots ?? [])).toEqual([
      { place: 1, first: null, second: eight },
    ]);
    unwrap(await settlePaper(tellers.inspection, root, [eight, null]));
    expect((await county.face()).paper).toBe('settled');
  });
});

const frozenMeeting = async (ballots = TWENTY, papersIssued = 0) => {
  const meeting = await closedMeeting(ballots, papersIssued);
  unwrap(await checkAndSign(meeting, meeting.tellers.discipline));
  unwrap(await checkAndSign(meeting, meeting.tellers.delegates));
  return meeting;
};

describe('the closing time', () => {
  it('is refused by the teller who set it when this browser was shown another before', async () => {
    const { county, tellers } = await armedMeeting();
    unwrap(await openVoting(tellers.delegates, await county.face()));
    const shown = { ...(await county.face()), closesAt: 1 };
    await keepClosingTime(tellers.delegates, shown);
    const set = await setClosingTime(tellers.delegates, await county.face(), county.nowMs + MINUTE_MS);
    expect(set).toEqual(distrust('other-closing-time-seen-before'));
  });

  it('is not kept before there is one', async () => {
    const { county, tellers } = await armedMeeting();
    await keepClosingTime(tellers.delegates, await county.face());
    expect(await tellers.delegates.memory.keepFirstClosingTime(7)).toBe(7);
  });
});

describe('opening the box', () => {
  it('opens nothing on one signature, or on signatures over another board', async () => {
    const meeting = await closedMeeting(TWENTY.slice(0, 4));
    unwrap(await checkAndSign(meeting, meeting.tellers.discipline));
    const before = await openAndRelease(meeting, meeting.tellers.inspection);
    expect(before).toMatchObject({ ok: false, problem: { type: 'urn:shuangshu:problem:board-not-frozen' } });
    unwrap(await checkAndSign(meeting, meeting.tellers.delegates));
    meeting.county.lie = lieAbout('getBoard', (answer) => {
      const [first] = answer['signatures'] as { slot: string; signature: string }[];
      answer['signatures'] = [first, { ...first, slot: 'inspection' }];
    });
    const forged = await openAndRelease(meeting, meeting.tellers.inspection);
    expect(forged).toEqual(distrust('board-not-signed', ['too-few-signatures']));
    expect(await meeting.tellers.inspection.memory.openedRoot()).toBeNull();
    expect(meeting.county.asked).not.toContain('releaseShares');
  });

  it('opens nothing before its own clock is past the closing time, whatever the server says', async () => {
    const meeting = await frozenMeeting(TWENTY.slice(0, 4));
    const slow = { ...meeting.tellers.delegates, nowMs: () => meeting.county.closesAt ?? 0 };
    expect(await openAndRelease(meeting, slow)).toEqual(distrust('closing-time-not-past'));
    expect(meeting.county.asked).not.toContain('releaseShares');
  });

  it('opens nothing when the closing time is another than this browser saw first, and goes on under the first', async () => {
    const meeting = await frozenMeeting(TWENTY.slice(0, 4));
    const { county, tellers } = meeting;
    const closesAt = county.closesAt ?? 0;
    await keepClosingTime(tellers.inspection, await county.face());
    county.closesAt = closesAt - MINUTE_MS;
    for (const slot of ['delegates', 'inspection'] as const)
      expect(await openAndRelease(meeting, tellers[slot]), slot).toEqual(distrust('other-closing-time-seen-before'));
    expect(await tellers.delegates.memory.openedRoot()).toBeNull();
    expect(county.asked).not.toContain('releaseShares');
    county.closesAt = closesAt;
    unwrap(await openAndRelease(meeting, tellers.inspection));
  });

  it('opens for one board only', async () => {
    const meeting = await frozenMeeting(TWENTY.slice(0, 4));
    await meeting.tellers.delegates.memory.keepFirstOpenedRoot('0'.repeat(64));
    expect(await openAndRelease(meeting, meeting.tellers.delegates)).toEqual(distrust('other-board-opened-before'));
    expect(meeting.county.asked).not.toContain('releaseShares');
  });

  it('opens nothing when a ballot is not on the board', async () => {
    const meeting = await frozenMeeting(TWENTY.slice(0, 4));
    const [first, ...others] = meeting.county.ballots;
    if (first === undefined) throw new Error('no ballot');
    meeting.county.ballots = [...others, first];
    expect(await openAndRelease(meeting, meeting.tellers.delegates)).toEqual(distrust('ballots-not-the-board'));
  });

  it('goes on after a cut line with the pages that are missing', async () => {
    const meeting = await frozenMeeting(TWENTY.slice(0, 4));
    const { county, tellers, checked } = meeting;
    const face = await county.face();
    const box = unwrap(await fetchSignedBox(tellers.delegates, checked, null, noProgress));
    const progress = noProgress;
    const opened = unwrap(await openOwnShares(tellers.delegates, { face, checked, box, progress }));
    // As long as two and a half pages; what the shares say is of no matter to the sending.
    const shares = Array.from({ length: SHARES_A_PAGE * 2.5 }, (_, index) => opened[index % 4] ?? null);
    const sent: number[] = [];
    let isCut = true;
    const call: TellerContext['call'] = async (id, request) => {
      if (id !== 'releaseShares') return county.call(id, request);
      const { page } = Object(request).payload;
      if (isCut && page === 1) return { ok: false, network: true };
      sent.push(page);
      return county.call(id, request);
    };
    const teller = { ...tellers.delegates, call };
    const { boardRoot } = box.payload;
    expect(await releaseShares(teller, { boardRoot, shares, progress })).toEqual({ ok: false, network: true });
    isCut = false;
    unwrap(await releaseShares(teller, { boardRoot, shares, progress }));
    expect(sent).toEqual([0, 1, 2]);
    expect((await county.face()).tellers.find(({ slot }) => slot === 'delegates')?.sharesReleased).toBe(true);
  });

  it('sends no more shares at once than the contract takes', () => {
    expect(SHARES_A_PAGE).toBeLessThanOrEqual(SHARES_PER_PAGE);
  });
});

/** The first share as if it did not open. */
const ownSharesSpoilt = ([, ...others]: ShareSet): ShareSet => [null, ...others];

describe('comparing and signing the result', () => {
  const compared = async (meeting: InMemoryMeeting) => {
    const { county, tellers, checked } = meeting;
    unwrap(await openAndRelease(meeting, tellers.discipline));
    const { box, shares: ownShares } = unwrap(await openAndRelease(meeting, tellers.delegates));
    const compare = async () =>
      compareResult(tellers.delegates, { face: await county.face(), checked, box, ownShares, progress: noProgress });
    return compare;
  };

  it('computes the result from both share sets and the paper, and two signatures announce it', async () => {
    const meeting = await frozenMeeting(TWENTY, 1);
    const { county, tellers, checked } = meeting;
    expect(indicatorCount(checked.manifest.subjects)).toBe(COLUMNS);
    const root = (await county.face()).boardRoot ?? '';
    const nine = ballot(9).map(Number);
    unwrap(await enterPaper(tellers.discipline, root, [nine]));
    unwrap(await enterPaper(tellers.delegates, root, [nine]));
    const compare = await compared(meeting);
    const result = unwrap(await compare());
    expect(result.counts).toMatchObject({ electronic: 20, paper: 1, valid: 21 });
    expect(result.openedBy).toEqual(['discipline', 'delegates']);
    unwrap(await signResult(tellers.delegates, result, await county.face()));
    expect((await county.face()).state).toBe('counted');
    unwrap(await signResult(tellers.discipline, result, await county.face()));
    expect((await county.face()).state).toBe('announced');
  });

  it('refuses a result that differs in one figure, and names the part', async () => {
    const meeting = await frozenMeeting();
    const compare = await compared(meeting);
    meeting.county.lie = lieAbout('count', (answer) => {
      const [first] = Object(answer['result']).subjects;
      first.grades.excellent += 1;
    });
    expect(await compare()).toEqual(distrust('result-not-equal', ['subjects']));
    expect(await meeting.tellers.delegates.memory.deeds()).not.toContainEqual(
      expect.objectContaining({ step: 'compare' }),
    );
  });

  it('signs no result with a ballot that a third set could open, before it is in or this teller recorded its teller absent', async () => {
    const meeting = await frozenMeeting();
    const { county, tellers, checked } = meeting;
    const { delegates, discipline } = tellers;
    const { box, shares: ownShares } = unwrap(await openAndRelease(meeting, delegates));
    const shares = ownSharesSpoilt(
      unwrap(
        await openOwnShares(discipline, {
          face: await county.face(),
          checked,
          box,
          progress: noProgress,
        }),
      ),
    );
    const { boardRoot } = box.payload;
    unwrap(await releaseShares(discipline, { boardRoot, shares, progress: noProgress }));
    const comparison = { face: await county.face(), checked, box, ownShares, progress: noProgress };
    const result = unwrap(await compareResult(delegates, comparison));
    expect(result.counts.void).toEqual({ sealed: 1 });
    const asked = county.asked.length;
    const refusal = distrust('third-set-needed');
    expect(await signResult(delegates, result, await county.face())).toEqual(refusal);
    const face = await county.face();
    const absent = face.tellers.map((teller) => (teller.slot === 'inspection' ? { ...teller, absent: true } : teller));
    expect(await signResult(delegates, result, { ...face, tellers: absent })).toEqual(refusal);
    expect(county.asked.slice(asked)).not.toContain('signResult');
    for (const teller of [discipline, delegates]) unwrap(await recordAbsent(teller, boardRoot, 'inspection'));
    unwrap(await signResult(delegates, result, await county.face()));
  });

  it('counts no page of another teller’s shares that its owner did not sign as this page of this board', async () => {
    const meeting = await frozenMeeting(TWENTY.slice(0, 4));
    const compare = await compared(meeting);
    const refused = distrust('shares-not-signed', ['discipline']);
    const spoilt: readonly ((answer: Record<string, unknown>) => void)[] = [
      (answer) => Object.assign(Object(answer['shares']), { 1: null }),
      (answer) => Object.assign(answer, { shares: [...Array<null>(4)].map(() => null) }),
      (answer) => Object.assign(answer, { shares: [...(answer['shares'] as string[])].reverse() }),
      (answer) => Object.assign(answer, { pages: 2 }),
      (answer) => Object.assign(answer, { signature: meeting.county.tellers.delegates.shares[0]?.signature }),
      (answer) => Reflect.deleteProperty(answer, 'signature'),
    ];
    for (const spoil of spoilt) {
      meeting.county.lie = lieAbout('getShares', spoil);
      expect(await compare()).toEqual(refused);
    }
    const ownPage = meeting.county.tellers.delegates.shares[0];
    meeting.county.lie = lieAbout('getShares', (answer) => Object.assign(answer, ownPage));
    expect(await compare()).toEqual(refused);
    expect(await meeting.tellers.delegates.memory.deeds()).not.toContainEqual(
      expect.objectContaining({ step: 'compare' }),
    );
    meeting.county.lie = (_id, answer) => answer;
    unwrap(await compare());
  });

  it('puts no set together from pages that one teller signed for two cuts', async () => {
    const meeting = await frozenMeeting(TWENTY.slice(0, 4));
    const { county, tellers, checked } = meeting;
    const { box, shares: ownShares } = unwrap(await openAndRelease(meeting, tellers.delegates));
    const { boardRoot } = box.payload;
    const { discipline } = tellers;
    const progress = noProgress;
    const shares = unwrap(await openOwnShares(discipline, { face: await county.face(), checked, box, progress }));
    const texts = [...shareTexts(shares)];
    const cuts = [
      { boardRoot, page: 0, pages: 2, shares: texts.slice(0, 2) },
      { boardRoot, page: 1, pages: 3, shares: texts.slice(2) },
    ];
    for (const payload of cuts) unwrap(await send(discipline, 'releaseShares', payload));
    county.tellers.discipline.sharePages = 2;
    let page = 0;
    county.lie = lieAbout('getShares', (answer) => Object.assign(answer, { pages: [2, 3][page++] }));
    const comparison = { face: await county.face(), checked, box, ownShares, progress };
    expect(await compareResult(tellers.delegates, comparison)).toEqual(distrust('shares-not-signed', ['discipline']));
    expect(page).toBe(2);
  });

  it('counts its own shares as it opened them, whatever the server has', async () => {
    const meeting = await frozenMeeting(TWENTY.slice(0, 4));
    const compare = await compared(meeting);
    meeting.county.tellers.delegates.shares = [{ shares: [null, null, null, null], signature: '' }];
    expect(await compare()).toEqual(distrust('result-not-equal', expect.arrayContaining(['counts'])));
  });

  it('refuses paper that is not signed by who typed it, or by who settled it', async () => {
    const meeting = await frozenMeeting(TWENTY, 2);
    const { county, tellers } = meeting;
    const root = (await county.face()).boardRoot ?? '';
    const [nine, ten] = [ballot(9).map(Number), ballot(10).map(Number)];
    unwrap(await enterPaper(tellers.discipline, root, [nine, nine]));
    unwrap(await enterPaper(tellers.inspection, root, [nine, null]));
    unwrap(await settlePaper(tellers.delegates, root, [nine, null]));
    const compare = await compared(meeting);
    county.lie = lieAbout('getPaper', (answer) => {
      answer['entries'] = (answer['entries'] as object[]).map((entry) => ({ ...entry, ballots: [ten, null] }));
      answer['settled'] = [ten, null];
    });
    expect(await compare()).toEqual(distrust('paper-not-signed', ['discipline']));
    county.lie = lieAbout('getPaper', (answer) => {
      answer['settled'] = [nine, ten];
    });
    expect(await compare()).toEqual(distrust('paper-not-signed', ['delegates']));
    county.lie = lieAbout('getPaper', (answer) => {
      answer['settledBy'] = null;
    });
    expect(await compare()).toEqual(distrust('paper-changed'));
    county.lie = lieAbout('getPaper', (answer) => {
      const [first] = answer['entries'] as { signature: string }[];
      answer['settledBy'] = { slot: 'discipline', signature: first?.signature };
    });
    expect(await compare()).toEqual(distrust('paper-not-signed', ['discipline']));
  });

  it('leaves out no paper on the word of the server that none was handed out', async () => {
    const meeting = await frozenMeeting(TWENTY, 1);
    const { county, tellers } = meeting;
    const root = (await county.face()).boardRoot ?? '';
    unwrap(await enterPaper(tellers.discipline, root, [ballot(9).map(Number)]));
    unwrap(await enterPaper(tellers.delegates, root, [ballot(9).map(Number)]));
    const compare = await compared(meeting);
    county.lie = lieAbout('getMeeting', (answer) => Object.assign(answer, { paper: 'none-issued' }));
    expect(unwrap(await compare()).counts.paper).toBe(1);
  });

  it('refuses paper entries in which its own was changed', async () => {
    const meeting = await frozenMeeting(TWENTY, 1);
    const { county, tellers } = meeting;
    const root = (await county.face()).boardRoot ?? '';
    const nine = ballot(9).map(Number);
    unwrap(await enterPaper(tellers.discipline, root, [nine]));
    unwrap(await enterPaper(tellers.delegates, root, [nine]));
    const compare = await compared(meeting);
    const ten = ballot(10).map(Number);
    const signedAnew = await signTellerRequest(
      tellers.delegates.keys.sign.privateKey,
      { county: COUNTY, session: SESSION, operation: 'enterPaper' },
      { slot: 'delegates', payload: { boardRoot: root, ballots: [ten] } },
    );
    county.lie = lieAbout('getPaper', (answer) => {
      const [first] = answer['entries'] as object[];
      answer['entries'] = [first, { slot: 'delegates', ballots: [ten], signature: signedAnew.signature }];
    });
    expect(await compare()).toEqual(distrust('paper-changed'));
    county.lie = lieAbout('getPaper', (answer) => {
      answer['settled'] = [ballot(10).map(Number)];
    });
    expect(await compare()).toEqual(distrust('paper-changed'));
  });

  it('records an objection with its reason', async () => {
    const meeting = await frozenMeeting();
    await compared(meeting);
    unwrap(await objectToResult(meeting.tellers.inspection, ' 与本机计算不一致 '));
    expect(meeting.county.tellers.inspection.result).toBe('objected');
  });
});

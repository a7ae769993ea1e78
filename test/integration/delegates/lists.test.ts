import { describe, expect, test } from 'vitest';
import { DISCIPLINE, INSPECTION } from '../../../infra/local/sample/ask.ts';
import { playDelegates, playProposal, playScreening } from '../../../infra/local/sample/play-delegates.ts';
import { codeHash, makeCode } from '../../../shared/protocol/code.ts';
import {
  answered,
  type CallOptions,
  type County,
  makeCounty,
  OFFICE,
  refusedAs,
  staffOf,
  withEngine,
} from '../registry/county.ts';
import {
  askOf,
  enrolTellers,
  HUILONGSHAN,
  idOf,
  importRequest,
  importUnits,
  makeTellers,
  passGates,
  putInState,
  ROUND,
  random,
  registerAllCards,
  roundFile,
  SESSION,
} from '../registry/prepared-meeting.ts';
import {
  CLERK,
  COMMISSION,
  openedCounty,
  PLAN,
  problemOf,
  progressOf,
  save,
  screenedCounty,
  screeningOf,
  submit,
  submittedCounty,
  tablesOf,
} from './unit-nominating.ts';

withEngine();

const REASON = '代表因病不能到会，按程序增补';
interface Change {
  readonly basedOn?: number;
  readonly add?: number[];
  readonly remove?: number[];
  readonly reason?: string;
}
const propose = (county: County, { basedOn = 1, add = [], remove = [], reason = REASON }: Change, as = OFFICE) =>
  county.call('proposeList', { session: SESSION, basedOn, add, remove, reason }, as);
const approve = (county: County, version: number, proposal: string, as: CallOptions = COMMISSION) =>
  county.call('approveList', { session: SESSION, version, proposal }, as);

/** Candidates both offices found fit who are not on the list. */
async function spare(
  county: County,
): Promise<readonly { readonly number: number; readonly category: string; readonly name: string }[]> {
  const { candidates } = answered(await screeningOf(county, OFFICE));
  return candidates.filter(
    ({ own, other, delegate }) => own?.verdict === 'fit' && other?.verdict === 'fit' && delegate === null,
  );
}
const spareMarketEntity = async (county: County): Promise<number> =>
  (await spare(county)).find(({ category }) => category === 'market-entity')?.number ?? 0;

async function listedCounty(): Promise<County> {
  const county = await openedCounty();
  await playDelegates(askOf(county), PLAN);
  return county;
}
const delegatesOf = async (county: County, as: CallOptions = OFFICE) =>
  answered(await county.call('listDelegates', { session: SESSION, page: 0 }, as)).delegates;
const registerCard = async (county: County, number: number) => {
  const hash = await codeHash(SESSION, makeCode(random));
  const outcome = await county.call(
    'registerCards',
    { session: SESSION, cards: [{ delegate: idOf(number), codeHash: hash }] },
    OFFICE,
  );
  return { hash, outcome };
};
const waitingProposal = async (county: County): Promise<string> => {
  const { versions } = answered(await county.call('listVersions', { session: SESSION }, COMMISSION));
  return versions.find(({ state }) => state === 'proposed')?.proposal ?? '';
};
const missingOf = async (county: County): Promise<readonly string[]> =>
  answered(await county.call('getRound', { round: ROUND }, OFFICE)).units[0]?.missing ?? [];
/** What the county's home says of the list itself. */
const listGapOf = async (county: County) =>
  answered(await county.call('getHome', { round: ROUND }, OFFICE))
    .units.flatMap(({ stages }) => stages)
    .flatMap(({ missing }) => missing)
    .filter(({ code }) => code === 'nomination' || code.startsWith('list-'))
    .map(({ code, by }) => ({ code, by }));
const changed = async (county: County, change: Change) => {
  const { version, proposal } = answered(await propose(county, change));
  return approve(county, version, proposal);
};

describe('the first list', () => {
  test('proposed by one office and approved by the other it is the session’s, freezes, and is what the freeze and the cards use', async () => {
    const county = await listedCounty();
    const delegates = await delegatesOf(county);
    expect(delegates.map(({ number }) => number)).toEqual(Array.from({ length: 33 }, (_, index) => index + 1));
    expect(delegates.map(({ name }) => name).sort()).toEqual(PLAN.chosen.map(({ name }) => name).sort());
    const { units } = answered(await county.call('getRound', { round: ROUND }, OFFICE));
    const unit = units.find(({ session }) => session === SESSION);
    expect(unit).toMatchObject({ delegates: 33, byCategory: { 'market-entity': 27, 'discipline-inspection': 1 } });
    expect(unit?.missing).not.toContain('seats');
    expect((await progressOf(county)).delegates).toEqual({ count: 33, version: 1 });
    expect((await progressOf(county)).nomination?.state).toBe('frozen');
    expect(refusedAs((await registerCard(county, 33)).outcome)).toBe('200');
    expect(refusedAs((await registerCard(county, 34)).outcome)).toBe('404 delegate-unknown');
  });

  test('before it a round that was opened by plan has nobody, and says that seats are missing', async () => {
    const county = await openedCounty();
    expect(await delegatesOf(county)).toEqual([]);
    const { units } = answered(await county.call('getRound', { round: ROUND }, OFFICE));
    for (const unit of units) {
      expect(unit.delegates).toBe(0);
      expect(unit.missing).toContain('seats');
    }
    expect(refusedAs((await registerCard(county, 1)).outcome)).toBe('404 delegate-unknown');
  });

  test('played again it changes nothing', async () => {
    const county = await listedCounty();
    const before = await tablesOf(county);
    await playDelegates(askOf(county), PLAN);
    expect(await tablesOf(county)).toEqual(before);
  });

  test('a choice below the rule of seats is refused, naming what is missing of each category', async () => {
    const county = await screenedCounty();
    const fit = (await spare(county)).filter(({ category }) => category !== 'discipline-inspection').slice(0, 29);
    const before = await county.snapshot();
    const outcome = await propose(county, { basedOn: 0, add: fit.map(({ number }) => number) });
    expect(refusedAs(outcome)).toBe('409 list-seats-short');
    const places = problemOf(outcome)?.errors ?? [];
    expect(places.map(({ field, code }) => [field, code])).toEqual(
      expect.arrayContaining([
        ['total', 'too-few-delegates'],
        ['discipline-inspection', 'category-short'],
      ]),
    );
    expect(places.map(({ detail }) => detail).join()).toContain('还差 1 人');
    expect(await county.snapshot()).toEqual(before);
  });

  test('nobody is listed whom one office found unfit, or before both are done', async () => {
    const county = await screenedCounty();
    const { candidates } = answered(await screeningOf(county, OFFICE));
    const disputed = candidates.find(({ own, other }) => own?.verdict !== other?.verdict)?.number ?? 0;
    const before = await county.snapshot();
    expect(refusedAs(await propose(county, { basedOn: 0, add: [disputed] }))).toBe('409 not-agreed');
    expect(refusedAs(await propose(county, { basedOn: 0, add: [99] }))).toBe('404 candidate-unknown');
    expect(refusedAs(await propose(county, { basedOn: 0, add: [1, 1] }))).toBe('400 request-invalid');
    expect(refusedAs(await propose(county, { basedOn: 0 }))).toBe('409 list-unchanged');
    expect(await county.snapshot()).toEqual(before);
    const early = await submittedCounty();
    expect(refusedAs(await propose(early, { basedOn: 0, add: [1] }))).toBe('409 not-agreed');
  });

  test('whoever proposed it cannot approve it, nor can anybody who worked for the inspection office', async () => {
    const county = await screenedCounty();
    const proposed = await playProposal(askOf(county), PLAN);
    if (proposed === null) throw new Error('nothing was proposed');
    const before = await county.snapshot();
    const { version, proposal } = proposed;
    const proposer = { staff: { ...staffOf('discipline-commission'), subject: 'sub-inspection-office' } };
    expect(refusedAs(await approve(county, version, proposal, proposer))).toBe('409 same-person');
    expect(refusedAs(await approve(county, version, 'f'.repeat(16)))).toBe('409 edited-meanwhile');
    expect(refusedAs(await approve(county, 2, proposal))).toBe('404 list-not-proposed');
    for (const role of ['unit-clerk', 'inspection-office', 'county-leader', 'auditor'] as const) {
      const as = { staff: staffOf(role, 'huilongshan') };
      expect(refusedAs(await approve(county, version, proposal, as))).toBe('403 role-not-allowed');
    }
    expect(await county.snapshot()).toEqual(before);
    expect(await delegatesOf(county)).toEqual([]);
  });

  test('a proposal takes the place of one nobody approved, and the earlier one is not approved unseen', async () => {
    const county = await screenedCounty();
    const first = await playProposal(askOf(county), PLAN);
    const chosen = new Set(PLAN.chosen.map(({ name }) => name));
    const others = (await spare(county)).filter(({ name }) => !chosen.has(name));
    const further = others.find(({ category }) => category === 'market-entity')?.number ?? 0;
    const fit = (await spare(county)).filter(({ name }) => chosen.has(name)).map(({ number }) => number);
    const second = answered(await propose(county, { basedOn: 0, add: [...fit, further] }));
    expect(second.version).toBe(1);
    expect(refusedAs(await approve(county, 1, first?.proposal ?? ''))).toBe('409 edited-meanwhile');
    expect(answered(await approve(county, 1, second.proposal)).delegates).toBe(34);
  });

  test('proposed or approved again after a lost answer, it gets the same answer and nothing is written', async () => {
    const county = await screenedCounty();
    const proposed = await playProposal(askOf(county), PLAN);
    const waiting = await county.snapshot();
    expect(await playProposal(askOf(county), PLAN)).toEqual(proposed);
    expect(await county.snapshot()).toEqual(waiting);
    const approved = answered(await approve(county, 1, proposed?.proposal ?? ''));
    const before = await county.snapshot();
    expect(answered(await approve(county, 1, proposed?.proposal ?? ''))).toEqual(approved);
    expect(await county.snapshot()).toEqual(before);
  });

  test('two who approve at once publish it once', async () => {
    const county = await screenedCounty();
    const proposed = await playProposal(askOf(county), PLAN);
    const other = { staff: { ...staffOf('discipline-commission'), subject: 'sub-other-commissioner' } };
    const both = await Promise.all([
      approve(county, 1, proposed?.proposal ?? ''),
      approve(county, 1, proposed?.proposal ?? '', other),
    ]);
    expect(both.map(refusedAs)).toEqual(['200', '200']);
    expect((await delegatesOf(county)).length).toBe(33);
    const { versions } = answered(await county.call('listVersions', { session: SESSION }, OFFICE));
    expect(versions.length).toBe(1);
  });

  test('a freeze or a void that comes first keeps the list out', async () => {
    const county = await screenedCounty();
    const proposed = await playProposal(askOf(county), PLAN);
    await putInState(county, 'armed');
    const before = await county.snapshot();
    expect(refusedAs(await approve(county, 1, proposed?.proposal ?? ''))).toBe('409 state-wrong');
    expect(refusedAs(await propose(county, { basedOn: 0, add: [1] }))).toBe('409 state-wrong');
    expect(await county.snapshot()).toEqual(before);
  });
});

describe('a later change', () => {
  test('is a new version that both approve; who stays keeps the number, who comes gets a new one, who goes loses the card', async () => {
    const county = await listedCounty();
    const before = await delegatesOf(county);
    const card = await registerCard(county, 5);
    const kept = await registerCard(county, 6);
    const add = await spareMarketEntity(county);
    answered(await changed(county, { add: [add], remove: [5] }));
    const after = await delegatesOf(county);
    expect(after.map(({ number }) => number)).toEqual([
      1,
      2,
      3,
      4,
      ...Array.from({ length: 29 }, (_, index) => index + 6),
    ]);
    const withoutCards = (list: typeof after) => list.map(({ card: _, ...rest }) => rest);
    expect(withoutCards(after).slice(0, -1)).toEqual(withoutCards(before).filter(({ number }) => number !== 5));
    const { issuing } = county.all.registry;
    expect((await issuing.readCode(SESSION, card.hash))?.state).toBe('dead');
    expect((await issuing.readCode(SESSION, kept.hash))?.state).toBe('live');
    expect(refusedAs((await registerCard(county, 5)).outcome)).toBe('404 delegate-unknown');
    expect(refusedAs((await registerCard(county, 34)).outcome)).toBe('200');
    const { units } = answered(await county.call('getRound', { round: ROUND }, OFFICE));
    expect(units.find(({ session }) => session === SESSION)).toMatchObject({ delegates: 33, cards: 2 });
    expect((await progressOf(county)).delegates).toEqual({ count: 33, version: 2 });
    const lists = (await county.items()).filter(
      ({ pk, sk }) => String(pk).startsWith(`LISTS#${SESSION}#`) && String(sk).startsWith('DELEGATES#'),
    );
    expect(lists.length).toBe(1);
  });

  test('of a list whose cards are all made leaves the new one without a card, and the round says so', async () => {
    const county = await listedCounty();
    for (const { number } of await delegatesOf(county)) answered((await registerCard(county, number)).outcome);
    const told = async () => {
      const { units } = answered(await county.call('getRound', { round: ROUND }, OFFICE));
      return units.find(({ session }) => session === SESSION);
    };
    expect(await told()).toMatchObject({ delegates: 33, cards: 33, missing: expect.not.arrayContaining(['cards']) });
    answered(await changed(county, { add: [await spareMarketEntity(county)], remove: [5] }));
    expect(await told()).toMatchObject({ delegates: 33, cards: 32, missing: expect.arrayContaining(['cards']) });
    answered((await registerCard(county, 34)).outcome);
    expect(await told()).toMatchObject({ delegates: 33, cards: 33, missing: expect.not.arrayContaining(['cards']) });
  });

  test('the versions say who, when, why, and what each changed; leaders and auditors get figures without names', async () => {
    const county = await listedCounty();
    const gone = (await delegatesOf(county)).find(({ number }) => number === 5);
    const reason = `${gone?.name}因病不能到会`;
    county.clock.nowMs += 60_000;
    answered(await changed(county, { add: [await spareMarketEntity(county)], remove: [5], reason }));
    const { versions, next } = answered(await county.call('listVersions', { session: SESSION }, CLERK));
    expect(next).toBe(null);
    expect(
      versions.map(({ version, state, added, removed }) => [version, state, added.length, removed.length]),
    ).toEqual([
      [1, 'published', 33, 0],
      [2, 'published', 1, 1],
    ]);
    expect(versions[1]).toMatchObject({
      reason,
      proposedBy: '样例人员',
      approvedBy: '样例人员',
      approvedAtMs: county.clock.nowMs,
      delegates: 33,
      removed: [expect.objectContaining({ number: 5, name: gone?.name })],
    });
    for (const role of ['county-leader', 'auditor'] as const) {
      const seen = await county.call('listVersions', { session: SESSION }, { staff: staffOf(role) });
      const text = JSON.stringify(answered(seen));
      for (const { name, organisation } of PLAN.chosen) {
        expect(text).not.toContain(name);
        expect(text).not.toContain(organisation);
      }
      expect(text).toContain('某某因病不能到会');
    }
    const log = (await county.items()).filter(({ pk }) => pk === 'AUDIT');
    expect(JSON.stringify(log)).not.toContain(gone?.name);
    expect(
      refusedAs(await county.call('listVersions', { session: SESSION }, { staff: staffOf('unit-clerk', 'chengguan') })),
    ).toBe('403 unit-not-yours');
  });

  test('once its people are forgotten no reason of a mark or a version names anybody, and the figures stay', async () => {
    const county = await listedCounty();
    const name = (await delegatesOf(county)).find(({ number }) => number === 5)?.name ?? '';
    answered(
      await changed(county, { add: [await spareMarketEntity(county)], remove: [5], reason: `${name}因病不能到会` }),
    );
    const { nominations } = county.all.registry;
    await nominations.forgetPeople(SESSION);
    const kept = (await county.items()).filter(({ pk }) => pk === `NOMINATION#${SESSION}`);
    for (const person of [...PLAN.chosen, ...PLAN.reserves]) expect(JSON.stringify(kept)).not.toContain(person.name);
    const { versions } = answered(
      await county.call('listVersions', { session: SESSION }, { staff: staffOf('auditor') }),
    );
    expect(versions.map(({ delegates, reason }) => [delegates, reason])).toEqual([
      [33, '联合审查后按各类别名额选定'],
      [33, '某某因病不能到会'],
    ]);
    const before = await county.snapshot();
    await nominations.forgetPeople(SESSION);
    expect(await county.snapshot()).toEqual(before);
  });

  test('nobody who has checked in or holds a paper ballot is removed, and nothing of the change is written', async () => {
    const county = await listedCounty();
    const { hash } = await registerCard(county, 5);
    await county.all.registry.issuing.draw(SESSION, hash, { blinded: random(256), blindSignature: random(256) });
    const add = await spareMarketEntity(county);
    const before = await county.snapshot();
    const outcome = await propose(county, { add: [add], remove: [4, 5] });
    expect(refusedAs(outcome)).toBe('409 delegate-checked-in');
    expect(problemOf(outcome)?.errors).toEqual([expect.objectContaining({ field: 'remove.1' })]);
    expect(await county.snapshot()).toEqual(before);
  });

  test('somebody who checks in between the proposal and its approval stays: the approval is refused', async () => {
    const county = await listedCounty();
    const { hash } = await registerCard(county, 5);
    const { version, proposal } = answered(
      await propose(county, { add: [await spareMarketEntity(county)], remove: [5] }),
    );
    await county.all.registry.issuing.draw(SESSION, hash, { blinded: random(256), blindSignature: random(256) });
    const before = await county.snapshot();
    expect(refusedAs(await approve(county, version, proposal))).toBe('409 delegate-checked-in');
    expect(await county.snapshot()).toEqual(before);
  });

  test('one that would break the rule of seats, starts from an old version, or removes nobody there is, is refused', async () => {
    const county = await listedCounty();
    const before = await county.snapshot();
    const only = (await delegatesOf(county)).find(({ category }) => category === 'discipline-inspection')?.number ?? 0;
    expect(refusedAs(await propose(county, { remove: [only] }))).toBe('409 list-seats-short');
    expect(refusedAs(await propose(county, { basedOn: 0, remove: [1] }))).toBe('409 edited-meanwhile');
    expect(refusedAs(await propose(county, { remove: [34] }))).toBe('404 delegate-unknown');
    expect(await county.snapshot()).toEqual(before);
  });

  test('a card that is registered while its delegate is being removed does not come alive', async () => {
    const county = await listedCounty();
    const { version, proposal } = answered(
      await propose(county, { add: [await spareMarketEntity(county)], remove: [5] }),
    );
    const [approved, card] = await Promise.all([approve(county, version, proposal), registerCard(county, 5)]);
    expect(refusedAs(approved)).toBe('200');
    const code = await county.all.registry.issuing.readCode(SESSION, card.hash);
    expect(code?.state ?? 'none').not.toBe('live');
    expect(await county.all.registry.issuing.countCards(SESSION)).toBe(0);
  });

  test('a list that is approved while somebody freezes is what the freeze goes by: it never pins the list of a moment ago', async () => {
    const county = await listedCounty();
    await passGates(county);
    answered(await county.call('makeKeys', { session: SESSION }, OFFICE));
    await registerAllCards(county);
    await enrolTellers(county, await makeTellers());
    const { version, proposal } = answered(
      await propose(county, { add: [await spareMarketEntity(county)], remove: [5] }),
    );
    const { registry } = county.of('rounds');
    const { audit } = registry;
    const overtaken = Object.assign(Object.create(registry), {
      ...registry,
      audit: {
        append: async (order: Parameters<typeof audit.append>[0]) => {
          answered(await approve(county, version, proposal));
          return audit.append(order);
        },
      },
    });
    const outcome = await county.call('freeze', { session: SESSION }, { ...OFFICE, deps: { registry: overtaken } });
    expect(refusedAs(outcome)).toBe('409 not-ready');
    expect(problemOf(outcome)?.detail).toContain('全部代表的表决卡');
    expect((await county.all.meetings.read(SESSION))?.state).toBe('prepared');
    answered((await registerCard(county, 34)).outcome);
    const { manifestHash } = answered(await county.call('freeze', { session: SESSION }, OFFICE));
    expect((await county.all.meetings.getManifest(SESSION, manifestHash))?.delegates).toBe(33);
  });

  test('the clerk sees the list with masked phones, other units and leaders not at all', async () => {
    const county = await listedCounty();
    for (const as of [CLERK, OFFICE, COMMISSION])
      expect((await delegatesOf(county, as)).every(({ phoneMasked }) => /^\d{3}\*{4}\d{4}$/.test(phoneMasked))).toBe(
        true,
      );
    const read = (role: 'unit-clerk' | 'county-leader' | 'auditor', unit?: string) =>
      county.call('listDelegates', { session: SESSION, page: 0 }, { staff: staffOf(role, unit) });
    expect(refusedAs(await read('unit-clerk', 'chengguan'))).toBe('403 unit-not-yours');
    expect(refusedAs(await read('county-leader'))).toBe('403 role-not-allowed');
    expect(refusedAs(await read('auditor'))).toBe('403 role-not-allowed');
  });
});

describe('lists from a file and lists from a nomination', () => {
  test('a round with an approved list is not imported any more, and the unit is named', async () => {
    const county = await listedCounty();
    const before = await county.snapshot();
    for (const id of ['checkImport', 'importRound'] as const) {
      const outcome = await county.call(id, importRequest(roundFile()), OFFICE);
      expect(refusedAs(outcome)).toBe('409 round-in-progress');
      expect(problemOf(outcome)?.detail).toContain('回龙山工商所');
    }
    expect(await county.snapshot()).toEqual(before);
  });

  test('a round without nominations is imported as before, and again', async () => {
    const county = await makeCounty();
    expect(answered(await importUnits(county)).version).toBe(1);
    expect(answered(await importUnits(county)).version).toBe(2);
    expect((await delegatesOf(county)).length).toBe(33);
  });

  test('an imported list is a proposal of whoever imported: without the commission’s approval no card is made and nothing frozen', async () => {
    const county = await makeCounty();
    answered(await importUnits(county));
    const { versions } = answered(await county.call('listVersions', { session: SESSION }, COMMISSION));
    expect(versions).toMatchObject([{ version: 1, state: 'proposed', delegates: 33, approvedBy: null, removed: [] }]);
    expect(versions[0]?.added.map(({ number }) => number)).toEqual(Array.from({ length: 33 }, (_, place) => place + 1));
    expect(await missingOf(county)).toContain('list');
    expect(await listGapOf(county)).toEqual([{ code: 'list-not-approved', by: ['discipline-commission'] }]);
    const before = await county.snapshot();
    expect(refusedAs((await registerCard(county, 1)).outcome)).toBe('409 list-not-approved');
    const frozen = await county.call('freeze', { session: SESSION }, OFFICE);
    expect(refusedAs(frozen)).toBe('409 not-ready');
    expect(problemOf(frozen)?.detail).toContain('县局监察室和当地纪委共同审定的代表名单');
    expect(await county.snapshot()).toEqual(before);
  });

  test('approved by the commission it is the session’s list, under the numbers of the file', async () => {
    const county = await makeCounty();
    answered(await importUnits(county));
    const imported = await delegatesOf(county);
    const proposal = await waitingProposal(county);
    const approved = answered(await approve(county, 1, proposal));
    expect(approved).toMatchObject({ version: 1, delegates: 33 });
    expect(await delegatesOf(county)).toEqual(imported);
    expect(await missingOf(county)).not.toContain('list');
    expect(await listGapOf(county)).toEqual([]);
    expect((await progressOf(county)).delegates).toEqual({ count: 33, version: 1 });
    expect(refusedAs((await registerCard(county, 1)).outcome)).toBe('200');
    const before = await county.snapshot();
    expect(answered(await approve(county, 1, proposal))).toEqual(approved);
    expect(await county.snapshot()).toEqual(before);
  });

  test('nobody who ever imported it approves it, whatever role they carry now', async () => {
    const county = await makeCounty();
    const first = { ...staffOf('inspection-office'), subject: 'sub-first-importer' };
    answered(await county.call('importRound', importRequest(roundFile()), { staff: first }));
    answered(await importUnits(county));
    const proposal = await waitingProposal(county);
    const before = await county.snapshot();
    for (const { subject } of [first, staffOf('inspection-office')]) {
      const outcome = await approve(county, 1, proposal, { staff: { ...staffOf('discipline-commission'), subject } });
      expect(refusedAs(outcome)).toBe('409 same-person');
    }
    expect(await county.snapshot()).toEqual(before);
    answered(await approve(county, 1, proposal));
  });

  test('imported anew while it waits, the proposal that was read is not approved in place of the new one', async () => {
    const county = await makeCounty();
    answered(await importUnits(county));
    const old = await waitingProposal(county);
    answered(await importUnits(county, [{ ...HUILONGSHAN, delegates: 36 }]));
    const before = await county.snapshot();
    expect(refusedAs(await approve(county, 1, old))).toBe('409 edited-meanwhile');
    expect(await county.snapshot()).toEqual(before);
    expect(answered(await approve(county, 1, await waitingProposal(county))).delegates).toBe(36);
  });

  test('a later change of it is a version both offices approve: who goes loses the card, who stays keeps the number', async () => {
    const county = await makeCounty();
    answered(await importUnits(county, [{ ...HUILONGSHAN, delegates: 34 }]));
    answered(await approve(county, 1, await waitingProposal(county)));
    const card = await registerCard(county, 5);
    const { version, proposal } = answered(await propose(county, { remove: [5] }));
    answered(await approve(county, version, proposal));
    expect((await delegatesOf(county)).map(({ number }) => number).slice(3, 6)).toEqual([4, 6, 7]);
    expect((await county.all.registry.issuing.readCode(SESSION, card.hash))?.state).not.toBe('live');
  });

  test('a list of more people than a nomination holds is approved too', async () => {
    const county = await makeCounty();
    answered(await importUnits(county, [{ ...HUILONGSHAN, delegates: 3_000 }]));
    answered(await approve(county, 1, await waitingProposal(county)));
    expect((await progressOf(county)).delegates).toEqual({ count: 3_000, version: 1 });
    expect(refusedAs((await registerCard(county, 3_000)).outcome)).toBe('200');
  });

  test('a list of the unit’s own candidates, screened by both, takes the place of an imported one', async () => {
    const county = await makeCounty();
    answered(await importUnits(county));
    const proposal = await waitingProposal(county);
    answered(await save(county));
    answered(await submit(county, 1));
    expect(refusedAs(await approve(county, 1, proposal))).toBe('404 list-not-proposed');
    for (const office of [INSPECTION, DISCIPLINE]) await playScreening(askOf(county), office, PLAN);
    const nominated = await playProposal(askOf(county), PLAN);
    answered(await approve(county, 1, nominated?.proposal ?? ''));
    expect((await delegatesOf(county)).map(({ name }) => name).sort()).toEqual(
      PLAN.chosen.map(({ name }) => name).sort(),
    );
  });

  test('on a list that others rely on without an agreement none is put', async () => {
    const county = await makeCounty();
    answered(await importUnits(county));
    answered(await save(county));
    answered(await submit(county, 1));
    for (const office of [INSPECTION, DISCIPLINE]) await playScreening(askOf(county), office, PLAN);
    const place = await county.all.registry.rounds.placeOf(SESSION);
    if (place === undefined) throw new Error('no such session');
    await county.all.registry.rounds.settle(place);
    const before = await county.snapshot();
    const fit = (await spare(county)).map(({ number }) => number);
    expect(refusedAs(await propose(county, { basedOn: 0, add: fit }))).toBe('409 list-in-use');
    expect(await county.snapshot()).toEqual(before);
  });
});

describe('observers', () => {
  const OBSERVERS = [{ name: '样例观察员', organisation: '县政协' }];
  const set = (county: County, expectedVersion: number, observers = OBSERVERS, as: CallOptions = CLERK) =>
    county.call('setObservers', { session: SESSION, expectedVersion, observers }, as);

  test('are kept apart and counted in no figure of delegates', async () => {
    const county = await listedCounty();
    const figures = async () => [
      answered(await county.call('getRound', { round: ROUND }, OFFICE)).units,
      await delegatesOf(county),
      await progressOf(county),
    ];
    const before = await figures();
    expect(answered(await set(county, 0))).toEqual({ version: 1, observers: 1 });
    expect(await figures()).toEqual(before);
    for (const as of [CLERK, OFFICE, COMMISSION])
      expect(answered(await county.call('listObservers', { session: SESSION }, as))).toEqual({
        version: 1,
        observers: OBSERVERS,
      });
  });

  test('a stale list is refused, the same again writes nothing, and only unit and inspection office write', async () => {
    const county = await openedCounty();
    answered(await set(county, 0));
    const before = await county.snapshot();
    expect(answered(await set(county, 0))).toEqual({ version: 1, observers: 1 });
    expect(refusedAs(await set(county, 0, []))).toBe('409 edited-meanwhile');
    expect(refusedAs(await set(county, 1, [], { staff: staffOf('unit-clerk', 'chengguan') }))).toBe(
      '403 unit-not-yours',
    );
    expect(refusedAs(await set(county, 1, [], COMMISSION))).toBe('403 role-not-allowed');
    for (const role of ['county-leader', 'auditor'] as const)
      expect(refusedAs(await county.call('listObservers', { session: SESSION }, { staff: staffOf(role) }))).toBe(
        '403 role-not-allowed',
      );
    expect(await county.snapshot()).toEqual(before);
  });
});

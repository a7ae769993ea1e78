import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Embedded, startEmbedded } from '../../../infra/local/embedded.ts';
import type { Sample } from '../../../infra/local/prepare-sample.ts';
import { checkBundle } from '../../../shared/protocol/check-bundle.ts';
import { logIn } from '../../rehearsal/deployment.ts';
import { type Office, sessionOf } from '../../rehearsal/office.ts';

const ALIVE = ['current', 'waiting', 'overdue'];
const at = (embedded: Embedded, login: string): Promise<Office> => logIn({ ...embedded, county: 'tuanfeng' }, login);

interface Started {
  readonly embedded: Embedded;
  readonly sample: Sample;
  /** How often it was told that a step is played. */
  readonly steps: number;
}

async function start(dataDirectory: string): Promise<Started> {
  const embedded = await startEmbedded({ county: 'tuanfeng', pages: 'none', dataDirectory });
  let steps = 0;
  const sample = await embedded.prepareSample(() => {
    steps += 1;
  });
  return { embedded, sample, steps };
}

const homeOf = async (embedded: Embedded) => (await at(embedded, 'inspection')).ask('getHome', { round: '2008' });

/** The state of each stage, unit by unit. */
async function standings(embedded: Embedded) {
  const { units } = await homeOf(embedded);
  return Object.fromEntries(units.map(({ unit, stages }) => [unit, stages.map(({ state }) => state)]));
}

describe('the county that a first start opens', () => {
  let folder: string;
  let started: Started;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'shuangshu-test-'));
    started = await start(folder);
  });
  afterAll(async () => {
    await started.embedded.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('has each of the six stages alive in one unit or another, and one unit through all of them', async () => {
    const { units } = await homeOf(started.embedded);
    const alive = units.flatMap(({ stages }) => stages.filter(({ state }) => ALIVE.includes(state)));
    expect([...new Set(alive.map(({ stage }) => stage))].sort()).toEqual(
      ['appraisal', 'delegates', 'opinions', 'outcomes', 'rectification', 'reports'].sort(),
    );
    expect(await standings(started.embedded)).toEqual({
      chengguan: ['done', 'done', 'done', 'done', 'done', 'done'],
      zongluzui: ['done', 'done', 'done', 'done', expect.stringMatching(/^(overdue|current)$/), 'waiting'],
      huilongshan: ['current', 'done', 'done', 'waiting', 'not-started', 'not-started'],
      macaomiao: ['current', 'current', 'current', 'not-started', 'not-started', 'not-started'],
      shangbahe: ['current', 'waiting', 'not-started', 'not-started', 'not-started', 'not-started'],
      linshanhe: ['current', 'current', 'not-started', 'not-started', 'not-started', 'not-started'],
    });
  });

  it('has results that anybody can check, marked as made up', async () => {
    const office = await at(started.embedded, 'inspection');
    for (const unit of ['chengguan', 'zongluzui']) {
      const bytes = await office.download(sessionOf(`tuanfeng-2008-${unit}`), 'result.json');
      const bundle: unknown = JSON.parse(new TextDecoder().decode(bytes));
      const { defects, result } = await checkBundle(bundle);
      expect(defects).toEqual([]);
      expect(result).toMatchObject({ outcome: 'valid', counts: { delegates: 33, electronic: 29, valid: 29 } });
    }
    const { notice, quoted } = await office.ask('getRoundUp', { round: '2008' });
    expect(notice).toMatch(/打分均为虚构/);
    expect(quoted?.figures).toContainEqual({ figure: 'satisfaction', text: '97%', note: '算法不明' });
  });

  it('has an item that its author reopened, one that went up by every level it reached, and no clerk sees another unit', async () => {
    const session = 'tuanfeng-2008-zongluzui';
    const office = await at(started.embedded, 'inspection');
    const { items } = await office.ask('listItems', { session });
    expect(items[0]).toMatchObject({ state: 'open', reopened: 1 });
    expect(items[1]).toMatchObject({ state: 'open', overdue: true });
    expect(items.map(({ state }) => state)).toEqual(expect.arrayContaining(['replied', 'fixed', 'closed']));
    const { notices } = await office.ask('listNotices', { session });
    expect(notices.map(({ item, level }) => `${item} ${level}`)).toEqual(
      expect.arrayContaining(['2 unit-head', '2 county-leader']),
    );
    const clerk = await at(started.embedded, 'clerk-linshanhe');
    await expect(clerk.ask('listItems', { session })).rejects.toThrow('unit-not-yours');
  });

  it('is kept over a restart, which plays nothing again and makes the trial a new card', async () => {
    const before = await standings(started.embedded);
    const { units } = await homeOf(started.embedded);
    const { sample, steps, embedded } = started;
    await embedded.close();
    started = await start(folder);
    expect([steps > 0, started.steps]).toEqual([true, 0]);
    expect(await standings(started.embedded)).toEqual(before);
    expect((await homeOf(started.embedded)).units).toEqual(units);
    expect(started.sample.cardPath).not.toBe(sample.cardPath);
    expect(started.sample.enrolments.map(({ slot }) => slot)).toEqual(['discipline', 'delegates', 'inspection']);
  });
});

import { SESv2Client } from '@aws-sdk/client-sesv2';
import { describe, expect, it } from 'vitest';
import { run } from '../../../functions/escalation/run.ts';
import type { Dependencies } from '../../../functions/http/dependencies.ts';
import { CLAIM_MS } from '../../../functions/store/notices.ts';
import { SesNotifier } from '../../../functions/store/ses-notifier.ts';
import { newItem, progressOf } from '../../../shared/process/rectification.ts';
import { escalateTwice } from '../../rehearsal/round/rectification-stage.ts';
import { answered, refusedAs, withEngine } from '../registry/county.ts';
import {
  CLERK,
  COMMISSION,
  DUE,
  ItemAtWork,
  LEADER,
  MONDAY,
  OFFICE,
  OTHER_CLERK,
  OTHER_SESSION,
  SESSION,
} from './item-at-work.ts';

withEngine();

const escalate = (work: ItemAtWork, deps: Partial<Dependencies> = {}) =>
  run({ ...work.county.of('escalation'), ...deps });
const levelsSent = ({ county }: ItemAtWork): readonly string[] =>
  county.notices.map(({ id }) => id.split('#')[3] ?? '');
const noticesFor = async (work: ItemAtWork, as = OFFICE) =>
  answered(await work.county.call('listNotices', { session: SESSION }, as)).notices;

describe('an overdue item goes up one level after the other', () => {
  it('over the days: the unit’s head, the county leader, the discipline commission, each exactly once', async () => {
    const work = await ItemAtWork.open();
    await work.confirmed();
    const told: Record<string, readonly string[]> = {};
    for (const day of [DUE, '2026-12-01', '2026-12-02', '2026-12-03', '2026-12-04', '2026-12-07', '2026-12-08']) {
      work.goTo(day);
      await escalate(work);
      told[day] = levelsSent(work);
    }
    expect(told).toEqual({
      [DUE]: [],
      '2026-12-01': ['unit-head'],
      '2026-12-02': ['unit-head'],
      '2026-12-03': ['unit-head', 'county-leader'],
      '2026-12-04': ['unit-head', 'county-leader'],
      '2026-12-07': ['unit-head', 'county-leader', 'discipline-commission'],
      '2026-12-08': ['unit-head', 'county-leader', 'discipline-commission'],
    });
    expect(await work.item()).toMatchObject({ overdue: true, escalatedTo: 'discipline-commission' });
    expect(await work.figures()).toMatchObject({ repliesDue: 1, repliesInTime: 0, nextDueOn: DUE });
  });

  it('run twice, or three at once, it tells each level once', async () => {
    const work = await ItemAtWork.open();
    await work.confirmed();
    work.goTo('2026-12-07');
    await Promise.all([escalate(work), escalate(work), escalate(work)]);
    await escalate(work);
    expect([...levelsSent(work)].sort()).toEqual(['county-leader', 'discipline-commission', 'unit-head']);
  });

  it('what the rehearsal looks for is there when nothing claims a sending, and not when it is claimed', async () => {
    const work = await ItemAtWork.open();
    await work.confirmed();
    work.goTo('2026-12-01');
    const notices = () => work.county.notices.length;
    const { registry } = work.county.of('escalation');
    const unclaimed = Object.create(registry, {
      notices: { value: { claim: async () => true, settle: async () => undefined } },
    });
    const startUnclaimed = () => escalate(work, { registry: unclaimed });
    expect(await escalateTwice({ startScheduled: startUnclaimed, notices })).toEqual([
      'an escalation that ran twice told somebody twice',
    ]);
    expect(await escalateTwice({ startScheduled: () => escalate(work), notices })).toEqual([]);
  });

  it('a run that finds nothing left to do writes nothing but the figures it finds', async () => {
    const work = await ItemAtWork.open();
    await work.confirmed();
    work.goTo('2026-12-01');
    await escalate(work);
    const before = await work.county.snapshot();
    await escalate(work);
    expect(await work.county.snapshot()).toEqual(before);
  });

  it('a notice that could not be sent waits for the next run, and the others go', async () => {
    const work = await ItemAtWork.open();
    await work.confirmed();
    work.goTo('2026-12-07');
    const { notifier } = work.county.all;
    const send: Dependencies['notifier']['send'] = (notice) =>
      notice.id.endsWith('county-leader') ? Promise.reject(new Error('no line')) : notifier.send(notice);
    await expect(escalate(work, { notifier: { send } })).rejects.toThrow('a notice could not be sent');
    expect(levelsSent(work)).toEqual(['unit-head', 'discipline-commission']);
    expect((await noticesFor(work)).filter(({ delivery }) => delivery === 'waiting').map(({ level }) => level)).toEqual(
      ['county-leader'],
    );
    await escalate(work);
    expect(levelsSent(work)).toEqual(['unit-head', 'discipline-commission', 'county-leader']);
    expect(
      work.county.counts.filter(({ operation }) => operation === 'escalation').map(({ metric }) => metric),
    ).toEqual(['NoticesSent', 'NoticesUndelivered', 'NoticesSent', 'NoticesSent']);
  });

  it('a level for which nobody has an address is shown and not called sent, and is not tried again', async () => {
    const work = await ItemAtWork.open();
    await work.confirmed();
    work.goTo('2026-12-07');
    const client = new SESv2Client({
      region: 'local-1',
      credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
    });
    const mail = new SesNotifier({ client, sender: 'notice@county.example' });
    await escalate(work, { notifier: mail });
    const deliveries = async () => (await noticesFor(work)).map(({ delivery }) => delivery);
    expect(await deliveries()).toEqual(['shown', 'shown', 'shown']);
    await escalate(work);
    expect([levelsSent(work), await deliveries()]).toEqual([[], ['shown', 'shown', 'shown']]);
  });

  it('a run that dies after it marked the item is finished by the next, once', async () => {
    const work = await ItemAtWork.open();
    await work.confirmed();
    work.goTo('2026-12-01');
    const { registry } = work.county.of('escalation');
    const dying = Object.create(registry, {
      notices: { value: { claim: () => Promise.reject(new Error('the process died')) } },
    });
    await expect(escalate(work, { registry: dying })).rejects.toThrow('waits for the next run');
    expect((await work.item()).escalatedTo).toBe('unit-head');
    expect(levelsSent(work)).toEqual([]);
    await escalate(work);
    await escalate(work);
    expect(levelsSent(work)).toEqual(['unit-head']);
  });

  it.each([SESSION, OTHER_SESSION])(
    'a fault in %s leaves the other session its notices, is logged, and fails the run',
    async (failing) => {
      const work = await ItemAtWork.open();
      await work.confirmed();
      const { all, logged } = work.county;
      await all.meetings.rectification.confirm(OTHER_SESSION, (number) => ({
        item: newItem({
          ...{ number, kind: 'question', wording: '窗口一次告知', about: null, sources: [], authors: 0 },
          ...{
            firstReplyWorkingDays: 5,
            today: MONDAY,
            by: { hand: 'county', subject: 'sub-inspection', name: '样例人员' },
          },
        }),
        alongside: [],
      }));
      const figures = await all.meetings.rectification.figures(OTHER_SESSION, MONDAY);
      await all.registry.progress.note({ round: '2008', unit: 'chengguan' }, 'rectification', progressOf(figures));
      work.goTo('2026-12-01');
      const { registry } = work.county.of('escalation');
      const { plans } = registry;
      const rulesOf: typeof plans.rulesOf = (of) =>
        of.session === failing ? Promise.reject(new Error('no rules')) : plans.rulesOf(of);
      const outline: typeof plans.outline = (round) => plans.outline(round);
      const version: typeof plans.version = (round, number) => plans.version(round, number);
      const value = { rulesOf, outline, version };
      const faulty: typeof registry = Object.create(registry, { plans: { value } });
      await expect(escalate(work, { registry: faulty })).rejects.toThrow('waits for the next run');
      expect(work.county.notices.map(({ id }) => id.split('#')[0])).toEqual([
        failing === SESSION ? OTHER_SESSION : SESSION,
      ]);
      expect(logged.map(({ operation }) => operation)).toEqual(['escalation']);
      await escalate(work);
      expect(work.county.notices).toHaveLength(2);
    },
  );

  it('a run that dies while it sends is taken over after a while, and not before', async () => {
    const work = await ItemAtWork.open();
    await work.confirmed();
    work.goTo('2026-12-01');
    const name = { session: SESSION, item: 1, level: 'unit-head', dueOn: DUE, onDay: '2026-12-01' } as const;
    const { notices } = work.county.all.registry;
    expect(await notices.claim(name, work.county.clock.nowMs)).toBe(true);
    await escalate(work);
    expect(levelsSent(work)).toEqual([]);
    work.county.clock.nowMs += CLAIM_MS;
    await escalate(work);
    await escalate(work);
    expect(levelsSent(work)).toEqual(['unit-head']);
  });

  it('a reply in between stops it, and a reopening counts its days anew', async () => {
    const work = await ItemAtWork.open();
    const [secret = ''] = await work.confirmed();
    work.goTo('2026-12-01');
    await escalate(work);
    answered(await work.setMeasure({ dueOn: '2026-12-01', reason: '设备刚到货' }, COMMISSION));
    answered(await work.reply());
    work.goTo('2026-12-08');
    await escalate(work);
    expect(levelsSent(work)).toEqual(['unit-head']);
    answered(await work.rate(secret, 'dissatisfied'));
    await work.night();
    await escalate(work);
    expect(levelsSent(work)).toEqual(['unit-head']);
    // Five working days from the 8th is the 15th.
    work.goTo('2026-12-16');
    await escalate(work);
    expect(levelsSent(work)).toEqual(['unit-head', 'unit-head']);
  });
});

describe('a notice', () => {
  it('names unit, item, deadline and where to go; not what the item says, and nobody', async () => {
    const work = await ItemAtWork.open();
    await work.confirmed();
    work.goTo('2026-12-01');
    await escalate(work);
    const [notice] = work.county.notices;
    expect(notice?.subject).toBe('【双述】回龙山工商所第 1 项整改事项逾期');
    expect(notice?.text).toContain(`https://county.example/console/#/rectification/2008/${SESSION}`);
    expect(notice?.text).toContain(DUE);
    expect(notice?.text).not.toContain('窗口');
  });

  it('is read in the console by those it is for', async () => {
    const work = await ItemAtWork.open();
    await work.confirmed();
    work.goTo('2026-12-07');
    await escalate(work);
    const levels = async (as = OFFICE) => (await noticesFor(work, as)).map(({ level }) => level).sort();
    expect(await levels(CLERK)).toEqual(['unit-head']);
    expect(await levels(LEADER)).toEqual(['county-leader', 'unit-head']);
    expect(await levels(COMMISSION)).toEqual(['county-leader', 'discipline-commission', 'unit-head']);
    expect(refusedAs(await work.county.call('listNotices', { session: SESSION }, OTHER_CLERK))).toBe(
      '403 unit-not-yours',
    );
  });
});

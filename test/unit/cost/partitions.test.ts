import { describe, expect, it } from 'vitest';
import { POLL_INTERVALS_MS } from '../../../infra/cost/polling.ts';
import { type Offered, PartitionModel, refusedAt } from '../../load/partition-model.ts';
import { castingKeys, drawingKeys, lookingKeys } from '../../load/written-keys.ts';

const SESSION = 'tuanfeng-2026-largest';
const DELEGATES = 10_000;

const keysOf = (offered: readonly Offered[]) => new Set(offered.map(({ partitionKey }) => partitionKey));
const writes = (offered: readonly Offered[]) => offered.filter(({ kind }) => kind === 'write');

describe('10 000 delegates of one session against the limits of a partition, nothing adapting', () => {
  it('check in on one partition key, one read and one write each: 1 000 a second pass, twice as many are sent away by half', async () => {
    const offered = await drawingKeys(SESSION, DELEGATES);
    expect(keysOf(offered)).toEqual(new Set([`CODES#${SESSION}`]));
    expect(writes(offered).length).toBe(DELEGATES);
    expect(offered.length).toBe(2 * DELEGATES);
    expect(refusedAt(1_000, writes(offered))).toBe(0);
    const refused = refusedAt(2_000, writes(offered));
    expect(refused).toBeGreaterThan(0.35 * DELEGATES);
    expect(refused).toBeLessThan(0.5 * DELEGATES);
  });

  it('cast on sixteen partition keys: 2 000 a second pass on the four partitions of a new table, where one key would take half', async () => {
    const offered = await castingKeys(SESSION, DELEGATES);
    expect(keysOf(offered).size).toBe(16);
    expect(offered.every(({ kind }) => kind === 'write')).toBe(true);
    expect(refusedAt(2_000, offered)).toBe(0);
    const onOneKey = offered.map((each) => ({ ...each, partitionKey: SESSION }));
    expect(refusedAt(2_000, onOneKey)).toBeGreaterThan(0.35 * DELEGATES);
  });

  it('cast evenly: each of the sixteen keys gets its share within a tenth', async () => {
    const offered = await castingKeys(SESSION, DELEGATES);
    const counts = Map.groupBy(offered, ({ partitionKey }) => partitionKey);
    for (const [key, { length }] of counts) {
      expect(length, key).toBeGreaterThan(0.9 * (DELEGATES / 16));
      expect(length, key).toBeLessThan(1.1 * (DELEGATES / 16));
    }
  });

  it('look at the meeting every eight seconds, one and a half units on one key: 16 000 phones pass, and a sixth of 20 000 wait for their next turn', async () => {
    const offered = await lookingKeys(SESSION, 4 * DELEGATES);
    expect(keysOf(offered)).toEqual(new Set([SESSION]));
    const commandsPerLook = 2;
    const everySeconds = POLL_INTERVALS_MS.phoneWaiting / 1_000;
    expect(everySeconds).toBe(8);
    const refusedOf = (phones: number) => refusedAt((phones / everySeconds) * commandsPerLook, offered);
    expect(refusedOf(16_000)).toBe(0);
    const share = refusedOf(20_000) / offered.length;
    expect(share).toBeGreaterThan(0.1);
    expect(share).toBeLessThan(0.25);
  });
});

describe('the model of a partition', () => {
  it('takes a second’s worth at once, refuses the next, and takes it again after the time of one unit', () => {
    const model = new PartitionModel(1);
    const write = { partitionKey: 'p', kind: 'write', units: 1 } as const;
    for (let place = 0; place < 1_000; place += 1) expect(model.offer(write, 0)).toBe(true);
    expect(model.offer(write, 0)).toBe(false);
    expect(model.offer({ ...write, kind: 'read' }, 0)).toBe(true);
    expect(model.offer(write, 0.001)).toBe(true);
  });
});

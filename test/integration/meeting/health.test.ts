import { describe, expect, it } from 'vitest';
import { CONTRACT_VERSION } from '../../../shared/contract/version.ts';
import { answered, COUNTY, makeCounty, START_MS, withEngine } from '../registry/county.ts';

withEngine();

describe('whoever asks for the health of a county', () => {
  it('hears contract, clock and that the tables answer, for half a read unit, once in five seconds however many ask', async () => {
    const county = await makeCounty();
    const told = { county: COUNTY, contractVersion: CONTRACT_VERSION, tables: 'answering' };
    for (const laterMs of [0, 1_000, 4_999]) {
      county.clock.nowMs = START_MS + laterMs;
      expect(answered(await county.call('health', {}))).toEqual({ ...told, nowMs: START_MS + laterMs });
    }
    expect(county.capacity).toEqual([{ function: 'meeting', table: county.tables.meetings, units: 0.5 }]);
    county.clock.nowMs = START_MS + 5_000;
    answered(await county.call('health', {}));
    expect(county.capacity).toHaveLength(2);
  });

  it('hears that they are silent, which is logged without a word of what was asked', async () => {
    const county = await makeCounty();
    const { meetings } = county.of('meeting');
    const silent = Object.create(meetings, { knock: { value: () => Promise.reject(new Error('gone: 13800001234')) } });
    const answer = answered(await county.call('health', {}, { deps: { meetings: silent } }));
    expect(answer).toMatchObject({ tables: 'silent', nowMs: START_MS });
    expect(county.logged).toMatchObject([{ operation: 'health', errorName: 'Error' }]);
    expect(JSON.stringify(county.logged)).not.toContain('13800001234');
  });
});

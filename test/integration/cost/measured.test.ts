import { beforeAll, describe, expect, it } from 'vitest';
import { readCostInputs } from '../../../infra/cost/inputs.ts';
import { type MeasuredRound, POLLED, POLLED_READS } from '../../../infra/cost/measured-use.ts';
import { type MeteredRound, meterRound } from '../../load/metered-round.ts';
import { measurePage } from '../../load/write-measured.ts';

const { measured } = readCostInputs();
const [kept] = measured.rounds;
let now: MeteredRound;

beforeAll(async () => {
  now = await meterRound({ units: 1, delegates: kept.delegates });
});

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);

/** Without the polling, which goes by the clock. */
function figuresOf(round: MeasuredRound | MeteredRound) {
  const tables = Object.values(round.tables);
  const { [POLLED]: polled, ...others } = round.operations;
  return {
    calls: sum(Object.values(others).map(({ calls }) => calls)),
    writes: sum(tables.map(({ write }) => write)),
    reads: sum(tables.map(({ read }) => read)) - (polled?.calls ?? 0) * POLLED_READS,
    bytes: sum(tables.map(({ bytes }) => bytes)),
    documentBytes: round.storage.writtenBytes,
  };
}

describe('what the cost model rests on', () => {
  it.each([
    ['writes', 0.05],
    ['bytes', 0.05],
    ['documentBytes', 0.05],
    ['calls', 0.2],
    ['reads', 0.25],
  ] as const)('%s of a session are what was measured, within a share of %d', (figure, share) => {
    const [then, again] = [figuresOf(kept)[figure], figuresOf(now)[figure]];
    expect(again).toBeGreaterThan(then * (1 - share));
    expect(again).toBeLessThan(then * (1 + share));
  });

  it('the same operations are asked for', () => {
    expect(Object.keys(now.operations).sort()).toEqual(Object.keys(kept.operations).sort());
  });

  it('the voting page weighs what was measured, within a tenth', async () => {
    const { bytes, files } = await measurePage();
    expect(files).toBe(measured.page.files);
    expect(Math.abs(bytes / measured.page.bytes - 1)).toBeLessThan(0.1);
  });
});

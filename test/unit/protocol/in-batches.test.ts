import { expect, it, vi } from 'vitest';
import { inBatches, nextTurn } from '../../../shared/protocol/in-batches.ts';

it('the answers come in the items’ order', async () => {
  const items = Array.from({ length: 10 }, (_, index) => index);
  expect(await inBatches(items, async (item, index) => [item, index], 3)).toEqual(items.map((item) => [item, item]));
  expect(await inBatches([], async (item) => item)).toEqual([]);
});

it('whatever else waits has its turn between two batches', async () => {
  const batchesDone: number[] = [];
  let done = 0;
  const other = () => {
    batchesDone.push(done);
    if (done < 4) setImmediate(other);
  };
  setImmediate(other);
  await inBatches(
    [0, 1, 2, 3],
    async () => {
      done += 1;
    },
    1,
  );
  expect(batchesDone.some((count) => count > 0 && count < 4)).toBe(true);
});

it('no channel stays open when the turn has come', async () => {
  const close = vi.spyOn(MessagePort.prototype, 'close');
  await nextTurn();
  expect(close).toHaveBeenCalledTimes(1);
  close.mockRestore();
});

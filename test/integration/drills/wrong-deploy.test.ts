import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { drillHall } from './drill-hall.ts';

const OUTAGE_MS = 3_000;

/** docs/operations/wrong-deploy.md */
test('the functions are replaced in the middle of the vote: the session goes on where it was, nobody draws or casts again, nothing counts twice', async () => {
  const hall = await drillHall();
  const [first, second, third] = hall.tellers;
  const phones = hall.delegates.map((delegate) => hall.phoneOf(delegate));
  await hall.draw(phones);
  await first.openVoting();
  const [before, during] = [phones.slice(0, 15), phones.slice(15)];
  await hall.cast(before);
  const checkCode = await first.checkCode();
  const sending = { done: Promise.resolve() };
  await hall.replaceFunctions(async () => {
    sending.done = hall.cast(during);
    await delay(OUTAGE_MS);
    expect(during.map((phone) => phone.standing)).not.toContain('in-box');
  });
  await sending.done;
  expect(await first.face()).toMatchObject({ state: 'voting' });
  expect(await first.checkCode()).toBe(checkCode);
  await hall.close(first);
  for (const teller of [first, second, third]) expect(await teller.signBoard(hall.delegates.length)).toEqual([]);
  const result = await hall.openAndSign([first, third]);
  expect(result).toMatchObject({ outcome: 'valid', counts: { drawn: 30, reissued: 0, electronic: 30, valid: 30 } });
});

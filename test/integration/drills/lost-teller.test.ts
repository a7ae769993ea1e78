import { expect, test } from 'vitest';
import { checkBundle } from '../../../shared/protocol/check-bundle.ts';
import { Teller } from '../../rehearsal/teller.ts';
import { drillHall } from './drill-hall.ts';

/** docs/operations/lost-teller.md */
test('a teller’s phone is lost after the check-in has begun: the two others close, open, count, announce', async () => {
  const hall = await drillHall();
  const [first, second] = hall.tellers;
  const phones = hall.delegates.map((delegate) => hall.phoneOf(delegate));
  await hall.draw(phones);
  await first.openVoting();
  await hall.cast(phones);
  await hall.close(first);
  // From here on the third does nothing at all.
  for (const teller of [first, second]) expect(await teller.signBoard(hall.delegates.length)).toEqual([]);
  const result = await hall.openAndSign([first, second]);
  expect(result).toMatchObject({ outcome: 'valid', counts: { electronic: 30, valid: 30 } });
  expect(await first.face()).toMatchObject({ state: 'announced' });
  const bundle: unknown = JSON.parse(
    new TextDecoder().decode(await hall.inspection.download(hall.session, 'result.json')),
  );
  expect((await checkBundle(bundle)).defects).toEqual([]);
});

test('a teller’s phone is lost before the check-in: enrolled again, all three sign anew, and the check code is another', async () => {
  const hall = await drillHall();
  const [first, second, lost] = hall.tellers;
  const before = await first.checkCode();
  const enrolments = await hall.inspection.makeEnrolments(hall.session);
  const again = enrolments.find(({ slot }) => slot === lost.context.slot);
  if (again === undefined) throw new Error('no enrolment');
  const third = await Teller.enrol(hall.call, again);
  expect(await first.face()).toMatchObject({ state: 'prepared' });
  await hall.inspection.ask('freeze', { session: hall.session });
  for (const teller of [first, second, third]) await teller.arm();
  const codes = await Promise.all([first, second, third].map((teller) => teller.checkCode()));
  expect(new Set(codes).size).toBe(1);
  expect(codes).not.toContain(before);
});

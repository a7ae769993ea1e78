import { expect, test } from 'vitest';
import {
  askForPaper,
  confirmReissue,
  issuePaper,
  listDesk,
  paperTakes,
} from '../../../web/teller/actions/serve-desk.ts';
import type { LineCall } from '../../rehearsal/line.ts';
import { insist } from '../../rehearsal/teller.ts';
import { drillHall } from './drill-hall.ts';

/** docs/operations/dead-network.md */
test('the hall’s network dies in the middle of the vote: who has not cast votes on paper, and the result counts both', async () => {
  const hall = await drillHall();
  const [first, second, third] = hall.tellers;
  let isDead = false;
  /** The hall's network. Tellers have a line of their own, by mobile data. */
  const hallLine: LineCall = (id, request, options) =>
    isDead ? Promise.resolve({ ok: false, network: true }) : hall.call(id, request, options);
  const [early, late, never] = [hall.delegates.slice(0, 12), hall.delegates.slice(12, 22), hall.delegates.slice(22)];
  const voting = early.map((delegate) => hall.phoneOf(delegate, hallLine));
  const stuck = late.map((delegate) => hall.phoneOf(delegate, hallLine));
  await hall.draw([...voting, ...stuck]);
  await first.openVoting();
  await hall.cast(voting);
  isDead = true;
  for (const phone of stuck) phone.score();

  const desk = await insist('listDesk', () => listDesk(first.context));
  const entryOf = (delegate: string) => {
    const found = desk.find((each) => each.delegate === delegate);
    if (found === undefined) throw new Error('not on the desk’s list');
    return found;
  };
  for (const delegate of never) {
    expect(paperTakes(entryOf(delegate))).toBe('one-teller');
    await insist('issuePaper', () => issuePaper(first.context, entryOf(delegate)));
  }
  // Whoever has drawn could have cast: two tellers, who ask to see the phone without a receipt.
  for (const delegate of late) {
    expect(paperTakes(entryOf(delegate))).toBe('two-tellers');
    await insist('askForPaper', () => askForPaper(first.context, entryOf(delegate)));
  }
  for (const each of await insist('listDesk', () => listDesk(second.context)))
    if (each.pending !== null) await insist('confirmReissue', () => confirmReissue(second.context, each));

  await hall.close(first);
  for (const teller of [first, second, third]) await teller.signBoard(hall.delegates.length);
  const pile = [...late, ...never].map(() => hall.paperBallot());
  await first.enterPaper(pile);
  await second.enterPaper(pile);
  const result = await hall.openAndSign([first, second]);
  expect(result).toMatchObject({
    outcome: 'valid',
    counts: { drawn: 22, papersIssued: 18, papersReissued: 10, electronic: 12, paper: 18, valid: 30 },
  });
});

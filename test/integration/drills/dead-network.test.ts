import { expect, test } from 'vitest';
import { checkBundle } from '../../../shared/protocol/check-bundle.ts';
import type { PaperRow } from '../../../shared/protocol/paper.ts';
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

/** docs/operations/dead-network.md: a hall without any network. */
test('a hall has no network at all: everybody votes on paper, it is typed when a line is back, and announced as such', async () => {
  const hall = await drillHall();
  const [first, second, third] = hall.tellers;
  const checkCode = await first.checkCode();
  const present = hall.delegates.slice(0, 26);
  // By the printed list with its signatures, once a line is back.
  const desk = await insist('listDesk', () => listDesk(first.context));
  for (const delegate of present) {
    const entry = desk.find((each) => each.delegate === delegate);
    if (entry === undefined) throw new Error('not on the desk’s list');
    await insist('issuePaper', () => issuePaper(first.context, entry));
  }
  await first.openVoting();
  await hall.close(first);
  for (const teller of [first, second, third]) await teller.signBoard(present.length);

  const blank = hall.paperBallot().map(() => 255);
  // One of the 26 was not handed in, one cannot be read, one is empty.
  const pile: readonly PaperRow[] = [...present.slice(0, 23).map(() => hall.paperBallot()), null, blank];
  await first.enterPaper(pile);
  await second.enterPaper(pile.map((row, place) => (place === 23 ? hall.paperBallot() : row)));
  await third.settlePaper(pile);
  const result = await hall.openAndSign([first, second]);
  expect(result).toMatchObject({
    outcome: 'valid',
    counts: { drawn: 0, papersIssued: 26, electronic: 0, paper: 25, void: { paper: 1 }, valid: 24 },
  });
  expect(result.subjects[0]).toMatchObject({ ballots: 23, grades: { none: 1 } });

  const read = async (name: 'result.json' | 'result.html') =>
    new TextDecoder().decode(await hall.inspection.download(hall.session, name));
  expect((await checkBundle(JSON.parse(await read('result.json')), checkCode)).defects).toEqual([]);
  const minutes = await read('result.html');
  for (const words of ['本场为纸质投票，没有手机票。纸质票25张', '其中纸质票填写不清', '补录以后公布'])
    expect(minutes).toContain(words);
});

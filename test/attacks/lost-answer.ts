import { createHash } from 'node:crypto';
import { BallotBox } from '../../functions/store/ballot-box.ts';
import { type Attack, attempt, gained, stopped } from './attack.ts';
import { CastUnder } from './ground/boxes.ts';
import { openStage, wordOf } from './ground/stage.ts';

const [MINUTE_MS, HOUR_MS] = [60_000, 3_600_000];

/** Remembers a token for ten minutes, as a memory of requests that were answered does. */
const forgettingAfterTenMinutes = (id: string, nowMs: number): string =>
  createHash('sha256')
    .update(`${id} ${Math.floor(nowMs / (10 * MINUTE_MS))}`)
    .digest('hex');

export const lostAnswer: Attack = {
  target: 'a lost answer',
  attacker: 'a delegate who says that the answer never came',
  holds: 'a token whose ballot is in the box, a program that seals another, and patience',
  wants: 'a second ballot in the box, or the ballot changed',
  attempts: [
    ...[0, 3 * HOUR_MS].map((laterMs) =>
      attempt({
        title: `another ballot under the same token, ${laterMs / HOUR_MS} hours later`,
        stoppedBy: 'already-cast',
        weakness: laterMs === 0 ? 'the token as the key of the item' : 'a memory of tokens without an end',
        product:
          ({ tables }) =>
          () =>
            new BallotBox(tables.client, 'BallotBox'),
        weakened:
          ({ tables }) =>
          (nowMs: () => number) =>
            new CastUnder(tables.client, (ballot, id) =>
              laterMs === 0
                ? createHash('sha256').update(ballot).digest('hex')
                : forgettingAfterTenMinutes(id, nowMs()),
            ),
        play: async (boxWith: (nowMs: () => number) => BallotBox, ground) => {
          let nowMs = 0;
          const ballotBox = boxWith(() => nowMs);
          const { hall, session } = await openStage(ground, { state: 'voting', deps: { ballotBox } });
          nowMs = hall.nowMs;
          const token = session.token();
          const first = await session.seal(2, token);
          await hall.ask('castBallot', session.casting(first));
          hall.nowMs += laterMs;
          nowMs = hall.nowMs;
          const { problem } = await hall.send('castBallot', session.casting(await session.seal(10, token)));
          const ballots = await ballotBox.readBallots(session.id);
          const isUnchanged = ballots.length === 1 && ballots[0] !== undefined && Buffer.from(ballots[0]).equals(first);
          return isUnchanged ? stopped(wordOf(problem)) : gained(`${ballots.length} ballots in the box`);
        },
      }),
    ),
    attempt({
      title: 'the ballot is sent again after the closing time, when the first attempt never came through',
      stoppedBy: 'voting-closed',
      weakness: 'the clock of the casting function',
      product: () => (nowMs: () => number) => nowMs,
      weakened: () => (nowMs: () => number) => () => nowMs() - HOUR_MS,
      play: async (clockOf: (nowMs: () => number) => () => number, ground) => {
        let hallNowMs = () => 0;
        const stage = await openStage(ground, { state: 'voting', deps: { nowMs: clockOf(() => hallNowMs()) } });
        const { hall, session } = stage;
        hallNowMs = () => hall.nowMs;
        const closesAt = hall.nowMs + 10_000;
        const closing = await session.signed('delegates', 'setClosingTime', { manifestHash: session.hash, closesAt });
        await hall.ask('setClosingTime', closing);
        hall.nowMs = closesAt + 1;
        const { answer, problem } = await hall.send('castBallot', session.casting(await session.seal(10)));
        return answer === undefined ? stopped(wordOf(problem)) : gained('a receipt after the close');
      },
    }),
  ],
};

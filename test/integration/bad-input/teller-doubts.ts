import type { ResponseOf } from '../../../shared/contract/operations.ts';
import { boardRoot } from '../../../shared/protocol/board.ts';
import { toB64u } from '../../../shared/protocol/bytes.ts';
import type { County, StandingName } from './county.ts';
import type { Lies } from './lying-line.ts';
import { insistOn, random } from './meeting-hall.ts';
import { checkBox, fetchAndVerify, openTheBox, signManifest, type TellerStep } from './teller-steps.ts';

type Board = ResponseOf<'getBoard'>;

/** What a teller's browser is told, and why it refuses of its own accord. */
export interface TellerDoubt {
  readonly title: string;
  /** A refusal of the browser's own, or the server's problem with a colon before it. */
  readonly refuses: string;
  readonly at: StandingName;
  readonly step: TellerStep;
  readonly lies?: (county: County) => Lies;
  /** The device's own clock, when it is not the hall's. */
  readonly nowMs?: () => number;
  /** A board that this browser opened for before. */
  readonly openedBefore?: string;
}

const boardLie =
  (change: (board: Board, county: County) => Board | Promise<Board>) =>
  (county: County): Lies => ({
    getBoard: async (_, truth) => change(await truth(), county),
  });
const signedBy =
  (change: (signatures: Board['signatures']) => Board['signatures']) =>
  ({ signatures, ...board }: Board): Board => ({ ...board, signatures: change(signatures) });
const ballotsLie = (change: (ballots: string[]) => string[]) => (): Lies => ({
  getSealedBallots: async (_, truth) => {
    const page = await truth();
    return { ...page, ballots: change(page.ballots) };
  },
});
const faceLie = (change: (face: ResponseOf<'getMeeting'>) => Partial<ResponseOf<'getMeeting'>>) => (): Lies => ({
  getMeeting: async (_, truth) => {
    const face = await truth();
    return { ...face, ...change(face) };
  },
});
/** One byte of one ballot, in the middle of its ciphertext. */
const flipped = (text: string): string => {
  const bytes = new Uint8Array(Buffer.from(text, 'base64url'));
  const place = bytes.length - 20;
  bytes[place] = (bytes[place] ?? 0) ^ 1;
  return toB64u(bytes);
};
const [HOUR_MS, LONG_AGO] = [3_600_000, 0];

const openingDoubts: readonly TellerDoubt[] = [
  { title: 'asked to open before two signed the board', refuses: ':board-not-frozen', at: 'closed', step: openTheBox },
  {
    title: 'asked to open a board with one signature',
    refuses: 'board-not-signed',
    at: 'opened',
    step: openTheBox,
    lies: boardLie(signedBy((signatures) => signatures.slice(0, 1))),
  },
  {
    title: 'asked to open a board that one teller signed twice',
    refuses: 'board-not-signed',
    at: 'opened',
    step: openTheBox,
    lies: boardLie(signedBy(([first]) => [insistOn(first, 'signature'), insistOn(first, 'signature')])),
  },
  {
    title: 'asked to open a board that somebody signed in another’s place',
    refuses: 'board-not-signed',
    at: 'opened',
    step: openTheBox,
    lies: boardLie(
      signedBy(([first]) => [insistOn(first, 'signature'), { ...insistOn(first, 'signature'), slot: 'delegates' }]),
    ),
  },
  {
    title: 'asked to open a board with signatures of chance',
    refuses: 'board-not-signed',
    at: 'opened',
    step: openTheBox,
    lies: boardLie(signedBy((signatures) => signatures.map(({ slot }) => ({ slot, signature: toB64u(random(64)) })))),
  },
  {
    title: 'asked to open a board with other figures than were signed',
    refuses: 'board-not-signed',
    at: 'opened',
    step: openTheBox,
    lies: boardLie((board) => ({ ...board, counts: { ...board.counts, drawn: board.counts.drawn + 1 } })),
  },
  {
    title: 'asked to open a board with a receipt less, under a root that fits it',
    refuses: 'board-not-signed',
    at: 'opened',
    step: openTheBox,
    lies: boardLie(async (board) => {
      const receipts = board.receipts.slice(1);
      const counts = { ...board.counts, electronic: receipts.length };
      return { ...board, receipts, counts, boardRoot: await boardRoot(receipts) };
    }),
  },
  {
    title: 'asked to open the board of another meeting',
    refuses: 'board-not-signed',
    at: 'opened',
    step: openTheBox,
    lies: boardLie(async (_, { call, halls }) => {
      const answer = await call('getBoard', { session: halls.counted.session, page: 0 });
      if (!answer.ok) throw new Error('the other meeting has no board');
      return answer.value;
    }),
  },
  {
    title: 'asked to open ballots of which one is missing',
    refuses: 'ballots-not-the-board',
    at: 'opened',
    step: openTheBox,
    lies: ballotsLie((ballots) => ballots.slice(1)),
  },
  {
    title: 'asked to open ballots of which one is another',
    refuses: 'ballots-not-the-board',
    at: 'opened',
    step: openTheBox,
    lies: ballotsLie(([first = '', ...rest]) => [flipped(first), ...rest]),
  },
  {
    title: 'asked to open ballots in another order',
    refuses: 'ballots-not-the-board',
    at: 'opened',
    step: openTheBox,
    lies: ballotsLie((ballots) => ballots.toReversed()),
  },
  {
    title: 'asked to open ballots of which one is there twice',
    refuses: 'ballots-not-the-board',
    at: 'opened',
    step: openTheBox,
    lies: ballotsLie(([first = '', ...rest]) => [first, first, ...rest]),
  },
  {
    title: 'asked to open while its own clock is before the closing time',
    refuses: 'closing-time-not-past',
    at: 'opened',
    step: openTheBox,
    nowMs: () => LONG_AGO,
  },
  {
    title: 'asked to open while the closing time lies ahead',
    refuses: 'closing-time-not-past',
    at: 'opened',
    step: openTheBox,
    lies: faceLie(({ nowMs }) => ({ closesAt: nowMs + HOUR_MS })),
  },
  {
    title: 'asked to open a second board',
    refuses: 'other-board-opened-before',
    at: 'opened',
    step: openTheBox,
    openedBefore: 'ef'.repeat(32),
  },
];

const signingDoubts: readonly TellerDoubt[] = [
  {
    title: 'asked to sign a board that is not the ballots',
    refuses: 'ballots-not-the-board',
    at: 'closed',
    step: checkBox,
    lies: ballotsLie((ballots) => ballots.slice(1)),
  },
  {
    title: 'asked to sign a board of ballots without good tokens',
    refuses: 'box-has-defects',
    at: 'closed',
    step: fetchAndVerify(async (ballots) => ballots.map((ballot) => new Uint8Array(ballot).fill(7, 33, 289))),
  },
  {
    title: 'asked to sign figures that are not those of the box',
    refuses: 'counts-differ',
    at: 'closed',
    step: checkBox,
    lies: faceLie(({ counts }) => ({ counts: counts && { ...counts, electronic: counts.electronic + 1 } })),
  },
  {
    title: 'asked to arm another manifest than the one shown',
    refuses: 'manifest-not-the-one-shown',
    at: 'twoSigned',
    step: signManifest,
    lies: faceLie(() => ({ manifestHash: 'ef'.repeat(32) })),
  },
  {
    title: 'asked to arm the manifest of another meeting',
    refuses: 'manifest-of-another-meeting',
    at: 'twoSigned',
    step: signManifest,
    lies: ({ call, halls }) => ({
      getManifest: async () => {
        const answer = await call('getManifest', { session: halls.armed.session });
        if (!answer.ok) throw new Error('the other meeting has no manifest');
        return answer.value;
      },
    }),
  },
];

export const tellerDoubts: readonly TellerDoubt[] = [...openingDoubts, ...signingDoubts];

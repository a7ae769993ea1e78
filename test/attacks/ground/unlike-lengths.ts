import type { Implementation } from '../../../functions/http/implement.ts';
import { concat } from '../../../shared/protocol/bytes.ts';
import { codeHash, normaliseCode } from '../../../shared/protocol/code.ts';
import { productCut } from './cutting.ts';
import type { Replacements } from './linking.ts';
import { onceAGround } from './once-a-ground.ts';
import { productWithout } from './stages.ts';

/** Phones whose ballots have a byte more where something is not known. */
const unlikePhones = {
  'shared/protocol/plain-ballot.ts': {
    encodePlainBallot: (original) => (scores) => {
      const plain = original.encodePlainBallot(scores);
      return scores.includes(null) ? concat(plain, Uint8Array.of(0)) : plain;
    },
  },
} satisfies Replacements;

/** Answers are not checked against the contract, as in the cloud. */
const uncheckedAnswers = {
  'functions/http/stack.ts': {
    makeHandler: (original) => (implementations, deps) => original.makeHandler(implementations, deps),
  },
} satisfies Replacements;

export const withUnlikePhones = onceAGround(productWithout(unlikePhones));

const answering = (
  { run, ...rest }: Implementation,
  change: (outcome: Awaited<ReturnType<Implementation['run']>>, call: Parameters<Implementation['run']>[0]) => unknown,
): Implementation => ({
  ...rest,
  run: async (call) => {
    const outcome = await run(call);
    return Object.assign({}, outcome, await change(outcome, call));
  },
});

/** The same phones with a box that takes ballots of each length, and a board that marks the longer ones. */
export const withUnlikeBox = onceAGround(
  productCut(
    { file: 'functions/cast/cast-ballot.ts', check: ' || bytes.length !== ballotBytes' },
    {
      ...unlikePhones,
      ...uncheckedAnswers,
      'functions/meeting/get-board.ts': {
        getBoard: ({ getBoard }) =>
          answering(getBoard, async (outcome, { request, deps }) => {
            if ('refused' in outcome) return {};
            const { receipts, ...board } = Object(outcome.answer);
            const ballots = await deps.ballotBox.readBoardBallots(Object(request).session, receipts);
            const shortest = Math.min(...ballots.map(({ length }) => length));
            const marked = ballots.map(({ length }, at) => `${receipts[at]}${length > shortest ? '!' : ''}`);
            return { answer: { ...board, receipts: marked } };
          }),
      },
    },
  ),
);

/** Drawing that says whose code it was: in the answer, to which the response adds headers and a status, and in a refusal. */
export const withNumberedDrawings = onceAGround(
  productWithout({
    ...uncheckedAnswers,
    'functions/draw/check-in.ts': {
      checkIn: ({ checkIn }) =>
        answering(checkIn, async (outcome, { request, deps }) => {
          const { session, code } = Object(request);
          const hash = await codeHash(session, normaliseCode(code) ?? '');
          const number = String((await deps.registry.issuing.readCode(session, hash))?.delegate);
          if ('refused' in outcome) return { errors: [{ field: 'code', code: 'delegate', detail: number }] };
          return { answer: { ...Object(outcome.answer), number } };
        }),
    },
    'functions/http/respond.ts': {
      jsonAnswer: (original) => (answer) => {
        const written = original.jsonAnswer(answer);
        const { number } = Object(answer);
        if (number === undefined) return written;
        const headers = { ...written.headers, etag: `"${number}"`, [`x-delegate-${number}`]: '1' };
        return { ...written, headers, statusCode: number.length > 1 ? 201 : 200 };
      },
    },
  }),
);

import { type Bytes, toB64u } from '../../shared/protocol/bytes.ts';
import { NONCE_BYTES } from '../../shared/protocol/sealed-ballot.ts';
import { TOKEN_SIGNATURE_BYTES } from '../../shared/protocol/token-key.ts';
import { platformRandom } from '../unit/protocol/vectors.ts';
import { type Attempt, attempt, type Outcome } from './attack.ts';
import type { Ground } from './ground/ground.ts';
import { NO_PAPER } from './ground/issuing.ts';
import { onceAProduct } from './ground/once-a-product.ts';
import { ANSWER_SIGHTS, type AnswerPart, type RawAnswer, rawAnswer } from './ground/raw-answer.ts';
import { type Card, type Stage, wordOf } from './ground/stage.ts';
import { type Product, productAsItIs } from './ground/stages.ts';
import { judgeSights, unlikeBallots } from './ground/unlike-ballots.ts';
import { withNumberedDrawings, withUnlikePhones } from './ground/unlike-lengths.ts';

const flipped = (sealed: Bytes): Bytes => sealed.with(1 + NONCE_BYTES, (sealed[1 + NONCE_BYTES] ?? 0) ^ 1) as Bytes;

const close = (product: Product, { hall, session }: Stage) => product.closeBox(hall, session, NO_PAPER);

async function eachOf<Each>(
  all: readonly Each[],
  answerTo: (each: Each) => Promise<RawAnswer>,
): Promise<readonly RawAnswer[]> {
  const answers: RawAnswer[] = [];
  for (const each of all) answers.push(await answerTo(each));
  return answers;
}

/** A meeting in which ballots as unlike as they can be are answered alike. */
async function castInEveryWay(product: Product, ground: Ground) {
  const stage = await product.openStage(ground, { state: 'voting' });
  const { hall, session } = stage;
  const [ballots, seconds, late] = [
    await unlikeBallots(session),
    await unlikeBallots(session),
    await unlikeBallots(session),
  ];
  const cast = (sealed: Bytes) => rawAnswer(hall, 'castBallot', session.casting(sealed));
  const castAfterAnother = async (sealed: Bytes) => {
    const nonce = sealed.slice(1, 1 + NONCE_BYTES);
    const signature = sealed.slice(1 + NONCE_BYTES, 1 + NONCE_BYTES + TOKEN_SIGNATURE_BYTES);
    await hall.ask('castBallot', session.casting(await session.seal(5, { nonce, signature })));
    return cast(sealed);
  };
  const open = {
    flipped: await eachOf(ballots, (sealed) => cast(flipped(sealed))),
    short: await eachOf(ballots, (sealed) => cast(sealed.slice(0, -1))),
    whole: await eachOf(ballots, cast),
    second: await eachOf(seconds, castAfterAnother),
  };
  await close(product, stage);
  return { ...open, late: await eachOf(late, cast) };
}

/** A message that is below every modulus. */
function blindedMessage(): string {
  const message = platformRandom(TOKEN_SIGNATURE_BYTES);
  message[0] = 0;
  return toB64u(message);
}

/** So many that their numbers have one digit or two. */
const DELEGATES = 12;

/** A meeting in which one half draws, in each way, and the other comes late. */
async function drawInEveryWay(product: Product, ground: Ground) {
  const stage = await product.openStage(ground, { state: 'voting', cards: DELEGATES });
  const { hall, session, cards } = stage;
  const isOdd = ({ delegate }: Card) => delegate % 2 === 1;
  const drawing = cards.filter(isOdd).map(({ code }) => ({ session: session.id, code, blinded: blindedMessage() }));
  const late = cards.filter((card) => !isOdd(card));
  const draw = (request: (typeof drawing)[number]) => rawAnswer(hall, 'checkIn', request);
  const open = {
    first: await eachOf(drawing, draw),
    again: await eachOf(drawing, draw),
    another: await eachOf(drawing, (request) => draw({ ...request, blinded: blindedMessage() })),
  };
  await close(product, stage);
  const missed = await eachOf(late, ({ code }) => draw({ session: session.id, code, blinded: blindedMessage() }));
  return { ...open, late: missed };
}

/** One group of requests, and the word of each refusal; none where all are answered. */
interface Scene<Way extends string> {
  readonly title: string;
  readonly way: Way;
  readonly word: string | null;
}

const CASTINGS = [
  { title: 'answers to ballots that are taken', way: 'whole', word: null },
  { title: 'refusals of ballots whose token is none', way: 'flipped', word: 'token-invalid' },
  { title: 'refusals of ballots that came short', way: 'short', word: 'ballot-malformed' },
  { title: 'refusals of second ballots', way: 'second', word: 'already-cast' },
  { title: 'refusals of ballots that came late', way: 'late', word: 'voting-closed' },
] as const;
const DRAWINGS = [
  { title: 'answers to drawings', way: 'first', word: null },
  { title: 'answers to drawings that are asked again', way: 'again', word: null },
  { title: 'refusals of a second drawing', way: 'another', word: 'code-used' },
  { title: 'refusals of drawings after the close', way: 'late', word: 'check-in-closed' },
] as const;

const PARTS = Object.keys(ANSWER_SIGHTS).filter((name): name is AnswerPart => Object.hasOwn(ANSWER_SIGHTS, name));

/** @throws when nobody was answered as all of them should be */
function requireHeard(answers: readonly RawAnswer[], word: string | null): void {
  const heard = answers.map(({ statusCode, body }) => (statusCode < 300 ? null : wordOf(JSON.parse(body))));
  if (!heard.includes(word)) throw new Error(`answered ${heard.join()}, not ${word}`);
}

function look(answers: readonly RawAnswer[], parts: readonly AnswerPart[], of: string): Outcome {
  return judgeSights(
    answers.map((answer) => parts.map((part) => ANSWER_SIGHTS[part](answer)).join(' / ')),
    of,
  );
}

/** Who is answered, how, and what a product lacks whose answers tell one from another. */
interface Crowd<Way extends string> {
  readonly of: string;
  readonly scenes: readonly Scene<Way>[];
  readonly answers: (product: Product, ground: Ground) => Promise<Readonly<Record<Way, readonly RawAnswer[]>>>;
  readonly weakness: string;
  readonly weakened: (ground: Ground) => Promise<Product>;
}

function attemptsOn<Way extends string>({ of, scenes, answers, weakness, weakened }: Crowd<Way>): readonly Attempt[] {
  const attemptAt = ({ title, way, word }: Scene<Way>, by: string, parts: readonly AnswerPart[]) =>
    attempt<Product>({
      title: `${title}, told apart by ${by}`,
      stoppedBy: 'one sight for all',
      weakness,
      product: productAsItIs,
      weakened,
      play: async (product, ground) => {
        const { [way]: heard } = await answers(product, ground);
        requireHeard(heard, word);
        return look(heard, parts, of);
      },
    });
  return scenes.flatMap((scene, place) =>
    place === 0 ? PARTS.map((part) => attemptAt(scene, part, [part])) : [attemptAt(scene, 'any part', PARTS)],
  );
}

export const answerLengths: readonly Attempt[] = [
  ...attemptsOn({
    of: 'ballots',
    scenes: CASTINGS,
    answers: onceAProduct(castInEveryWay),
    // The box cannot know a score: only phones can give it ballots that it answers differently.
    weakness: 'one length for what is known and what is not',
    weakened: withUnlikePhones,
  }),
  ...attemptsOn({
    of: 'delegates',
    scenes: DRAWINGS,
    answers: onceAProduct(drawInEveryWay),
    weakness: 'answers that say no more than they must',
    weakened: withNumberedDrawings,
  }),
];

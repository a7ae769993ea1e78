import { toB64u } from '../../shared/protocol/bytes.ts';
import { NONCE_BYTES } from '../../shared/protocol/sealed-ballot.ts';
import { TOKEN_SIGNATURE_BYTES } from '../../shared/protocol/token-key.ts';
import { platformRandom } from '../unit/protocol/vectors.ts';
import { type Attempt, attempt, type Outcome } from './attack.ts';
import type { Ground } from './ground/ground.ts';
import { NO_PAPER } from './ground/issuing.ts';
import { onceAGround } from './ground/once-a-ground.ts';
import { asItSays, type RawAnswer, rawAnswer, type Saying, sightOfAnswer } from './ground/raw-answer.ts';
import { type Card, openStage, type Stage, wordOf } from './ground/stage.ts';
import { productAsItIs } from './ground/stages.ts';
import { judgeSights, unlikeBallots } from './ground/unlike-ballots.ts';

/** How an answer could tell by its lengths what its function knows. */
const SLIPS = {
  body: (answer, known) => ({ ...answer, body: answer.body.replace(/\}$/, `,"of":${JSON.stringify(known)}}`) }),
  'a header’s value': (answer, known) => ({
    ...answer,
    headers: { ...answer.headers, etag: Buffer.from(known).toString('hex') },
  }),
  'a header’s name': (answer, known) => ({
    ...answer,
    headers: { ...answer.headers, [`x-${Buffer.from(known).toString('hex')}`]: '1' },
  }),
  status: (answer, known) => ({ ...answer, statusCode: answer.statusCode + (known.length % 2) }),
} satisfies Readonly<Record<string, Saying>>;
type SlipName = keyof typeof SLIPS;
const isSlipName = (name: string): name is SlipName => Object.hasOwn(SLIPS, name);

/** An answer, and what the function could let slip in it. */
interface Said {
  readonly answer: RawAnswer;
  readonly known: string;
}
/** A meeting in which people are answered alike who are as unlike as they can be. */
interface Scene {
  readonly title: string;
  readonly of: string;
  /** The word of each refusal; none where all are answered. */
  readonly word: string | null;
  readonly saidIn: (ground: Ground) => Promise<readonly Said[]>;
}

function castEach(
  change: (sealed: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>,
  before?: (stage: Stage) => Promise<unknown>,
) {
  return onceAGround(async (ground): Promise<readonly Said[]> => {
    const stage = await openStage(ground, { state: 'voting' });
    const { hall, session } = stage;
    const ballots = await unlikeBallots(session);
    await before?.(stage);
    const said: Said[] = [];
    for (const { sealed, known } of ballots)
      said.push({
        answer: await rawAnswer(hall, 'castBallot', session.casting(change(sealed))),
        known: '+'.repeat(known),
      });
    return said;
  });
}

/** Each casts a second ballot of the same token, of another kind each. */
async function castTwice(ground: Ground): Promise<readonly Said[]> {
  const { hall, session } = await openStage(ground, { state: 'voting' });
  const said: Said[] = [];
  for (const { sealed, known } of await unlikeBallots(session)) {
    const nonce = sealed.slice(1, 1 + NONCE_BYTES);
    const signature = sealed.slice(1 + NONCE_BYTES, 1 + NONCE_BYTES + TOKEN_SIGNATURE_BYTES);
    await hall.ask('castBallot', session.casting(await session.seal(5, { nonce, signature })));
    const answer = await rawAnswer(hall, 'castBallot', session.casting(sealed));
    said.push({ answer, known: '+'.repeat(known) });
  }
  return said;
}

const flipped = (sealed: Uint8Array<ArrayBuffer>) =>
  sealed.map((byte, at) => (at === 1 + NONCE_BYTES ? byte ^ 1 : byte));

/** Of whom the meeting invites delegates. */
const CATEGORIES = ['人大代表', '政协委员', '企业', '个体工商户代表', '消费者'];

/** A message that is below every modulus. */
function blindedMessage(): string {
  const message = platformRandom(TOKEN_SIGNATURE_BYTES);
  message[0] = 0;
  return toB64u(message);
}

/** Everybody draws, with what went before for each of them. */
function drawEach(before: (stage: Stage, card: Card, blinded: string) => Promise<unknown>) {
  return onceAGround(async (ground): Promise<readonly Said[]> => {
    const stage = await openStage(ground, { state: 'voting', cards: CATEGORIES.length });
    const said: Said[] = [];
    for (const [place, card] of stage.cards.entries()) {
      const blinded = blindedMessage();
      await before(stage, card, blinded);
      const request = { session: stage.session.id, code: card.code, blinded };
      said.push({ answer: await rawAnswer(stage.hall, 'checkIn', request), known: CATEGORIES[place] ?? '' });
    }
    return said;
  });
}

const drawWith = ({ hall, session }: Stage, { code }: Card, blinded: string) =>
  hall.ask('checkIn', { session: session.id, code, blinded });

const asItIs = (sealed: Uint8Array<ArrayBuffer>) => sealed;
const close = ({ hall, session }: Stage) => productAsItIs().closeBox(hall, session, NO_PAPER);

const CASTINGS: readonly Scene[] = [
  { title: 'answers to ballots that are taken', of: 'ballots', word: null, saidIn: castEach(asItIs) },
  {
    title: 'refusals of ballots whose token is none',
    of: 'ballots',
    word: 'token-invalid',
    saidIn: castEach(flipped),
  },
  {
    title: 'refusals of ballots that came short',
    of: 'ballots',
    word: 'ballot-malformed',
    saidIn: castEach((sealed) => sealed.slice(0, -1)),
  },
  { title: 'refusals of second ballots', of: 'ballots', word: 'already-cast', saidIn: onceAGround(castTwice) },
  {
    title: 'refusals of ballots that came late',
    of: 'ballots',
    word: 'voting-closed',
    saidIn: castEach(asItIs, close),
  },
];
const DRAWINGS: readonly Scene[] = [
  {
    title: 'answers to drawings',
    of: 'delegates',
    word: null,
    saidIn: drawEach(() => Promise.resolve()),
  },
  { title: 'answers to drawings that are asked again', of: 'delegates', word: null, saidIn: drawEach(drawWith) },
  {
    title: 'refusals of a second drawing',
    of: 'delegates',
    word: 'code-used',
    saidIn: drawEach((stage, card) => drawWith(stage, card, blindedMessage())),
  },
  {
    title: 'refusals of drawings after the close',
    of: 'delegates',
    word: 'check-in-closed',
    saidIn: drawEach((stage, card) => (card.delegate === 1 ? close(stage) : Promise.resolve())),
  },
];

async function look({ of, word, saidIn }: Scene, saying: Saying, ground: Ground): Promise<Outcome> {
  const said = await saidIn(ground);
  for (const { answer } of said) {
    const heard = answer.statusCode === 200 ? null : wordOf(JSON.parse(answer.body));
    if (heard !== word) throw new Error(`answered ${heard}, not ${word}`);
  }
  return judgeSights(
    said.map(({ answer, known }) => sightOfAnswer(saying(answer, known))),
    of,
  );
}

const attemptAt = (scene: Scene, slip: SlipName) =>
  attempt<Saying>({
    title: `${scene.title}, told apart by ${slip}`,
    stoppedBy: 'one sight for all',
    weakness: 'answers that say no more than they must',
    product: () => asItSays,
    weakened: () => SLIPS[slip],
    play: (saying, ground) => look(scene, saying, ground),
  });

const bySlips = ([first, ...others]: readonly Scene[]): readonly Attempt[] => [
  ...(first === undefined
    ? []
    : Object.keys(SLIPS)
        .filter(isSlipName)
        .map((slip) => attemptAt(first, slip))),
  ...others.map((scene) => attemptAt(scene, 'body')),
];

export const answerLengths: readonly Attempt[] = [...bySlips(CASTINGS), ...bySlips(DRAWINGS)];

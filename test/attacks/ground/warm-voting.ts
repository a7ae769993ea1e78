import { createHash, randomInt } from 'node:crypto';
import * as z from 'zod';
import { recordOf } from '../../../functions/store/issuing.ts';
import { type Bytes, fromB64u, toB64u } from '../../../shared/protocol/bytes.ts';
import { codeHash, makeCode } from '../../../shared/protocol/code.ts';
import { NONCE_BYTES, tokenMessage } from '../../../shared/protocol/sealed-ballot.ts';
import { eventOf } from '../../gateway/event-of.ts';
import type { Hall } from '../../integration/ballot/hall.ts';
import { platformRandom } from '../../unit/protocol/vectors.ts';
import type { Ground } from './ground.ts';
import { type Marks, marksOf, senderOf } from './marks.ts';
import { openStage, type Stage } from './stage.ts';
import { productAsItIs } from './stages.ts';
import { type Half, type Memory, type Remembering, WarmFunction, workshop } from './warm-functions.ts';

/** Each is given numbers of their own for a delegate. */
const PEOPLE = 6;
const NUMBERS_EACH = 150_000;

export type DrawingThing = 'delegate' | 'code' | 'hash' | 'blinded';
export type CastingThing = 'nonce' | 'tokenId' | 'ballot' | 'receipt';

/** What belongs to one person: the first half, the second, and what goes with both requests. Bytes in hex. */
export interface Person {
  readonly marks: Marks;
  readonly drawing: Readonly<Record<DrawingThing, string>>;
  readonly casting: Readonly<Record<CastingThing, string>>;
}

/** What was in the memory of each function after several people drew and cast. */
export interface WarmVoting {
  readonly people: readonly Person[];
  readonly memories: Readonly<Record<Half, Memory>>;
}

type Functions = Readonly<Record<Half, WarmFunction>>;
const bytesOf = (text: string): Bytes => fromB64u(text) ?? new Uint8Array();
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
/** Of a sealed ballot, behind its token, at a place where base64 begins a group. */
const PIECE = [291, 339] as const;
const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** A card whose delegate has a number that is nothing else by chance. */
async function registerCard(
  { hall, session }: Stage,
  place: number,
): Promise<Pick<Person['drawing'], 'delegate' | 'code' | 'hash'>> {
  const code = makeCode(platformRandom);
  const delegate = 100_000 + place * NUMBERS_EACH + randomInt(NUMBERS_EACH);
  const hash = await codeHash(session.id, code);
  await hall.deps.registry.issuing.change(session.id, delegate, (standing) => ({
    kind: 'change',
    standing: { ...recordOf(standing), codeHash: hash },
    answer: null,
  }));
  return { delegate: String(delegate), code, hash };
}

const answered = z.object({ statusCode: z.literal(200), body: z.string() });
const drawn = z.object({ blindSignature: z.string() });
const taken = z.object({ receipt: z.string() });

/** What a phone says of its other half: nothing, or everything. */
export type Tells = (half: Readonly<Record<string, string>>) => Readonly<Record<string, string>>;

interface Scene {
  readonly stage: Stage;
  readonly functions: Functions;
  readonly tells: Tells;
}

/** Somebody draws, casts, and asks again for what was drawn. */
async function vote({ stage, functions, tells }: Scene, place: number): Promise<Person> {
  const { session } = stage;
  const marks = marksOf(place);
  const card = await registerCard(stage, place);
  const { nonce, message, blinded, finalize } = await newToken(stage);
  const drawing = { ...card, blinded: hexOf(blinded) };
  const saying = (half: Readonly<Record<string, string>>): Hall['sender'] => {
    const { headers, requestContext } = senderOf(marks);
    return { headers: { ...headers, ...tells(half) }, requestContext };
  };
  const draw = async (sender: Hall['sender']) => {
    const request = { session: session.id, code: card.code, blinded: toB64u(blinded) };
    const { body } = answered.parse(await functions.draw.send(eventOf('checkIn', request, sender)));
    return bytesOf(drawn.parse(JSON.parse(body)).blindSignature);
  };
  const signature = await finalize(await draw(saying({})));
  const sealed = await session.seal(9, { nonce, signature });
  const event = eventOf('castBallot', session.casting(sealed), saying(drawing));
  const { receipt } = taken.parse(JSON.parse(answered.parse(await functions.cast.send(event)).body));
  const casting = { nonce: hexOf(nonce), tokenId: sha256(message), ballot: hexOf(sealed.slice(...PIECE)), receipt };
  await draw(saying(casting));
  return { marks, drawing, casting };
}

async function newToken({ session }: Stage) {
  const product = productAsItIs();
  const key = await product.importTokenKey(bytesOf(session.manifest.tokenKey));
  if (key === null) throw new Error('a manifest’s token key is refused');
  const nonce = platformRandom(NONCE_BYTES);
  const message = tokenMessage(session.manifestHash, nonce);
  const { blinded, inverse } = await product.blind(key, message, platformRandom);
  const finalize = async (blindSignature: Bytes) => {
    const signature = await product.finalize(key, message, { blindSignature, inverse });
    if (signature === null) throw new Error('a blind signature does not verify');
    return signature;
  };
  return { nonce, message, blinded, finalize };
}

/** Somebody else, who is refused: the last request of a process is nobody's of those who are looked for. */
async function passBy({ stage, functions }: Scene): Promise<void> {
  const { session } = stage;
  const sender = senderOf(marksOf(PEOPLE));
  const drawing = { session: session.id, code: makeCode(platformRandom), blinded: toB64u(platformRandom(256)) };
  await functions.draw.send(eventOf('checkIn', drawing, sender));
  await functions.cast.send(eventOf('castBallot', session.casting(platformRandom(900)), sender));
}

/** Several people draw and cast at two warm functions, whose memories are then read. */
export async function voteAtWarmFunctions(
  ground: Ground,
  {
    remembering,
    tells,
    hasPool = false,
  }: {
    readonly remembering: Readonly<Record<Half, readonly Remembering[]>>;
    readonly tells: Tells;
    readonly hasPool?: boolean;
  },
): Promise<WarmVoting> {
  const { keyWrap } = await workshop(ground);
  const start = (half: Half) => WarmFunction.start(ground, half, { remembers: remembering[half], hasPool });
  const [stage, draw, cast] = await Promise.all([
    openStage(ground, { state: 'voting', deps: { keyWrap } }),
    start('draw'),
    start('cast'),
  ]);
  const scene = { stage, functions: { draw, cast }, tells };
  const people: Person[] = [];
  for (let place = 0; place < PEOPLE; place += 1) people.push(await vote(scene, place));
  await passBy(scene);
  const [ofDraw, ofCast] = await Promise.all([draw.memory(), cast.memory()]);
  const memories = { draw: ofDraw, cast: ofCast };
  for (const { texts } of Object.values(memories))
    if (!texts.includes(stage.session.id))
      throw new Error('a memory without the meeting that was served shows nothing');
  return { people, memories };
}

import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { type KeyWrap, LocalKeyWrap } from '../../functions/store/key-wrap.ts';
import { blind, finalize } from '../../shared/protocol/blind-signature.ts';
import { equalBytes, fromB64u, toB64u } from '../../shared/protocol/bytes.ts';
import { keyBytes } from '../../shared/protocol/manifest.ts';
import { NONCE_BYTES, tokenMessage } from '../../shared/protocol/sealed-ballot.ts';
import { importTokenKey } from '../../shared/protocol/token-key.ts';
import type { Hall } from '../integration/ballot/hall.ts';
import type { Session } from '../integration/ballot/session.ts';
import { hexBytes, platformRandom, vectors } from '../unit/protocol/vectors.ts';
import { type Attack, attempt, gained, stopped } from './attack.ts';
import type { Ground } from './ground/ground.ts';
import { newTokenKey } from './ground/served-alone.ts';
import { openStage, type Stage, wordOf } from './ground/stage.ts';
import { productAsItIs, productWithout } from './ground/stages.ts';

const newWrap = (): KeyWrap =>
  new LocalKeyWrap({ wrappingKey: platformRandom(32), county: 'tuanfeng', randomBytes: platformRandom });

/** Wraps for one purpose, whatever the session. */
function wrapForAnySession(): KeyWrap {
  const wrap = newWrap();
  return {
    wrap: (purpose, _session, bytes) => wrap.wrap(purpose, 'any', bytes),
    unwrap: (purpose, _session, wrapped) => wrap.unwrap(purpose, 'any', wrapped),
  };
}

/** Wraps for one session, whatever the purpose. */
function wrapForAnyPurpose(): KeyWrap {
  const wrap = newWrap();
  return {
    wrap: (_purpose, session, bytes) => wrap.wrap('token', session, bytes),
    unwrap: (_purpose, session, wrapped) => wrap.unwrap('token', session, wrapped),
  };
}

/** A function in the attacker's hands, who sees what it unwraps. */
function seenUnwrapping(keyWrap: KeyWrap) {
  const seen: Uint8Array[] = [];
  const tapped: KeyWrap = {
    wrap: (...given) => keyWrap.wrap(...given),
    unwrap: async (...given) => {
      const bytes = await keyWrap.unwrap(...given);
      seen.push(bytes.slice());
      return bytes;
    },
  };
  return { keyWrap: tapped, seen };
}

interface KeyPlace {
  readonly session: Session;
  readonly name: 'token' | 'box';
}
const itemKey = ({ session, name }: KeyPlace) => ({ pk: session.id, sk: `KEY#${name}` });

/** The operator writes the item of one key over another's. */
async function layKey({ tables }: Ground, from: KeyPlace, over: KeyPlace): Promise<void> {
  const { Item } = await tables.client.send(new GetCommand({ TableName: 'Meetings', Key: itemKey(from) }));
  if (Item === undefined) throw new Error('no key to lay elsewhere');
  await tables.client.send(new PutCommand({ TableName: 'Meetings', Item: { ...Item, ...itemKey(over) } }));
}

/** The refusal of a function, with the place when it is the unwrapping that failed. */
function whyRefused({ log }: Hall, problem: Parameters<typeof wordOf>[0]): string {
  const frames = log.flatMap((entry) => entry.frames);
  return frames.some((frame) => frame.includes('/key-wrap.ts:')) ? 'the unwrapping' : wordOf(problem);
}

/** A card of one meeting, asked for a token of another. */
async function drawFor(session: Session, { hall, session: asked, cards }: Stage) {
  const key = await importTokenKey(keyBytes(session.manifest.tokenKey));
  const [card] = cards;
  if (key === null || card === undefined) throw new Error('no key or no card');
  const nonce = platformRandom(NONCE_BYTES);
  const message = tokenMessage(session.manifestHash, nonce);
  const { blinded, inverse } = await blind(key, message, platformRandom);
  const drawing = { session: asked.id, code: card.code, blinded: toB64u(blinded) };
  const { answer, problem } = await hall.send('checkIn', drawing);
  if (answer === undefined) return { refused: whyRefused(hall, problem) };
  const blindSignature = fromB64u(answer.blindSignature) ?? new Uint8Array();
  const signature = await finalize(key, message, { blindSignature, inverse });
  return signature === null ? { refused: 'another token key' } : { token: { nonce, signature } };
}

export const otherSession: Attack = {
  target: 'tokens and keys of another session',
  attacker: 'a delegate of two meetings; an operator who may write to `Meetings`',
  holds: 'a token of the meeting before; the wrapped keys of all sessions',
  wants: 'to cast in a meeting where no card was given; to have one function unwrap another’s key',
  attempts: [
    attempt({
      title: 'a token of one session is cast in another that has the very same token key',
      stoppedBy: 'token-invalid',
      weakness: 'the manifest’s hash in the token',
      product: productAsItIs,
      weakened: productWithout({
        'shared/protocol/sealed-ballot.ts': {
          tokenMessage: (original) => (_, nonce) => original.tokenMessage(new Uint8Array(32), nonce),
        },
      }),
      play: async (product, ground) => {
        const before = await product.openStage(ground, { state: 'voting' });
        const { hall, session } = await product.openStage(ground, { state: 'voting' });
        const ballot = await session.seal(0, before.session.token());
        const { answer, problem } = await hall.send('castBallot', session.casting(ballot));
        return answer === undefined ? stopped(wordOf(problem)) : gained('a ballot without a card');
      },
    }),
    attempt({
      title: 'a teller’s request of one session is sent to another with the same tellers',
      stoppedBy: 'signature-invalid',
      weakness: 'the session in what a teller signs',
      product: productAsItIs,
      weakened: productWithout({
        'shared/protocol/teller-request.ts': {
          signTellerRequest:
            (original) =>
            (key, { county, operation }, asked) =>
              original.signTellerRequest(key, { county, operation, session: 'any' }, asked),
          verifyTellerRequest:
            (original) =>
            (point, { county, operation }, request) =>
              original.verifyTellerRequest(point, { county, operation, session: 'any' }, request),
        },
      }),
      play: async (product, ground) => {
        const before = await product.openStage(ground, { state: 'armed' });
        const { hall, session } = await product.openStage(ground, { state: 'armed' });
        const request = await before.session.signed('discipline', 'openVoting', { manifestHash: session.hash });
        const { answer, problem } = await hall.send('openVoting', { ...request, session: session.id });
        return answer === undefined ? stopped(wordOf(problem)) : gained('a voting that nobody opened');
      },
    }),
    attempt({
      title: 'the wrapped token key of one session is laid in another’s place, where a card draws with it',
      stoppedBy: 'the unwrapping',
      weakness: 'the session in the wrapping',
      product: newWrap,
      weakened: wrapForAnySession,
      play: async (keyWrap, ground) => {
        const { privateKey: tokenKey } = newTokenKey();
        const { hall, session } = await openStage(ground, { state: 'voting', deps: { keyWrap } });
        const other = await openStage(ground, { state: 'armed', cards: 1, tokenKey, deps: { keyWrap } });
        await layKey(ground, { session, name: 'token' }, { session: other.session, name: 'token' });
        const { token, refused } = await drawFor(session, other);
        if (token === undefined) return stopped(refused);
        const { answer, problem } = await hall.send('castBallot', session.casting(await session.seal(0, token)));
        return answer === undefined ? stopped(wordOf(problem)) : gained('a ballot with a card of another meeting');
      },
    }),
    attempt({
      title: 'the wrapped token key is laid where the box key is, and the casting function unwraps it',
      stoppedBy: 'the unwrapping',
      weakness: 'the purpose in the wrapping',
      product: newWrap,
      weakened: wrapForAnyPurpose,
      play: async (given, ground) => {
        const { keyWrap, seen } = seenUnwrapping(given);
        const { hall, session } = await openStage(ground, { state: 'voting', deps: { keyWrap } });
        await layKey(ground, { session, name: 'token' }, { session, name: 'box' });
        const { problem } = await hall.send('castBallot', session.casting(await session.seal(0)));
        const isTokenKey = seen.some((bytes) => equalBytes(bytes, hexBytes(vectors.tokenPrivateKeyPkcs8)));
        return isTokenKey ? gained('the token key') : stopped(whyRefused(hall, problem));
      },
    }),
  ],
};

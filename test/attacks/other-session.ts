import { type KeyWrap, LocalKeyWrap } from '../../functions/store/key-wrap.ts';
import { hexBytes, platformRandom, vectors } from '../unit/protocol/vectors.ts';
import { type Attack, attempt, gained, stopped } from './attack.ts';
import { openStage, wordOf } from './ground/stage.ts';
import { productAsItIs, productWithout } from './ground/stages.ts';

const newWrap = (): KeyWrap =>
  new LocalKeyWrap({ wrappingKey: platformRandom(32), county: 'tuanfeng', randomBytes: platformRandom });

/** Wraps everything for one purpose and one session. */
function unboundWrap(): KeyWrap {
  const wrap = newWrap();
  return {
    wrap: (_purpose, _session, bytes) => wrap.wrap('token', 'any', bytes),
    unwrap: (_purpose, _session, wrapped) => wrap.unwrap('token', 'any', wrapped),
  };
}

const errorName = (error: unknown): string => (error instanceof Error ? error.message : String(error));

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
      title: 'the token key is laid where the box key is, for the casting function to unwrap',
      stoppedBy: 'Unsupported state or unable to authenticate data',
      weakness: 'purpose and session in the wrapping',
      product: newWrap,
      weakened: unboundWrap,
      play: async (keyWrap, ground) => {
        const { session } = await openStage(ground, { state: 'armed', deps: { keyWrap } });
        const wrapped = await keyWrap.wrap('token', session.id, hexBytes(vectors.tokenPrivateKeyPkcs8));
        try {
          const key = await keyWrap.unwrap('box', session.id, wrapped);
          return gained(`${key.length} bytes of the token key`);
        } catch (error) {
          return stopped(errorName(error));
        }
      },
    }),
  ],
};

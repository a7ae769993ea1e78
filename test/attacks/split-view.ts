import { fromB64u } from '../../shared/protocol/bytes.ts';
import { hallFragment } from '../../shared/protocol/code.ts';
import { manifestHash as hashOf, parseManifest } from '../../shared/protocol/manifest.ts';
import { tokenMessage } from '../../shared/protocol/sealed-ballot.ts';
import type { KeyValueStore } from '../../web/ui/idb.ts';
import type { LineCall } from '../rehearsal/line.ts';
import { memoryStore } from '../rehearsal/memory-store.ts';
import { type Attack, attempt, gained, type Outcome, stopped } from './attack.ts';
import { newTokenKey, type ServedAlone, servedAlone, signingWith } from './ground/served-alone.ts';
import { type Product, productAsItIs, productWithout } from './ground/stages.ts';
import { changingStore } from './ground/stores.ts';
import { checkInAs, type Stand, type VoterOptions } from './ground/voter.ts';

const DEAD_LINE: LineCall = async () => ({ ok: false, network: true });

/** The page is opened where there is no network yet, closed, and opened again from what the phone kept. */
async function checkInLater(product: Product, options: VoterOptions): Promise<Stand> {
  const first = await checkInAs(product, { ...options, call: DEAD_LINE });
  if (first.at !== 'offline') throw new Error(`the page stood at ${first.at} without a network`);
  return checkInAs(product, { ...options, fragment: '' });
}

/** The operator has won when the token is good under the manifest that this one delegate was shown, and under no other. */
async function judge(product: Product, { at, token }: Stand, { manifest }: ServedAlone['armed']): Promise<Outcome> {
  if (token === undefined) return stopped(at);
  const parsed = parseManifest(manifest);
  if (!parsed.ok) throw new Error('the forged manifest is malformed');
  const key = await product.importTokenKey(fromB64u(parsed.manifest.tokenKey) ?? new Uint8Array());
  const message = tokenMessage(await hashOf(parsed.manifest), token.nonce);
  if (key === null || !(await product.verifySignature(key, message, token.signature)))
    throw new Error('a token of neither view');
  return gained('a token that names its delegate');
}

export const splitView: Attack = {
  target: 'one manifest and one token key for all',
  attacker: 'the operator',
  holds: 'the server and every answer it gives, keys of the operator’s own making, the list of delegates',
  wants: 'to give one delegate a key or a manifest that nobody else has, and to know that ballot by it',
  attempts: [
    attempt<() => KeyValueStore>({
      title: 'another token key for one card, whose owner does not look at the check code',
      stoppedBy: 'card-key-differs',
      weakness: 'what the card says of the key',
      product: () => memoryStore,
      weakened: () => () => changingStore((record) => ({ ...record, tokenKeyId: null })),
      play: async (newStore, ground) => {
        const product = productAsItIs();
        const stage = await product.openStage(ground, { state: 'armed', cards: 1 });
        const { privateKey, tokenKey } = newTokenKey();
        const { armed, call } = await servedAlone(stage, { tokenKey }, signingWith(privateKey));
        const fragment = stage.cards[0]?.fragment ?? '';
        const stand = await checkInLater(product, { call, store: newStore(), fragment, hallCode: undefined });
        return judge(product, stand, armed);
      },
    }),
    attempt<() => KeyValueStore>({
      title: 'another token key for one phone that scanned the hall’s QR and typed its code',
      stoppedBy: 'hall-differs',
      weakness: 'the hash of the hall’s QR',
      product: () => memoryStore,
      weakened: () => () => changingStore((record) => ({ ...record, hallHash: null })),
      play: async (newStore, ground) => {
        const product = productAsItIs();
        const stage = await product.openStage(ground, { state: 'armed', cards: 1 });
        const { privateKey, tokenKey } = newTokenKey();
        const { armed, call } = await servedAlone(stage, { tokenKey }, signingWith(privateKey));
        const { armingHash } = await stage.session.head();
        const shown = new Uint8Array(Buffer.from(armingHash ?? '', 'hex'));
        const fragment = hallFragment({ session: stage.session.id, armingHash: shown });
        const typed = stage.cards[0]?.code ?? '';
        const stand = await checkInLater(product, { call, store: newStore(), fragment, typed, hallCode: undefined });
        return judge(product, stand, armed);
      },
    }),
    attempt({
      title: 'the same token key in a manifest of its own, for a delegate who compares the check code',
      stoppedBy: 'code-differs',
      weakness: 'the manifest in the check code',
      product: productAsItIs,
      weakened: productWithout({
        'shared/protocol/check-code.ts': { checkCode: (original) => () => original.checkCode(new Uint8Array(32)) },
      }),
      play: async (product, ground) => {
        const stage = await product.openStage(ground, { state: 'armed', cards: 1 });
        const { armed, call } = await servedAlone(stage, { unit: `${stage.session.manifest.unit} ` });
        const fragment = stage.cards[0]?.fragment ?? '';
        const options = { call, store: memoryStore(), fragment, hallCode: stage.checkCode };
        return judge(product, await checkInAs(product, options), armed);
      },
    }),
  ],
};

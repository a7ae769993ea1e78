import * as f from '../../shared/contract/formats.ts';
import { SLOTS } from '../../shared/protocol/slots.ts';
import { twinSignature } from '../unit/protocol/twin-signature.ts';
import { vectors } from '../unit/protocol/vectors.ts';
import { type Attempt, attempt, gained, stopped } from './attack.ts';
import { productAsItIs, productWithout } from './ground/stages.ts';

interface Signed {
  readonly slot: (typeof SLOTS)[number];
  readonly signature: string;
}

/** One signature, of each teller in turn, as (r, n − s), which anybody can compute from (r, s). */
const twinned = (arming: readonly Signed[]): readonly (readonly Signed[])[] =>
  SLOTS.map((slot) =>
    arming.map((each) => (each.slot === slot ? { ...each, signature: twinSignature(each.signature) } : each)),
  );

const anyS = {
  weakness: 'the rule that an arming signature has the lower of its two s',
  product: productAsItIs,
  weakened: productWithout({ 'shared/protocol/ecdsa.ts': { hasLowS: () => () => true } }),
};

/** What else the signatures of an arming can be written as, and so another check code of the same meeting. */
export const twinArmings: readonly Attempt[] = [
  attempt({
    title:
      'a teller’s arming signature in a published file is written as its twin, to show a true result under another check code',
    stoppedBy: 'a defect',
    ...anyS,
    play: async ({ checkBundle }) => {
      const codes: (string | null)[] = [];
      for (const arming of twinned(vectors.arming)) {
        const { defects, checkCode } = await checkBundle({ ...vectors.bundle, arming });
        if (defects.length === 0) codes.push(checkCode);
      }
      return codes.some((code) => code !== null && code !== vectors.checkCode)
        ? gained('a verified file of the same meeting with another check code')
        : stopped('a defect');
    },
  }),
  attempt({
    title: 'a phone is given a teller’s arming signature as its twin, to show another check code than the hall',
    stoppedBy: 'arming-invalid',
    ...anyS,
    play: async (product, ground) => {
      const { session, hall, checkCode } = await product.openStage(ground, { state: 'voting' });
      const { manifest, arming } = await hall.ask('getManifest', { session: session.id });
      const words = new Set<string>();
      for (const other of twinned(arming)) {
        const card = { session: session.id, tokenKeyId: null };
        const verified = await product.verifyGround({ manifest: f.manifest.parse(manifest), arming: [...other] }, card);
        if (typeof verified !== 'string' && verified.checkCode !== checkCode)
          return gained('a phone that shows another check code');
        words.add(typeof verified === 'string' ? verified : 'the same check code');
      }
      return stopped([...words].join());
    },
  }),
];

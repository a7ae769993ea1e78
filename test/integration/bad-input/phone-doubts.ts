import { manifest as wire } from '../../../shared/contract/formats.ts';
import type { ResponseOf } from '../../../shared/contract/operations.ts';
import { armingHash, signArming } from '../../../shared/protocol/arming.ts';
import { type Bytes, toB64u } from '../../../shared/protocol/bytes.ts';
import { hallFragment } from '../../../shared/protocol/code.ts';
import { type Manifest, manifestHash, parseManifest } from '../../../shared/protocol/manifest.ts';
import { SLOTS } from '../../../shared/protocol/slots.ts';
import { generateTellerKeys, publicTellerKeys } from '../../../shared/protocol/teller-keys.ts';
import type { County } from './county.ts';
import type { PhoneTrial } from './doubting-phone.ts';
import type { Lies } from './lying-line.ts';
import { insistOn, type MeetingHall, random } from './meeting-hall.ts';

type Armed = ResponseOf<'getManifest'>;

/** What a phone is told, and where it stops of its own accord. */
export interface PhoneDoubt {
  readonly title: string;
  readonly stops: string;
  readonly scene: (county: County) => Promise<{ readonly lies: Lies } & Omit<PhoneTrial, 'call'>>;
}

/** The hash that the hall of an armed meeting shows. */
export async function shownHash({ call }: County, { session }: MeetingHall): Promise<Bytes> {
  const face = await call('getMeeting', { session });
  if (!face.ok || face.value.armingHash === null) throw new Error('the meeting is not armed');
  return new Uint8Array(Buffer.from(face.value.armingHash, 'hex'));
}

const manifestLie =
  (make: (truth: Armed, county: County) => Armed | Promise<Armed>): PhoneDoubt['scene'] =>
  async (county) => {
    const { armed } = county.halls;
    const lies: Lies = { getManifest: async (_, truth) => make(await truth(), county) };
    return { lies, fragment: armed.cardOf(7), armingHash: await shownHash(county, armed) };
  };

/** A manifest under three key pairs of the liar's own, signed by all of them: good in itself. */
async function armedByOthers(manifest: Manifest): Promise<Armed> {
  const keys = await Promise.all(SLOTS.map(async (slot) => ({ slot, pairs: await generateTellerKeys() })));
  const tellers = await Promise.all(
    keys.map(async ({ slot, pairs }) => ({ slot, ...(await publicTellerKeys(pairs)) })),
  );
  const parsed = parseManifest({ ...manifest, tellers });
  if (!parsed.ok) throw new Error('the forged manifest is malformed');
  const hash = await manifestHash(parsed.manifest);
  const sign = ({ slot, pairs }: (typeof keys)[number]) =>
    signArming(pairs.sign.privateKey, hash).then((signature) => ({ slot, signature }));
  const arming = await Promise.all(keys.map(sign));
  if ((await armingHash(hash, arming)) === null) throw new Error('the forged arming is none');
  return { manifest: wire.parse(parsed.manifest), arming };
}

const renamed = (manifest: Armed['manifest']): Armed['manifest'] => ({
  ...manifest,
  subjects: manifest.subjects.map((subject, place) => (place === 1 ? { ...subject, name: '别人' } : subject)),
});
const withArming = (change: (arming: Armed['arming']) => Armed['arming']) =>
  manifestLie(({ manifest, arming }) => ({ manifest, arming: change(arming) }));

export const phoneDoubts: readonly PhoneDoubt[] = [
  {
    title: 'a manifest with another token key than the card’s',
    stops: 'card-key-differs',
    scene: manifestLie(({ manifest, arming }, { halls }) => ({
      manifest: { ...manifest, tokenKey: halls.voting.checked.manifest.tokenKey },
      arming,
    })),
  },
  {
    title: 'a manifest of another session',
    stops: 'wrong-session',
    scene: manifestLie(async (_, { call, halls }) => {
      const answer = await call('getManifest', { session: halls.voting.session });
      if (!answer.ok) throw new Error('the other session has no manifest');
      return answer.value;
    }),
  },
  {
    title: 'a manifest with another name in it than was signed',
    stops: 'arming-invalid',
    scene: manifestLie(({ manifest, arming }) => ({ manifest: renamed(manifest), arming })),
  },
  {
    title: 'a manifest with a field more than the protocol’s',
    stops: 'manifest-invalid',
    scene: manifestLie(({ manifest, arming }) => ({
      manifest: { ...manifest, extra: 1 } as Armed['manifest'],
      arming,
    })),
  },
  {
    title: 'a manifest that others armed, good in itself, while the hall’s code is another',
    stops: 'code-differs',
    scene: manifestLie(({ manifest }, { halls }) =>
      armedByOthers({ ...halls.armed.checked.manifest, unit: manifest.unit }),
    ),
  },
  {
    title: 'a manifest that others armed, on a phone that scanned the hall’s QR',
    stops: 'hall-differs',
    scene: async (county) => {
      const { armed } = county.halls;
      const shown = await shownHash(county, armed);
      return {
        lies: { getManifest: () => armedByOthers(armed.checked.manifest) },
        fragment: hallFragment({ session: armed.session, armingHash: shown }),
        typed: armed.codeOf(7),
        armingHash: shown,
      };
    },
  },
  {
    title: 'a manifest that two tellers signed',
    stops: 'not-armed',
    scene: withArming((arming) => arming.slice(0, 2)),
  },
  {
    title: 'a manifest that one teller signed twice',
    stops: 'arming-invalid',
    scene: withArming(([first, second]) => [
      insistOn(first, 'signature'),
      insistOn(second, 'signature'),
      insistOn(first, 'signature'),
    ]),
  },
  {
    title: 'a manifest with one signature of nobody’s',
    stops: 'arming-invalid',
    scene: withArming(([first, ...rest]) => [
      { ...insistOn(first, 'signature'), signature: toB64u(random(64)) },
      ...rest,
    ]),
  },
  {
    title: 'the true manifest of a meeting that two tellers signed',
    stops: 'not-armed',
    scene: async (county) => {
      const { twoSigned, armed } = county.halls;
      return { lies: {}, fragment: twoSigned.cardOf(7), armingHash: await shownHash(county, armed) };
    },
  },
  {
    title: 'a blind signature that is none of the token key’s',
    stops: 'blind-signature-invalid',
    scene: async (county) => {
      const { armed } = county.halls;
      const lies: Lies = { checkIn: () => ({ blindSignature: toB64u(random(256).fill(0, 0, 1)) }) };
      return { lies, fragment: armed.cardOf(7), armingHash: await shownHash(county, armed) };
    },
  },
];

import * as f from '../../../shared/contract/formats.ts';
import type { ResponseOf } from '../../../shared/contract/operations.ts';
import { signArming } from '../../../shared/protocol/arming.ts';
import { type Manifest, manifestHash } from '../../../shared/protocol/manifest.ts';
import { SLOTS } from '../../../shared/protocol/slots.ts';
import { generateTellerKeys, publicTellerKeys } from '../../../shared/protocol/teller-keys.ts';

export { makeLyingLine } from '../../integration/bad-input/lying-line.ts';

/** A manifest as an operator would have it, under three teller keys of the operator's own, armed by all of them. */
export async function armedByTheOperator(manifest: Manifest): Promise<ResponseOf<'getManifest'>> {
  const keys = await Promise.all(SLOTS.map(async (slot) => ({ slot, pairs: await generateTellerKeys() })));
  const tellers = await Promise.all(
    keys.map(async ({ slot, pairs }) => ({ slot, ...(await publicTellerKeys(pairs)) })),
  );
  const forged: Manifest = { ...manifest, tellers };
  const hash = await manifestHash(forged);
  const arming = await Promise.all(
    keys.map(async ({ slot, pairs }) => ({ slot, signature: await signArming(pairs.sign.privateKey, hash) })),
  );
  return { manifest: f.manifest.parse(forged), arming };
}

import type { SessionId } from '../../../shared/process/ids.ts';
import { verifyArming } from '../../../shared/protocol/arming.ts';
import { toHex } from '../../../shared/protocol/bytes.ts';
import { checkCode } from '../../../shared/protocol/check-code.ts';
import { type Manifest, manifestHash, parseManifest } from '../../../shared/protocol/manifest.ts';
import type { Answer } from '../../ui/client.ts';
import type { StaffCall } from '../staff-api.ts';

/** The frozen form that paper is printed from. */
export interface PaperForm {
  readonly manifest: Manifest;
  /** Hex. */
  readonly manifestHash: string;
  /** Null until the three tellers have signed this very form. */
  readonly checkCode: string | null;
}

/** Fetches the form of a frozen meeting. Null when what came is not the form of this meeting: nothing is printed from it. */
export async function readForm(api: StaffCall, session: SessionId): Promise<Answer<PaperForm | null>> {
  const answer = await api('getManifest', { session });
  if (!answer.ok) return answer;
  const parsed = parseManifest(answer.value.manifest);
  if (!parsed.ok || parsed.manifest.session !== session) return { ok: true, value: null };
  const { manifest } = parsed;
  const hash = await manifestHash(manifest);
  const armed = await verifyArming(manifest, hash, answer.value.arming);
  return {
    ok: true,
    value: { manifest, manifestHash: toHex(hash), checkCode: armed === null ? null : await checkCode(armed) },
  };
}

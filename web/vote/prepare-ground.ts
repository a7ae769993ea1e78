import type { ResponseOf } from '../../shared/contract/operations.ts';
import { verifyArming } from '../../shared/protocol/arming.ts';
import { checkCode } from '../../shared/protocol/check-code.ts';
import { keyBytes, manifestHash, parseManifest } from '../../shared/protocol/manifest.ts';
import { tokenKeyId } from '../../shared/protocol/token-key.ts';
import type { PhoneRefusal } from './flow.ts';
import type { Arrived, Ground } from './records.ts';
import { retryDelayMs, type Scene, seeMeeting } from './scene.ts';

const NOT_ARMED_POLL_MS = 5_000;

/** Fetches manifest and arming signatures until the session is armed, and verifies them (protocol.md §2, step 1). */
export async function prepareGround(scene: Scene, card: Arrived): Promise<void> {
  for (let attempt = 1; !scene.signal.aborted; attempt++) {
    const answer = await scene.call('getManifest', { session: card.session });
    if (answer.ok) {
      const verified = await verifyGround(answer.value, card);
      if (verified !== 'not-armed') {
        // The meeting may be over or voided; its face says so before the check code is shown.
        await seeMeeting(scene, card.session);
        return scene.dispatch(
          typeof verified === 'string'
            ? { type: 'refused', why: verified }
            : { type: 'ground-verified', ground: verified },
        );
      }
      scene.dispatch({ type: 'not-armed' });
    } else if (answer.network) {
      scene.dispatch({ type: 'went-offline' });
    } else if (answer.problem.type.endsWith(':not-frozen')) {
      scene.dispatch({ type: 'not-armed' });
    } else if (answer.problem.status < 500) {
      scene.dispatch({ type: 'refused', why: answer.problem });
      return;
    }
    await scene.sleep(
      answer.ok ? NOT_ARMED_POLL_MS : Math.max(retryDelayMs(attempt, scene.random), 2_000),
      scene.signal,
    );
  }
}

/** What the phone may believe of a session, or why it goes no further. */
export async function verifyGround(
  { manifest: value, arming }: ResponseOf<'getManifest'>,
  card: Pick<Arrived, 'session' | 'tokenKeyId'>,
): Promise<Ground | PhoneRefusal | 'not-armed'> {
  const parsed = parseManifest(value);
  if (!parsed.ok) return 'manifest-invalid';
  const { manifest } = parsed;
  if (manifest.session !== card.session) return 'wrong-session';
  const isCardKey = card.tokenKeyId === null || card.tokenKeyId === (await tokenKeyId(keyBytes(manifest.tokenKey)));
  if (!isCardKey) return 'card-key-differs';
  if (arming.length < 3) return 'not-armed';
  const hash = await manifestHash(manifest);
  const armingHash = await verifyArming(manifest, hash, arming);
  if (armingHash === null) return 'arming-invalid';
  return { manifest, manifestHash: hash, armingHash, checkCode: await checkCode(armingHash) };
}

import { signArming } from '../../../shared/protocol/arming.ts';
import { toHex } from '../../../shared/protocol/bytes.ts';
import type { BundleDefect } from '../../../shared/protocol/check-bundle.ts';
import { type Manifest, manifestHash } from '../../../shared/protocol/manifest.ts';
import { SLOTS } from '../../../shared/protocol/slots.ts';
import { generateTellerKeys, publicTellerKeys } from '../../../shared/protocol/teller-keys.ts';
import { tellers } from './made-session.ts';
import { altered, type Json, type Path, resigned, type Tampered, textOf } from './tampering.ts';
import { vectors } from './vectors.ts';

/** A bundle whose altered manifest all three tellers armed anew, and whose result two signed for it. */
async function rearmed(bundle: Json): Promise<Json> {
  const hash = await manifestHash(bundle['manifest'] as Manifest);
  const arming = await Promise.all(
    SLOTS.map(async (slot) => ({ slot, signature: await signArming(tellers[slot].sign.privateKey, hash) })),
  );
  return resigned({ ...altered(bundle, ['result', 'manifestHash'], () => toHex(hash)), arming });
}

const ONLY_THE_CODE: BundleDefect = { code: 'another-check-code', where: 'arming' };

type Change = readonly [path: Path, change: (value: unknown) => unknown, defect: BundleDefect];

const swapped = (value: unknown): unknown => (Array.isArray(value) ? [value[1], value[0], ...value.slice(2)] : value);
const fewer = (value: unknown): unknown => (Array.isArray(value) ? value.slice(0, -1) : value);

/** What all three tellers can say differently of a meeting that was held, and what of it the file itself gives away. */
async function changes(): Promise<readonly Change[]> {
  const stranger = await publicTellerKeys(await generateTellerKeys());
  return [
    [['manifest', 'unit'], () => '别的单位', ONLY_THE_CODE],
    [['manifest', 'subjects', 1, 'name'], () => '别的人', ONLY_THE_CODE],
    [['manifest', 'subjects', 1, 'post'], () => '', ONLY_THE_CODE],
    [['manifest', 'subjects', 1, 'kind'], () => 'unit', ONLY_THE_CODE],
    [['manifest', 'subjects', 0, 'indicators', 0, 'name'], () => '别的指标', ONLY_THE_CODE],
    [['manifest', 'boxKey'], () => stranger.sign, ONLY_THE_CODE],
    [['manifest', 'tellers', 0, 'hpke'], () => stranger.hpke, ONLY_THE_CODE],
    [
      ['manifest', 'tellers', 0, 'sign'],
      () => stranger.sign,
      { code: 'wrong-signature', where: 'arming[0].signature' },
    ],
    [['manifest', 'county'], () => 'elsewhere', { code: 'another-session', where: 'result.county' }],
    [['manifest', 'session'], () => 'tuanfeng-2007-other', { code: 'another-session', where: 'result.session' }],
    [['manifest', 'delegates'], () => 34, { code: 'wrong-count', where: 'result.counts.delegates' }],
    [['manifest', 'thresholds', 'qualified'], () => 80, { code: 'wrong-grade', where: 'result.subjects[0].grade' }],
    [['manifest', 'subjects', 2, 'id'], () => 'somebody', { code: 'wrong-subjects', where: 'result.subjects[2].id' }],
    [
      ['manifest', 'subjects', 0, 'indicators', 2, 'id'],
      () => 'something',
      { code: 'wrong-subjects', where: 'result.subjects[0].indicators[2].id' },
    ],
    [['manifest', 'subjects'], swapped, { code: 'wrong-subjects', where: 'result.subjects[0].id' }],
    [['manifest', 'subjects'], fewer, { code: 'wrong-subjects', where: 'result.subjects' }],
    [
      ['manifest', 'subjects', 1, 'indicators'],
      fewer,
      { code: 'wrong-subjects', where: 'result.subjects[1].indicators' },
    ],
  ];
}

/** The form of a meeting altered, and armed and signed as if it had been so: beside its own defect, the minutes have another check code. */
export async function* rearmedBundles(): AsyncGenerator<Tampered> {
  for (const [path, change, defect] of await changes()) {
    const bundle = await rearmed(altered(vectors.bundle, path, change));
    const name = `another ${textOf(path)}, armed by three`;
    yield { name, bundle, defect, checkCode: vectors.checkCode };
    if (defect !== ONLY_THE_CODE && defect.code !== 'wrong-signature')
      yield { name: `${name}, by the minutes`, bundle, defect: ONLY_THE_CODE, checkCode: vectors.checkCode };
  }
}

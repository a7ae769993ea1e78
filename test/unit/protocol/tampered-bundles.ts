import type { BundleDefect } from '../../../shared/protocol/check-bundle.ts';
import { another } from './altered.ts';
import { relistedBundles } from './tampered-lists.ts';
import { rearmedBundles } from './tampered-manifests.ts';
import { plausibleBundles } from './tampered-plausibly.ts';
import { misshapenBundles } from './tampered-shapes.ts';
import {
  altered,
  defectAt,
  firstOfKinds,
  leaves,
  nodeAt,
  PARENT,
  type Path,
  type Rule,
  resigned,
  SELF,
  type Tampered,
  textOf,
} from './tampering.ts';
import { vectors } from './vectors.ts';

/** What must be named when a value is another one. */
const ANOTHER: readonly Rule[] = [
  [/^manifest\.(v|subjects\[\d+\]\.kind|tellers\[\d+\]\.slot)$/, 'wrong-value', SELF],
  [/^(manifest\.scale)\..*$/, 'wrong-value', PARENT],
  // Whatever else a manifest says, its three signatures do not hold for another one.
  [/^manifest\..*$/, 'wrong-signature', 'arming[0].signature'],
  [/^arming\[\d+\]\.slot$/, 'wrong-slots', SELF],
  [/^arming\[\d+\]\.signature$/, 'wrong-signature', SELF],
  [/^board\[\d+\]$/, 'another-board', 'result.boardRoot'],
  [/^result\..*$/, 'wrong-signature', 'signatures[0].signature'],
  [/^signatures\[\d+\]\.slot$/, 'wrong-slots', SELF],
  [/^signatures\[\d+\]\.signature$/, 'wrong-signature', SELF],
  [/^(signatures\[\d+\]\.objection)\..*$/, 'wrong-signature', `${PARENT}.signature`],
];

/** The same of a result that two tellers signed again: what does not follow from the rest. */
const ANOTHER_SIGNED: readonly Rule[] = [
  [/^result\.v$/, 'wrong-value', SELF],
  [/^result\.(county|session)$/, 'another-session', SELF],
  [/^result\.manifestHash$/, 'another-manifest', SELF],
  [/^result\.boardRoot$/, 'another-board', SELF],
  [/^(result\.openedBy)\[\d+\]$/, 'wrong-slots', PARENT],
  [/^result\.counts\.(delegates|electronic)$/, 'wrong-count', SELF],
  [/^(result)\.counts\.papersReissued$/, 'wrong-outcome', `${PARENT}.outcome`],
  [/^(result\.counts)\.(paper|void\.\w+|valid)$/, 'wrong-sum', `${PARENT}.valid`],
  [/^result\.subjects\[\d+\](\.indicators\[\d+\])?\.id$/, 'wrong-subjects', SELF],
  [/^result\.subjects\[\d+\]\.ballots$/, 'wrong-sum', SELF],
  [/^(result\.subjects\[\d+\]\.indicators\[\d+\])\.(histogram\[\d+\]|noOpinion)$/, 'wrong-sum', `${PARENT}.histogram`],
  [/^result\..*\.withheld$/, 'wrong-value', SELF],
  [/^result\..*\.mean$/, 'wrong-mean', SELF],
  [/^result\..*\.score$/, 'wrong-score', SELF],
  [/^result\..*\.grade$/, 'wrong-grade', SELF],
  [/^(result\.subjects\[\d+\]\.grades)\..*$/, 'wrong-sum', PARENT],
  [/^result\..*\.satisfaction$/, 'wrong-satisfaction', SELF],
  [/^result\.outcome$/, 'wrong-outcome', SELF],
];

/**
 * How many drew a token and how many papers were handed out stands in no part of a bundle but in the result itself: two tellers
 * who sign another number of it, within what was cast, cannot be refuted from the file (docs/threat-model.md).
 */
const ONLY_SIGNED = /^result\.counts\.(drawn|reissued|papersIssued)$/;

/** What must be named when a field is not there: itself, or its entry where that takes another form. */
const ABSENT: readonly Rule[] = [
  // Without it the entry is the other kind of indicator, or of signature, which lacks fields too.
  [/^(result\.subjects\[\d+\]\.indicators\[\d+\])\.withheld$/, 'missing-field', `${PARENT}.histogram`],
  // A reason for which no ballot is void is not listed.
  [/^(result\.counts)\.void\.\w+$/, 'wrong-sum', `${PARENT}.valid`],
  [/^.*$/, 'missing-field', SELF],
];

const { bundle, sealedBundle } = vectors;
const PUBLIC_LEAVES = leaves(bundle);
const isNamed = (path: Path): boolean => typeof path.at(-1) === 'string';

/** Whatever a result says that nobody signed, its signatures do not hold: one field of each kind, and each again below. */
const isOfResult = ([part]: Path): boolean => part === 'result';
const ONCE = new Set(firstOfKinds(PUBLIC_LEAVES));

function* unsigned(): Generator<Tampered> {
  for (const path of PUBLIC_LEAVES) {
    const text = textOf(path);
    if (!isOfResult(path) || ONCE.has(path))
      yield { name: `another ${text}`, bundle: altered(bundle, path, another), defect: defectAt(path, ANOTHER) };
    if (isNamed(path))
      yield { name: `no ${text}`, bundle: altered(bundle, path, () => undefined), defect: defectAt(path, ABSENT) };
  }
}

async function* signedAgain(): AsyncGenerator<Tampered> {
  for (const path of PUBLIC_LEAVES) {
    const text = textOf(path);
    if (!text.startsWith('result.') || ONLY_SIGNED.test(text)) continue;
    const forged = await resigned(altered(bundle, path, another));
    yield { name: `another ${text}, signed by two`, bundle: forged, defect: defectAt(path, ANOTHER_SIGNED) };
  }
}

const SPOILT = 'result.counts.void.sealed';
const OPENERS = ['discipline', 'delegates'] as const;
/** In the vectors: one cast under a token that does not hold, one that no shares open. */
const VOID_ANYHOW: readonly number[] = [8, 12];

function* sealed(): Generator<Tampered> {
  const of = (path: Path, defect: BundleDefect): Tampered => ({
    name: `another ${textOf(path)} in a sealed bundle`,
    bundle: altered(sealedBundle, path, another),
    defect,
  });
  for (const path of leaves(sealedBundle)) {
    const [part] = path;
    if (part === 'ballots') yield of(path, { code: 'wrong-receipt', where: textOf(path) });
    // A void paper has no scores: something in its place is none either.
    if (part === 'paper' && path.length === 2) yield of(path, { code: 'wrong-paper', where: textOf(path) });
  }
  for (const index of vectors.board.keys()) {
    if (VOID_ANYHOW.includes(index)) continue;
    const next = (index + 1) % vectors.board.length;
    const moved = OPENERS.reduce<unknown>(
      (before, slot) => altered(before, ['opened', slot, index], () => nodeAt(before, ['opened', slot])[next]),
      sealedBundle,
    );
    const name = `the shares of ballot ${next} for ballot ${index}, from two tellers`;
    yield { name, bundle: moved, defect: { code: 'another-result', where: SPOILT } };
  }
}

/** Every value of a bundle altered and taken away, then signed again by two tellers; the parts of the sealed one; shapes, lists, other forms. */
export async function* tamperedBundles(): AsyncGenerator<Tampered> {
  yield* unsigned();
  yield* signedAgain();
  yield* sealed();
  yield* misshapenBundles();
  yield* relistedBundles();
  yield* rearmedBundles();
  yield* plausibleBundles();
}

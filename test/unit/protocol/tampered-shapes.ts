import {
  altered,
  defectAt,
  firstOfKinds,
  type Json,
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

/** Paths to every object and list of a document, itself included. */
function nodes(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [];
  const isList = Array.isArray(value);
  const below = Object.entries(value).flatMap(([name, each]) => nodes(each, [...path, isList ? Number(name) : name]));
  return [path, ...below];
}

/** Values of every type of JSON but one's own; a number that no field takes for its own. */
const TYPES: Readonly<Record<string, unknown>> = {
  null: null,
  true: true,
  'a number': -1.5,
  'a text': '',
  'a list': [],
  'an object': {},
};

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return { boolean: 'true', number: 'a number', string: 'a text' }[typeof value as 'string'] ?? 'an object';
}

/** What must be named when an object or a list is of another type (docs/protocol.md §7). */
const NODES: readonly Rule[] = [
  [/^result\.reasons$/, 'wrong-outcome', SELF],
  [/^result\..*\.histogram$/, 'wrong-value', SELF],
  [/^opened\.\w+$/, 'wrong-share-set', SELF],
  [/^paper\[\d+\]$/, 'wrong-paper', SELF],
  [/^.*$/, 'wrong-type', SELF],
];

/** What must be named when a value is of another type. */
const LEAVES: readonly Rule[] = [
  [/^manifest\.(tokenKey|boxKey|tellers\[\d+\]\.(hpke|sign))$/, 'wrong-key', SELF],
  [/^(manifest\.(scale|thresholds))\..*$/, 'wrong-value', PARENT],
  [/^manifest\..*$/, 'wrong-value', SELF],
  [/^arming\[\d+\]\.slot$/, 'wrong-slots', SELF],
  [/^arming\[\d+\]\.signature$/, 'wrong-signature', SELF],
  [/^board\[\d+\]$/, 'not-a-board', SELF],
  [/^result\.(county|session)$/, 'another-session', SELF],
  [/^result\.manifestHash$/, 'another-manifest', SELF],
  [/^result\.boardRoot$/, 'another-board', SELF],
  [/^(result\.openedBy)\[\d+\]$/, 'wrong-slots', PARENT],
  [/^result\.subjects\[\d+\](\.indicators\[\d+\])?\.id$/, 'wrong-subjects', SELF],
  [/^(result\..*\.histogram)\[\d+\]$/, 'wrong-value', PARENT],
  [/^result\.subjects\[\d+\]\.ballots$/, 'wrong-sum', SELF],
  [/^result\..*\.mean$/, 'wrong-mean', SELF],
  [/^result\..*\.score$/, 'wrong-score', SELF],
  [/^result\..*\.grade$/, 'wrong-grade', SELF],
  [/^result\..*\.satisfaction$/, 'wrong-satisfaction', SELF],
  [/^result\.outcome$/, 'wrong-outcome', SELF],
  [/^result\..*$/, 'wrong-value', SELF],
  [/^signatures\[\d+\]\.slot$/, 'wrong-slots', SELF],
  [/^signatures\[\d+\]\.signature$/, 'wrong-signature', SELF],
  [/^.*\.reason$/, 'wrong-value', SELF],
  [/^.*\.objection\.signature$/, 'wrong-signature', SELF],
  [/^ballots\[\d+\]$/, 'wrong-ballot', SELF],
  [/^(opened\.\w+)\[\d+\]$/, 'wrong-share-set', PARENT],
  [/^(paper\[\d+\])(\[\d+\])?$/, 'wrong-paper', PARENT],
];

/** A post may be empty, a share that does not open is `null`, a void paper too; a text of no digits is a ballot of no bytes. */
const ALLOWED: readonly (readonly [pattern: RegExp, type: string])[] = [
  [/^manifest\..*\.post$/, 'a text'],
  [/^opened\.\w+\[\d+\]$/, 'null'],
  [/^paper\[\d+\]$/, 'null'],
  [/^ballots\[\d+\]$/, 'a text'],
  [/^.*\.reason$/, 'a text'],
];

/** One that two tellers sign anew where it is of the result: the signatures are not what is wrong. */
async function signedWhereSigned(forged: Json, path: Path): Promise<Json> {
  return path[0] === 'result' && path.length > 1 ? resigned(forged) : forged;
}

async function* otherTypes(bundle: unknown, paths: readonly Path[], rules: readonly Rule[]): AsyncGenerator<Tampered> {
  for (const path of paths) {
    const text = textOf(path);
    const before = nodeAt(bundle, path.slice(0, -1))[path.at(-1) ?? ''];
    for (const [type, value] of Object.entries(TYPES)) {
      if (type === typeOf(before) || ALLOWED.some(([pattern, each]) => each === type && pattern.test(text))) continue;
      const forged = await signedWhereSigned(
        altered(bundle, path, () => value),
        path,
      );
      yield { name: `${type} for ${text}`, bundle: forged, defect: defectAt(path, rules) };
    }
  }
}

const MORE = 'more';

/** An object with a field that nobody knows, and one without each of its own. */
async function* otherFields(bundle: unknown, paths: readonly Path[]): AsyncGenerator<Tampered> {
  for (const path of paths) {
    if (Array.isArray(nodeAt(bundle, path))) continue;
    const more = await signedWhereSigned(
      altered(bundle, [...path, MORE], () => 1),
      [...path, MORE],
    );
    yield {
      name: `a field more in ${textOf(path) || 'the bundle'}`,
      bundle: more,
      defect: { code: 'unknown-field', where: textOf([...path, MORE]) },
    };
  }
}

async function* withoutParts(bundle: unknown, paths: readonly Path[]): AsyncGenerator<Tampered> {
  for (const path of paths) {
    const last = path.at(-1);
    // Of a list's entry nobody says that it is missing; an entry without its objection is one without a signature.
    if (typeof last !== 'string' || last === 'objection') continue;
    const forged = await signedWhereSigned(
      altered(bundle, path, () => undefined),
      path,
    );
    yield { name: `no ${textOf(path)}`, bundle: forged, defect: { code: 'missing-field', where: textOf(path) } };
  }
}

const SEALED_PARTS: readonly (string | number | undefined)[] = ['ballots', 'opened', 'paper'];

/** Each kind of field of another type, each object with a field more, each part away: what is of the result, signed anew by two. */
export async function* misshapenBundles(): AsyncGenerator<Tampered> {
  const { bundle, sealedBundle } = vectors;
  const publicNodes = firstOfKinds(nodes(bundle));
  const inside = publicNodes.filter(({ length }) => length > 0);
  yield* otherTypes(bundle, inside, NODES);
  yield* otherTypes(bundle, firstOfKinds(leaves(bundle)), LEAVES);
  yield* otherFields(bundle, publicNodes);
  yield* withoutParts(bundle, inside);
  const isSealedPart = ([part]: Path) => SEALED_PARTS.includes(part);
  const sealedNodes = firstOfKinds(nodes(sealedBundle)).filter(isSealedPart);
  yield* otherTypes(sealedBundle, sealedNodes, NODES);
  yield* otherTypes(sealedBundle, firstOfKinds(leaves(sealedBundle)).filter(isSealedPart), LEAVES);
  yield* otherFields(sealedBundle, [[], ['opened']]);
  yield* withoutParts(sealedBundle, sealedNodes);
}

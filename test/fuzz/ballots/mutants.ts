import { type Bytes, concat, toB64u } from '../../../shared/protocol/bytes.ts';
import type { Chance } from '../chance.ts';
import { BOX_MUTATIONS, HEAD_BYTES } from './box-mutations.ts';
import type { Material, RealBallot } from './material.ts';
import { TEXT_MUTATIONS } from './text-mutations.ts';
import { TOKEN_MUTATIONS } from './token-mutations.ts';

/** A request that must be refused. */
export interface Mutant {
  /** Which mutation made it: its name in one of the tables. */
  readonly kind: string;
  /** The JSON text that is sent to the operation, its session being in the address. */
  readonly body: string;
  /** The problems by which it may be refused; by another one it is a finding too. */
  readonly refusedBy: readonly string[];
}

/** A ballot altered byte by byte, for a box that somebody fills past casting. */
export interface LaidBallot {
  readonly kind: string;
  readonly bytes: Bytes;
  readonly from: RealBallot;
}

const REFUSED = {
  token: ['token-invalid'],
  box: ['already-cast'],
  text: ['ballot-malformed', 'request-invalid', 'not-json', 'body-too-large'],
  /** Of the text mutation that names another session, which may be open. */
  session: ['session-unknown', 'token-invalid', 'request-invalid'],
} as const;

const bodyOf = ({ session }: Material, ballot: Bytes): string =>
  JSON.stringify({ session: session.id, ballot: toB64u(ballot) });

const withHead = (real: RealBallot, head: Uint8Array): Bytes =>
  concat(real.sealed.slice(0, 1), head, real.sealed.slice(HEAD_BYTES));

const isReal = (bytes: Uint8Array, { cast, unspent }: Material): boolean =>
  [...cast, ...unspent].some(({ sealed }) => Buffer.compare(sealed, bytes) === 0);

function tokenMutant(kind: string, material: Material, chance: Chance): LaidBallot | null {
  // Of a token that nobody has cast: a check that lets it through puts a ballot into the box.
  const from = chance.of(material.unspent);
  const head = TOKEN_MUTATIONS[kind]?.(from, material, chance) ?? null;
  return head && { kind, from, bytes: withHead(from, head) };
}

function boxMutant(kind: string, material: Material, chance: Chance): LaidBallot | null {
  const from = chance.of(material.cast);
  const bytes = BOX_MUTATIONS[kind]?.(from, material, chance) ?? null;
  return bytes && { kind, from, bytes };
}

/** A mutation may give back what it was given: that is no mutant. */
const unlessReal = (laid: LaidBallot | null, material: Material): LaidBallot | null =>
  laid === null || isReal(laid.bytes, material) ? null : laid;

/** Every way to alter a request for casting: name to maker. */
const MAKERS: ReadonlyMap<string, (material: Material, chance: Chance) => Mutant | null> = new Map([
  ...Object.keys(TOKEN_MUTATIONS).map(
    (kind) => [kind, requestOf(kind, REFUSED.token, (...given) => tokenMutant(kind, ...given))] as const,
  ),
  ...Object.keys(BOX_MUTATIONS).map(
    (kind) => [kind, requestOf(kind, REFUSED.box, (...given) => boxMutant(kind, ...given))] as const,
  ),
  ...Object.entries(TEXT_MUTATIONS).map(([kind, mutate]) => {
    const make = (material: Material, chance: Chance): Mutant | null => {
      const body = mutate(chance.of(material.unspent), material, chance);
      const refusedBy = kind === 'under another session' ? REFUSED.session : REFUSED.text;
      return body === null ? null : { kind, body, refusedBy };
    };
    return [kind, make] as const;
  }),
]);

type Making = readonly [material: Material, chance: Chance];

function requestOf(kind: string, refusedBy: readonly string[], make: (...given: Making) => LaidBallot | null) {
  return (...given: Making): Mutant | null => {
    const laid = unlessReal(make(...given), given[0]);
    return laid && { kind, body: bodyOf(given[0], laid.bytes), refusedBy };
  };
}

/** The names of all mutations of a request. */
export const MUTANT_KINDS: readonly string[] = [...MAKERS.keys()];

/** The next mutant: each kind comes as often as every other. */
export function makeMutant(place: number, material: Material, chance: Chance): Mutant {
  const kind = MUTANT_KINDS[place % MUTANT_KINDS.length];
  const make = MAKERS.get(kind ?? '');
  for (let tries = 0; tries < 1_000; tries += 1) {
    const mutant = make?.(material, chance) ?? null;
    if (mutant !== null) return mutant;
  }
  throw new Error(`no mutant of the kind "${kind}" could be made`);
}

/** The names of the mutations that leave a ballot's length as it is. */
const LAID_KINDS = [...Object.keys(TOKEN_MUTATIONS), ...Object.keys(BOX_MUTATIONS)];

/** The next altered ballot for a box that is filled past casting. */
export function makeLaid(place: number, material: Material, chance: Chance): LaidBallot {
  const kind = LAID_KINDS[place % LAID_KINDS.length] ?? '';
  const make = kind in TOKEN_MUTATIONS ? tokenMutant : boxMutant;
  for (let tries = 0; tries < 1_000; tries += 1) {
    const laid = unlessReal(make(kind, material, chance), material);
    if (laid !== null) return laid;
  }
  throw new Error(`no ballot of the kind "${kind}" could be made`);
}

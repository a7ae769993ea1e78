import { parseArming } from '../../../shared/protocol/arming.ts';
import { auditHash, checkAuditLog, GENESIS_HASH } from '../../../shared/protocol/audit-chain.ts';
import { parseBoardPayload } from '../../../shared/protocol/board.ts';
import { parseBundleText } from '../../../shared/protocol/bundle-text.ts';
import { type Bytes, fromB64u, toB64u } from '../../../shared/protocol/bytes.ts';
import { checkBundle } from '../../../shared/protocol/check-bundle.ts';
import { jcsText } from '../../../shared/protocol/jcs.ts';
import { keyBytes, manifestHash, parseManifest } from '../../../shared/protocol/manifest.ts';
import { openBallots, parseShareSet } from '../../../shared/protocol/opening.ts';
import { spendableProof } from '../../../shared/protocol/opinion-proof.ts';
import { decodePlainBallot, encodePlainBallot } from '../../../shared/protocol/plain-ballot.ts';
import { packSealedBallot, parseSealedBallot } from '../../../shared/protocol/sealed-ballot.ts';
import { parseTellerRequest, verifyTellerRequest } from '../../../shared/protocol/teller-request.ts';
import { importTokenKey, tokenKeyModulus } from '../../../shared/protocol/token-key.ts';
import { hexBytes, vectorManifest, vectors } from '../../unit/protocol/vectors.ts';
import { hostileJson } from './hostile.ts';
import { bytesOf, jsonBytes, jsonIn, must, type Target, textOf, verdictOf } from './target.ts';

const INDICATORS = 15;
const JSON_WORDS = [
  'null',
  '255',
  '-0',
  '1e999',
  '"\\ud800"',
  '[]',
  '{}',
  '"__proto__"',
  '"\\u0000"',
  '9007199254740993',
];
const BUNDLE_WORDS = [
  ...JSON_WORDS,
  '"manifest"',
  '"board"',
  '"result"',
  '"signatures"',
  '"ballots"',
  '"opened"',
  '"paper"',
];

async function auditLog(): Promise<Bytes> {
  let previousHash = GENESIS_HASH;
  const lines: string[] = [];
  for (const sequence of [1, 2, 3]) {
    const entry = {
      sequence,
      atMs: 1_226_000_000_000 + sequence,
      ...{ who: '监察室', role: 'inspection-office', what: 'freeze', target: '回龙山工商所', why: '核对无误' },
      previousHash,
    };
    const hash = await auditHash(entry);
    lines.push(JSON.stringify({ ...entry, hash }));
    previousHash = hash;
  }
  return bytesOf(`${lines.join('\n')}\n`);
}

/** What was verified, in the one form of its content. */
const KNOWN_BUNDLES = new Set([vectors.bundle, vectors.sealedBundle].map(jcsText));

async function readBundle(bytes: Bytes): Promise<boolean> {
  let value: unknown;
  try {
    value = parseBundleText(textOf(bytes));
  } catch (error) {
    // Its way of saying no; the command and the page catch it.
    if (error instanceof SyntaxError) return false;
    throw error;
  }
  const { defects } = await checkBundle(value);
  if (defects.length > 0) return false;
  must(KNOWN_BUNDLES.has(jcsText(value)), 'no other bundle is verified than those that were signed');
  return true;
}

const tokenKeyDer = keyBytes(vectorManifest().tokenKey);
const manifest = vectorManifest();
const ballotSeeds = vectors.ballots.slice(0, 3).map(({ sealed }) => hexOrText(sealed));

function hexOrText(text: string): Bytes {
  return /^[0-9a-f]+$/.test(text) ? hexBytes(text) : (fromB64u(text) ?? new Uint8Array());
}

async function readSealedBallot(bytes: Bytes): Promise<boolean> {
  const ballot = parseSealedBallot(bytes, INDICATORS);
  if (ballot === null) return false;
  must(toB64u(packSealedBallot(ballot)) === toB64u(bytes), 'a sealed ballot has one form');
  const openedBy = ['discipline', 'delegates'] as const;
  const opened = { discipline: [null], delegates: [null] };
  const hash = await manifestHash(manifest);
  const [one] = await openBallots({ manifest, manifestHash: hash, ballots: [bytes], openedBy, opened });
  must(one !== undefined && 'void' in one, 'a ballot without shares is void');
  return true;
}

/** A number that is none to RFC 8785: every schema of the contract refuses it before what is signed is written (zod’s `number`). */
const refuseInfinity = (_: string, value: unknown): unknown => {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError('beyond what a number holds');
  return value;
};

/** The parts of requests that the protocol's own parsers read, before or after the contract's schemas. */
async function readParts(value: unknown): Promise<boolean> {
  const request = parseTellerRequest(value);
  if (request !== null) {
    const context = { county: 'tuanfeng', session: 'any', operation: 'openVoting' };
    must(!(await verifyTellerRequest(keyBytes(manifest.boxKey), context, request)), 'nothing is signed by that key');
  }
  const parsed = [request, parseArming(value), parseBoardPayload(value), parseShareSet(value, 2)];
  return parsed.some((each) => each !== null);
}

export const PROTOCOL_TARGETS: readonly Target[] = [
  {
    name: 'sealed-ballot',
    shape: 'bytes',
    words: ['\x01', '\x04', '\0\0\0\0', '\xff\xff\xff\xff'],
    seeds: () => ballotSeeds,
    hostile: () => [new Uint8Array(3_000_000).fill(1)],
    maxBytes: 1_400,
    read: async (bytes) => verdictOf(await readSealedBallot(bytes)),
  },
  {
    name: 'plain-ballot',
    shape: 'bytes',
    words: ['\x01', '\xff', '\x0b'],
    seeds: () => [encodePlainBallot(Array.from({ length: INDICATORS }, (_, at) => (at === 3 ? null : at % 11)))],
    hostile: () => [new Uint8Array(3_000_000)],
    maxBytes: 64,
    read: (bytes) => {
      const scores = decodePlainBallot(bytes, INDICATORS);
      const again = scores && encodePlainBallot(scores);
      must(again === null || toB64u(again) === toB64u(bytes), 'a plain ballot has one form');
      return verdictOf(scores !== null);
    },
  },
  {
    name: 'bundle',
    shape: 'json',
    words: BUNDLE_WORDS,
    seeds: () => [jsonBytes(vectors.bundle), jsonBytes(vectors.sealedBundle)],
    hostile: hostileJson,
    maxBytes: 200_000,
    read: async (bytes) => verdictOf(await readBundle(bytes)),
  },
  {
    name: 'manifest',
    shape: 'json',
    words: JSON_WORDS,
    seeds: () => [jsonBytes(vectors.manifest)],
    hostile: hostileJson,
    maxBytes: 20_000,
    read: async (bytes) => {
      const json = jsonIn(bytes);
      if (json === undefined) return 'refused';
      const parsed = parseManifest(json.value);
      must(parsed.ok || parsed.defects.length > 0, 'a manifest that is refused has a defect');
      // What is read is hashed: nothing may be read that has no RFC 8785 form.
      if (parsed.ok) await manifestHash(parsed.manifest);
      return verdictOf(parsed.ok);
    },
  },
  {
    name: 'audit-log',
    shape: 'text',
    words: [...JSON_WORDS, '\n', '"sequence":2', '"hash"', '{"a":1}', '\\ud83d', '"who":"\\udfff",'],
    seeds: async () => [await auditLog()],
    hostile: hostileJson,
    maxBytes: 4_000,
    read: async (bytes) => verdictOf((await checkAuditLog(textOf(bytes))).defects.length === 0),
  },
  {
    name: 'requests',
    shape: 'json',
    words: [...JSON_WORDS, '"slot"', '"discipline"', '"payload"', '"signature"'],
    seeds: () => [
      jsonBytes({ slot: 'discipline', payload: { manifestHash: 'a'.repeat(64) }, signature: 'A'.repeat(86) }),
      jsonBytes(vectors.arming),
      jsonBytes(['A'.repeat(44), null]),
    ],
    hostile: hostileJson,
    maxBytes: 4_000,
    read: async (bytes) => {
      const json = jsonIn(bytes, refuseInfinity);
      // What is written with an escape for half of a pair is refused before (functions/http/stack.ts, parseJson).
      if (json === undefined || /\\u[dD][89a-fA-F]/.test(textOf(bytes))) return 'refused';
      return verdictOf(await readParts(json.value));
    },
  },
  {
    name: 'opinion-proof',
    shape: 'json',
    words: [...JSON_WORDS, '"nonce"', '"signature"'],
    seeds: () => [jsonBytes({ nonce: 'A'.repeat(43), signature: 'A'.repeat(342) })],
    hostile: hostileJson,
    maxBytes: 2_000,
    read: async (bytes) => {
      const value = jsonIn(bytes)?.value;
      if (typeof value !== 'object' || value === null || !('nonce' in value) || !('signature' in value))
        return 'refused';
      const { nonce, signature } = value;
      if (typeof nonce !== 'string' || typeof signature !== 'string') return 'refused';
      const spendable = await spendableProof({ session: 'any', key: tokenKeyDer }, { nonce, signature });
      must(spendable === null, 'no proof is made by chance');
      return 'taken';
    },
  },
  {
    name: 'token-key',
    shape: 'bytes',
    words: ['\x30\x82', '\x02\x03\x01\0\x01', '\0', '\xff'],
    seeds: () => [tokenKeyDer],
    hostile: () => [new Uint8Array(3_000_000).fill(0x30)],
    maxBytes: 600,
    read: async (bytes) => {
      const key = await importTokenKey(bytes);
      must((key === null) === (tokenKeyModulus(bytes) === null), 'a key that is read is imported');
      return verdictOf(key !== null);
    },
  },
];

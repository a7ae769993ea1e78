import { constants, createPrivateKey, type KeyObject, sign } from 'node:crypto';
import { type Meeting, newMeeting, withTeller } from '../../../functions/store/meetings.ts';
import type { OperationId } from '../../../shared/contract/routes.ts';
import type { Score } from '../../../shared/process/appraisal.ts';
import { indicatorCount } from '../../../shared/process/ballot-form.ts';
import { isSessionId, type SessionId } from '../../../shared/process/ids.ts';
import type { IssuingFigures } from '../../../shared/process/reconciliation.ts';
import { armingHash, signArming } from '../../../shared/protocol/arming.ts';
import { type Bytes, toB64u, toHex } from '../../../shared/protocol/bytes.ts';
import { keyBytes, type Manifest, manifestHash } from '../../../shared/protocol/manifest.ts';
import { openShareSet, type ShareSet, shareTexts } from '../../../shared/protocol/opening.ts';
import { signResult, type TallyResult } from '../../../shared/protocol/result.ts';
import { sealBallot } from '../../../shared/protocol/seal.ts';
import { NONCE_BYTES, type Token, tokenMessage } from '../../../shared/protocol/sealed-ballot.ts';
import { SLOTS, type Slot } from '../../../shared/protocol/slots.ts';
import type { TellerKeyPairs } from '../../../shared/protocol/teller-keys.ts';
import { signTellerRequest } from '../../../shared/protocol/teller-request.ts';
import { hexBytes, platformRandom, vectorManifest, vectors, vectorTellerKeys } from '../../unit/protocol/vectors.ts';
import { COUNTY, type Hall, pkcs8Of } from './hall.ts';

/** The delegates of every session of these tests, as in the vectors. */
export const DELEGATES = 33;
export const NO_PAPER: IssuingFigures = {
  delegates: DELEGATES,
  drawn: 24,
  reissued: 0,
  papersIssued: 0,
  papersReissued: 0,
};

let sessions = 0;

/** A meeting on the keys of the vectors: nothing here makes an RSA key. */
export class Session {
  readonly id: SessionId;
  readonly manifest: Manifest;
  readonly manifestHash: Bytes;
  readonly #hall: Hall;
  readonly #keys: Readonly<Record<Slot, TellerKeyPairs>>;
  readonly #tokenKey: KeyObject;

  private constructor(hall: Hall, manifest: Manifest, hash: Bytes, keys: Readonly<Record<Slot, TellerKeyPairs>>) {
    this.#hall = hall;
    this.id = manifest.session;
    this.manifest = manifest;
    this.manifestHash = hash;
    this.#keys = keys;
    const der = Buffer.from(hexBytes(vectors.tokenPrivateKeyPkcs8));
    this.#tokenKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  }

  /** A session whose manifest is known and whose box key is wrapped, but which has no head yet. */
  static async prepare(hall: Hall, changes: Partial<Manifest> = {}): Promise<Session> {
    const session = `session-${++sessions}`;
    if (!isSessionId(session)) throw new Error('not a session id');
    const manifest: Manifest = { ...vectorManifest(), session, ...changes };
    const [discipline, delegates, inspection] = await Promise.all(SLOTS.map(vectorTellerKeys));
    if (!discipline || !delegates || !inspection) throw new Error('the vectors lack a teller');
    const hash = await manifestHash(manifest);
    const prepared = new Session(hall, manifest, hash, { discipline, delegates, inspection });
    await hall.deps.meetings.putManifest(manifest.session, prepared.hash, manifest);
    const wrapped = await hall.deps.keyWrap.wrap('box', manifest.session, pkcs8Of(vectors.boxPrivateKey));
    await hall.deps.meetings.putKey(manifest.session, 'box', {
      wrapped: new Uint8Array(wrapped),
      publicKey: keyBytes(manifest.boxKey),
    });
    return prepared;
  }

  /** The manifest's hash in hex. */
  get hash(): string {
    return toHex(this.manifestHash);
  }

  /** The head as it is after `enrol`: three tellers, nothing frozen. */
  enrolled(): Meeting {
    const identity = { session: this.id, county: COUNTY, round: '2008', unit: 'huilongshan', unitName: '回龙山工商所' };
    const meeting: Meeting = { ...newMeeting(identity), keysMade: true };
    return this.manifest.tellers.reduce((changed, { slot, hpke, sign: signKey }) => {
      const used = 'a'.repeat(64);
      return withTeller(changed, slot, { enrolmentHash: used, enrolledWith: used, hpke, sign: signKey });
    }, meeting);
  }

  frozen(): Meeting {
    return { ...this.enrolled(), state: 'frozen', manifestHash: this.hash };
  }

  async armed(): Promise<Meeting> {
    const arming = await Promise.all(
      SLOTS.map(async (slot) => ({ slot, signature: await this.armingSignature(slot) })),
    );
    const hash = await armingHash(this.manifestHash, arming);
    if (hash === null) throw new Error('the arming of a fixture does not hold');
    const signed = arming.reduce(
      (changed, { slot, signature }) => withTeller(changed, slot, { armingSignature: signature }),
      this.frozen(),
    );
    return { ...signed, state: 'armed', armingHash: toHex(hash) };
  }

  async voting(): Promise<Meeting> {
    return { ...(await this.armed()), state: 'voting' };
  }

  /** Closing in ten seconds, issuing recorded beforehand so that the box can be closed. */
  async closing(issuing: IssuingFigures | null = NO_PAPER): Promise<Meeting> {
    return { ...(await this.voting()), state: 'closing', closesAt: this.#hall.nowMs + 10_000, issuing };
  }

  /** Stores a head as the starting point of a test. */
  async start(head: Meeting | Promise<Meeting>): Promise<this> {
    if (!(await this.#hall.deps.meetings.create(await head))) throw new Error('the session is there already');
    return this;
  }

  async head(): Promise<Meeting> {
    const meeting = await this.#hall.deps.meetings.read(this.id);
    if (meeting === undefined) throw new Error('the session has no head');
    return meeting;
  }

  /** A teller's key pairs, for whoever plays that teller. */
  keysOf(slot: Slot): TellerKeyPairs {
    return this.#keys[slot];
  }

  armingSignature(slot: Slot): Promise<string> {
    return signArming(this.#keys[slot].sign.privateKey, this.manifestHash);
  }

  resultSignature(slot: Slot, result: TallyResult): Promise<string> {
    return signResult(this.#keys[slot].sign.privateKey, result);
  }

  /** A teller's request, signed as the teller's page signs it. */
  async signed<Payload>(slot: Slot, operation: OperationId, payload: Payload) {
    const context = { county: COUNTY, session: this.id, operation };
    const request = await signTellerRequest(this.#keys[slot].sign.privateKey, context, { slot, payload });
    return { session: this.id, ...request };
  }

  /** A token, as the blind signature gives it: an RSASSA-PSS signature over its message. */
  token(): Token {
    const nonce = platformRandom(NONCE_BYTES);
    const padding = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 };
    const message = tokenMessage(this.manifestHash, nonce);
    return { nonce, signature: new Uint8Array(sign('sha384', message, { key: this.#tokenKey, ...padding })) };
  }

  /** A sealed ballot that gives every indicator one score, or the given scores. */
  seal(scores: Score | readonly Score[] = 9, token = this.token()): Promise<Bytes> {
    const { manifest, manifestHash: hash } = this;
    const columns = indicatorCount(manifest.subjects);
    const filled = typeof scores === 'number' || scores === null ? Array<Score>(columns).fill(scores) : scores;
    return sealBallot({ manifest, manifestHash: hash, token, scores: filled, random: platformRandom });
  }

  /** The cast request of a ballot. */
  casting(ballot: Bytes) {
    return { session: this.id, ballot: toB64u(ballot) };
  }

  /** One teller's opened shares of ballots in the order of the board. */
  openedBy(slot: Slot, ballots: readonly Bytes[]): Promise<ShareSet> {
    const { manifest, manifestHash: hash } = this;
    return openShareSet({ manifest, manifestHash: hash, slot, hpke: this.#keys[slot].hpke, ballots });
  }

  /** The same as JSON carries it. */
  async shares(slot: Slot, ballots: readonly Bytes[]): Promise<(string | null)[]> {
    return [...shareTexts(await this.openedBy(slot, ballots))];
  }
}

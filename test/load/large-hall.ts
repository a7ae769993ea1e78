import { constants, createHash, createPrivateKey, type KeyObject, sign } from 'node:crypto';
import { newMeeting } from '../../functions/store/meetings.ts';
import { delegateId } from '../../functions/store/round-lists.ts';
import { indicatorCount, type Subject } from '../../shared/process/ballot-form.ts';
import type { SessionId } from '../../shared/process/ids.ts';
import { CATEGORIES, seatsRequired } from '../../shared/process/seats.ts';
import { inBatches } from '../../shared/protocol/in-batches.ts';
import { sealBallot } from '../../shared/protocol/seal.ts';
import { NONCE_BYTES, tokenMessage } from '../../shared/protocol/sealed-ballot.ts';
import { TOKEN_SIGNATURE_BYTES } from '../../shared/protocol/token-key.ts';
import type { CheckedManifest } from '../../web/teller/actions/read-manifest.ts';
import type { MeantBallot } from '../rehearsal/counter.ts';
import { sessionOf } from '../rehearsal/office.ts';
import type { storesOf } from './deployment-child.ts';
import { sendAll } from './in-flight.ts';
import { random } from './made-meeting.ts';

/** More than any file may bring: what a county would enter in many steps is written through the stores here. */
export interface LargeHallOptions {
  readonly stores: ReturnType<typeof storesOf>;
  readonly county: string;
  readonly form: readonly Subject[];
  readonly delegates: number;
}

const ROUND = 'large';
const EDITION = 'first';
const UNIT = 'largest';
const UNIT_NAME = '样例分局';
const IN_FLIGHT = 32;

/** The lists, cards, drawings and ballots of one meeting, written by the stores' own methods and never over the API. */
export class LargeHall {
  readonly session: SessionId;
  readonly #options: LargeHallOptions;
  readonly #codes: readonly string[];

  constructor(options: LargeHallOptions) {
    this.#options = options;
    this.session = sessionOf(`${options.county}-${ROUND}-${UNIT}`);
    this.#codes = Array.from({ length: options.delegates }, (_, place) =>
      createHash('sha256')
        .update(delegateId(place + 1))
        .digest('hex'),
    );
  }

  /** What importing a round, and agreeing on its list, leaves. */
  async writeLists(): Promise<void> {
    const { stores, county, form, delegates } = this.#options;
    const { session } = this;
    const seats = seatsRequired(delegates);
    const categories = CATEGORIES.flatMap((category) => Array.from({ length: seats[category] }, () => category));
    const officers = form.flatMap(({ id, kind, name, post }) => (kind === 'officer' ? [{ id, name, post }] : []));
    const list = { version: 1, edition: EDITION, lastNumber: delegates, removed: [] };
    const unit = {
      unit: UNIT,
      name: UNIT_NAME,
      session,
      officers: officers.length,
      delegates,
      byCategory: seats,
      list,
    };
    const head = { round: ROUND, name: '大会', version: 1, edition: EDITION, importedAtMs: Date.now(), units: [unit] };
    const people = Array.from({ length: delegates }, (_, place) => ({
      number: place + 1,
      name: `样例代表${place + 1}`,
      category: categories[place] ?? 'market-entity',
      organisation: '样例商行',
      phone: `199${String(place).padStart(8, '0')}`,
    }));
    await stores.meetings.create(newMeeting({ session, county, round: ROUND, unit: UNIT, unitName: UNIT_NAME }));
    await stores.registry.rounds.write(ROUND, head.edition, [{ unit, officers, delegates: people }]);
    if (!(await stores.registry.rounds.publish(head, undefined))) throw new Error('the round is there already');
  }

  /** What printing a voting card for everybody leaves. */
  async registerCards(): Promise<void> {
    const { issuing } = this.#options.stores.registry;
    await sendAll([...this.#codes.entries()], IN_FLIGHT, async ([place, codeHash]) => {
      const { kind } = await issuing.change(this.session, place + 1, ({ code: _code, ...standing }) => ({
        kind: 'change',
        standing: { ...standing, codeHash },
        answer: null,
      }));
      if (kind !== 'done') throw new Error('a card could not be registered');
    });
  }

  /** What the stages before the appraisal leave. */
  async passGates(): Promise<void> {
    const { stores, form } = this.#options;
    const of = { round: ROUND, unit: UNIT };
    const officers = form.filter(({ kind }) => kind === 'officer').length;
    const { progress } = stores.registry;
    await progress.note(of, 'delegatesTeller', { by: 'lot', chosen: { teller: 1, standIn: 2, list: EDITION } });
    await progress.note(of, 'reports', { officers, missing: [] });
    await progress.note(of, 'preparation', {
      submitted: true,
      acknowledgedBy: ['discipline-commission', 'county-leader'],
    });
  }

  /** What everybody's drawing leaves: as many bytes, but of chance. */
  async draw(): Promise<void> {
    const { issuing } = this.#options.stores.registry;
    const blinded = random(TOKEN_SIGNATURE_BYTES);
    await sendAll(this.#codes, IN_FLIGHT, async (codeHash) => {
      const drawing = { blinded, blindSignature: random(TOKEN_SIGNATURE_BYTES) };
      if (!(await issuing.draw(this.session, codeHash, drawing))) throw new Error('a card could not be drawn with');
    });
  }

  /** A ballot of everybody, really sealed under a valid token, put into the box; what each meant. */
  async cast(checked: CheckedManifest): Promise<readonly MeantBallot[]> {
    const { stores, delegates, form } = this.#options;
    const { manifest, manifestHash } = checked;
    const tokenKey = await this.#tokenKey();
    const padding = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 };
    const meant = Array.from({ length: delegates }, () => scoresOf(indicatorCount(form)));
    const ballots = await inBatches(meant, async (scores) => {
      const nonce = random(NONCE_BYTES);
      const message = tokenMessage(manifestHash, nonce);
      const signature = new Uint8Array(sign('sha384', message, { key: tokenKey, ...padding }));
      const ballot = await sealBallot({ manifest, manifestHash, token: { nonce, signature }, scores, random });
      return { id: createHash('sha256').update(message).digest('hex'), ballot };
    });
    await sendAll(ballots, IN_FLIGHT, async ({ id, ballot }) => {
      if ((await stores.ballotBox.cast(this.session, id, ballot)) !== 'kept') throw new Error('a ballot was not kept');
    });
    return meant;
  }

  async #tokenKey(): Promise<KeyObject> {
    const { meetings, keyWrap } = this.#options.stores;
    const stored = await meetings.getKey(this.session, 'token');
    if (stored === undefined) throw new Error('the meeting has no token key');
    const pkcs8 = await keyWrap.unwrap('token', this.session, stored.wrapped);
    return createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
  }
}

/** One in twenty says 不了解. */
const scoresOf = (indicators: number): (number | null)[] =>
  Array.from(random(indicators), (byte) => (byte < 13 ? null : byte % 11));

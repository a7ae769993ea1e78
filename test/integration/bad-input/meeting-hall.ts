import { randomBytes } from 'node:crypto';
import type { Ask } from '../../../infra/local/sample/ask.ts';
import { playApproval } from '../../../infra/local/sample/play-delegates.ts';
import type { SessionId } from '../../../shared/process/ids.ts';
import { type Blinding, blind, finalize } from '../../../shared/protocol/blind-signature.ts';
import { type Bytes, fromB64u, toB64u } from '../../../shared/protocol/bytes.ts';
import { type Enrolment, parseCardFragment } from '../../../shared/protocol/code.ts';
import { keyBytes } from '../../../shared/protocol/manifest.ts';
import { sealBallot } from '../../../shared/protocol/seal.ts';
import { type Token, tokenMessage } from '../../../shared/protocol/sealed-ballot.ts';
import type { Slot } from '../../../shared/protocol/slots.ts';
import { signTellerRequest, type TellerRequest } from '../../../shared/protocol/teller-request.ts';
import { importTokenKey, type RsaPublicKey } from '../../../shared/protocol/token-key.ts';
import type { CheckedManifest } from '../../../web/teller/actions/read-manifest.ts';
import { issuePaper, listDesk } from '../../../web/teller/actions/serve-desk.ts';
import type { LineCall } from '../../rehearsal/line.ts';
import type { Office } from '../../rehearsal/office.ts';
import { passGates } from '../../rehearsal/staff.ts';
import { insist, Teller } from '../../rehearsal/teller.ts';

export const random = (length: number): Bytes => new Uint8Array(randomBytes(length));

export interface HallOptions {
  readonly session: SessionId;
  readonly unit: string;
  readonly call: LineCall;
  readonly ask: Ask;
  readonly inspection: Office;
  /** The clock of every device in this hall. */
  readonly nowMs: () => number;
}

interface Drawing {
  readonly nonce: Bytes;
  readonly message: Bytes;
  readonly blinding: Blinding;
}

/** One meeting that is brought to some state by the steps of its people, and then stays there. */
export class MeetingHall {
  readonly session: SessionId;
  readonly #options: HallOptions;
  readonly #cards = new Map<string, string>();
  readonly #enrolments = new Map<Slot, Enrolment>();
  readonly #tellers = new Map<Slot, Teller>();
  readonly #tokens = new Map<number, Token>();
  #checked: CheckedManifest | undefined;

  constructor(options: HallOptions) {
    this.#options = options;
    this.session = options.session;
  }

  teller(slot: Slot): Teller {
    return insistOn(this.#tellers.get(slot), `teller ${slot}`);
  }

  hasTeller(slot: Slot): boolean {
    return this.#tellers.has(slot);
  }

  enrolment(slot: Slot): Enrolment {
    return insistOn(this.#enrolments.get(slot), `enrolment ${slot}`);
  }

  get checked(): CheckedManifest {
    return insistOn(this.#checked, 'manifest');
  }

  get hashHex(): string {
    return Buffer.from(this.checked.manifestHash).toString('hex');
  }

  /** `#i=…` of a delegate's card, by their number on the list. */
  cardOf(number: number): string {
    return insistOn(this.#cards.get(delegate(number)), `card ${number}`);
  }

  codeOf(number: number): string {
    return insistOn(parseCardFragment(this.cardOf(number)), `card ${number}`).code;
  }

  /** The list agreed on, then keys, cards, tellers: what the inspection office does before the freeze. */
  async prepare(): Promise<void> {
    const { inspection, ask, call, nowMs } = this.#options;
    await playApproval(ask, { session: this.session });
    for (const [name, fragment] of await inspection.makeCards(this.session)) this.#cards.set(name, fragment);
    for (const enrolment of await inspection.makeEnrolments(this.session)) {
      this.#enrolments.set(enrolment.slot, enrolment);
      this.#tellers.set(enrolment.slot, await Teller.enrol(call, enrolment, nowMs));
    }
  }

  /** With what the stages before have to bring as well. */
  async makeReady(): Promise<void> {
    await this.prepare();
    const { ask, unit, nowMs } = this.#options;
    await passGates(ask, { session: this.session, unit, nowMs: nowMs() });
  }

  async freeze(): Promise<void> {
    await this.makeReady();
    await this.#options.inspection.ask('freeze', { session: this.session });
    this.#checked = await this.teller('discipline').frozenManifest();
  }

  async arm(slots: readonly Slot[]): Promise<void> {
    await this.freeze();
    for (const slot of slots) await this.teller(slot).arm();
  }

  /** The token key as a phone reads it. */
  async tokenKey(): Promise<RsaPublicKey> {
    return insistOn(await importTokenKey(keyBytes(this.checked.manifest.tokenKey)), 'token key');
  }

  /** What a phone keeps before it asks. */
  async startDrawing(): Promise<Drawing> {
    const nonce = random(32);
    const message = tokenMessage(this.checked.manifestHash, nonce);
    return { nonce, message, blinding: await blind(await this.tokenKey(), message, random) };
  }

  /** Whoever has drawn keeps the token. */
  tokenOf(number: number): Token {
    return insistOn(this.#tokens.get(number), `token ${number}`);
  }

  async drawToken(number: number): Promise<Token> {
    const { call } = this.#options;
    const { nonce, message, blinding } = await this.startDrawing();
    const asked = { session: this.session, code: this.codeOf(number), blinded: toB64u(blinding.blinded) };
    const { blindSignature: text } = await insist('checkIn', () => call('checkIn', asked));
    const blindSignature = insistOn(fromB64u(text), 'blind signature');
    const answer = { blindSignature, inverse: blinding.inverse };
    const token = { nonce, signature: insistOn(await finalize(await this.tokenKey(), message, answer), 'token') };
    this.#tokens.set(number, token);
    return token;
  }

  /** A sealed ballot with ten points everywhere, or with as many as given. */
  async seal(token: Token, points = 10): Promise<Bytes> {
    const { manifest, manifestHash } = this.checked;
    const scores = manifest.subjects.flatMap(({ indicators }) => indicators.map(() => points));
    return sealBallot({ manifest, manifestHash, token, scores, random });
  }

  async cast(ballot: Bytes): Promise<void> {
    const { call } = this.#options;
    await insist('castBallot', () => call('castBallot', { session: this.session, ballot: toB64u(ballot) }));
  }

  /** Hands a paper ballot to a delegate who has not drawn. */
  async handPaper(number: number): Promise<void> {
    const { context } = this.teller('discipline');
    const list = await insist('listDesk', () => listDesk(context));
    const entry = insistOn(
      list.find((each) => each.number === number),
      'a delegate',
    );
    await insist('issuePaper', () => issuePaper(context, entry));
  }

  /** A teller's request as that teller's own browser would sign it, whatever it asks for. */
  async signed(
    slot: Slot,
    operation: string,
    payload: object,
  ): Promise<TellerRequest & { readonly session: SessionId }> {
    const { county, keys } = this.teller(slot).context;
    const where = { county, session: this.session, operation };
    return {
      session: this.session,
      ...(await signTellerRequest(keys.sign.privateKey, where, { slot, payload })),
    };
  }

  async boardRoot(): Promise<string> {
    const { boardRoot } = await this.teller('discipline').face();
    return insistOn(boardRoot ?? undefined, 'board');
  }
}

export const delegate = (number: number): string => `d-${String(number).padStart(3, '0')}`;

/** What a test has brought about itself must be there. */
export function insistOn<Value>(value: Value | undefined | null, name: string): Value {
  if (value === undefined || value === null) throw new Error(`${name} is missing`);
  return value;
}

import { randomBytes } from 'node:crypto';
import type { RequestOf, ResponseOf } from '../../shared/contract/operations.ts';
import type { DocumentName } from '../../shared/contract/rounds.ts';
import type { OperationId } from '../../shared/contract/routes.ts';
import { isSessionId, type SessionId } from '../../shared/process/ids.ts';
import { type Bytes, fromB64u } from '../../shared/protocol/bytes.ts';
import {
  cardFragment,
  codeHash,
  type Enrolment,
  enrolmentHash,
  makeCode,
  makeEnrolmentSecret,
} from '../../shared/protocol/code.ts';
import { SLOTS } from '../../shared/protocol/slots.ts';
import { tokenKeyId } from '../../shared/protocol/token-key.ts';
import type { LineCall } from './line.ts';
import { insist } from './teller.ts';

const random = (length: number): Bytes => new Uint8Array(randomBytes(length));

/** The most cards that one request registers. */
const CARDS_A_REQUEST = 25;

/** A member of staff with a token, over a line that may lose answers. */
export class Office {
  readonly #call: LineCall;
  readonly #bearer: string;

  constructor(call: LineCall, bearer: string) {
    this.#call = call;
    this.#bearer = bearer;
  }

  /** Asks until there is an answer; a refusal is thrown by its type. */
  ask<Id extends OperationId>(id: Id, request: RequestOf<Id>): Promise<ResponseOf<Id>> {
    return insist(id, () => this.#call(id, request, { bearer: this.#bearer }));
  }

  /** Makes the session's keys and a code for every delegate, and registers the hashes: the fragments of the voting cards. */
  async makeCards(session: SessionId): Promise<ReadonlyMap<string, string>> {
    const { tokenKey } = await this.ask('makeKeys', { session });
    const der = fromB64u(tokenKey);
    if (der === null) throw new Error('the token key is not b64u');
    const keyId = await tokenKeyId(der);
    const fragments = new Map<string, string>();
    const cards: { delegate: string; codeHash: string }[] = [];
    for (const { delegate } of await this.listDelegates(session)) {
      const code = makeCode(random);
      fragments.set(delegate, cardFragment({ session, code, tokenKeyId: keyId }));
      cards.push({ delegate, codeHash: await codeHash(session, code) });
    }
    for (let start = 0; start < cards.length; start += CARDS_A_REQUEST) {
      await this.ask('registerCards', { session, cards: cards.slice(start, start + CARDS_A_REQUEST) });
    }
    return fragments;
  }

  async listDelegates(session: SessionId) {
    const delegates = [];
    for (let page = 0, pages = 1; page < pages; page += 1) {
      const answer = await this.ask('listDelegates', { session, page });
      delegates.push(...answer.delegates);
      pages = answer.pages;
    }
    return delegates;
  }

  /** One-time enrolments for the three places. */
  async makeEnrolments(session: SessionId): Promise<readonly Enrolment[]> {
    const enrolments: Enrolment[] = [];
    for (const slot of SLOTS) {
      const enrolment = { session, slot, secret: makeEnrolmentSecret(random) };
      await this.ask('issueEnrolment', { session, slot, secretHash: await enrolmentHash(enrolment) });
      enrolments.push(enrolment);
    }
    return enrolments;
  }

  /** A document through its signed URL. */
  async download(session: SessionId, document: DocumentName): Promise<Uint8Array> {
    const { url } = await this.ask('createDownload', { session, document });
    const response = await fetch(url);
    if (!response.ok) throw new Error(`the signed URL of ${document} answered ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  }
}

/** The session of a unit, as the contract names it. */
export function sessionOf(text: string): SessionId {
  if (!isSessionId(text)) throw new Error('not a session');
  return text;
}

import { ROUTES } from '../../shared/contract/routes.ts';
import { indicatorCount } from '../../shared/process/ballot-form.ts';
import { parseArming, verifyArming } from '../../shared/protocol/arming.ts';
import { type Blinding, blind, finalize } from '../../shared/protocol/blind-signature.ts';
import { type Bytes, fromB64u, toB64u } from '../../shared/protocol/bytes.ts';
import { parseCardFragment } from '../../shared/protocol/code.ts';
import { keyBytes, type Manifest, manifestHash, parseManifest } from '../../shared/protocol/manifest.ts';
import { type Receipt, verifyReceipt } from '../../shared/protocol/receipt.ts';
import { sealBallot } from '../../shared/protocol/seal.ts';
import { receiptOf, type Token, tokenMessage } from '../../shared/protocol/sealed-ballot.ts';
import { importTokenKey, type RsaPublicKey, tokenKeyId } from '../../shared/protocol/token-key.ts';
import type { KeptLine } from './kept-line.ts';
import { random } from './made-meeting.ts';

/** What a phone has found out about its meeting, and believes. */
interface Ground {
  readonly manifest: Manifest;
  readonly hash: Bytes;
  readonly tokenKey: RsaPublicKey;
  readonly message: Bytes;
  readonly nonce: Bytes;
  readonly blinding: Blinding;
}

/** Thrown when the server refuses, or gives what a phone must not believe. */
export class PhoneStopped extends Error {}

/**
 * A delegate's phone without page, storage or patience: the protocol's own steps over HTTP, each in its own call so that a hall
 * can press at one moment. It checks what the page checks, and asks nothing twice.
 */
export class LightPhone {
  readonly #line: KeptLine;
  readonly #card: string;
  #ground: Ground | undefined;
  #token: Token | undefined;
  #ballot: Bytes | undefined;
  readonly latenciesMs = { reading: 0, drawing: 0, casting: 0 };

  constructor(line: KeptLine, card: string) {
    this.#line = line;
    this.#card = card;
  }

  /** Reads meeting and manifest, checks them against the voting card, blinds a message. */
  async arrive(): Promise<void> {
    const { session, tokenKeyId: cardKeyId } = this.#parsedCard();
    const path = (id: 'getMeeting' | 'getManifest') => ROUTES[id].path.replace('{session}', session);
    await this.#timed('reading', () => this.#line.get(path('getMeeting')));
    const answer = await this.#timed('reading', () => this.#line.get(path('getManifest')));
    const parsed = parseManifest(answer['manifest']);
    const arming = parseArming(answer['arming']);
    if (!parsed.ok || arming === null) throw new PhoneStopped('a manifest that does not parse');
    const { manifest } = parsed;
    const hash = await manifestHash(manifest);
    if ((await verifyArming(manifest, hash, arming)) === null) throw new PhoneStopped('not armed');
    const der = keyBytes(manifest.tokenKey);
    const tokenKey = await importTokenKey(der);
    if (tokenKey === null || (await tokenKeyId(der)) !== cardKeyId) throw new PhoneStopped('another token key');
    const nonce = random(32);
    const message = tokenMessage(hash, nonce);
    this.#ground = { manifest, hash, tokenKey, message, nonce, blinding: await blind(tokenKey, message, random) };
  }

  async draw(): Promise<void> {
    const { tokenKey, message, nonce, blinding } = this.#here();
    const { session, code } = this.#parsedCard();
    const body = JSON.stringify({ session, code, blinded: toB64u(blinding.blinded) });
    const answer = await this.#timed('drawing', () => this.#line.post(ROUTES.checkIn.path, body));
    const blindSignature = fromB64u(String(answer['blindSignature']));
    if (blindSignature === null) throw new PhoneStopped('no blind signature');
    const signature = await finalize(tokenKey, message, { blindSignature, inverse: blinding.inverse });
    if (signature === null) throw new PhoneStopped('a blind signature that is none');
    this.#token = { nonce, signature };
  }

  async seal(): Promise<void> {
    const { manifest, hash } = this.#here();
    if (this.#token === undefined) throw new PhoneStopped('nothing was drawn');
    const scores = Array.from(random(indicatorCount(manifest.subjects)), (byte) => byte % 11);
    this.#ballot = await sealBallot({ manifest, manifestHash: hash, token: this.#token, scores, random });
  }

  async cast(): Promise<void> {
    const { manifest, hash } = this.#here();
    const { session } = this.#parsedCard();
    if (this.#ballot === undefined) throw new PhoneStopped('nothing was sealed');
    const body = JSON.stringify({ session, ballot: toB64u(this.#ballot) });
    const answer = await this.#timed('casting', () => this.#line.post(ROUTES.castBallot.path, body));
    const receipt: Receipt = { receipt: String(answer['receipt']), signature: String(answer['signature']) };
    const isMine = receipt.receipt === (await receiptOf(this.#ballot));
    if (!isMine || !(await verifyReceipt(manifest, hash, receipt))) throw new PhoneStopped('a wrong receipt');
  }

  #parsedCard() {
    const card = parseCardFragment(this.#card);
    if (card === null) throw new PhoneStopped('not a voting card');
    return card;
  }

  #here(): Ground {
    if (this.#ground === undefined) throw new PhoneStopped('the phone has not arrived');
    return this.#ground;
  }

  async #timed(
    step: keyof LightPhone['latenciesMs'],
    ask: () => Promise<{ readonly status: number; readonly text: string }>,
  ): Promise<Readonly<Record<string, unknown>>> {
    const askedMs = performance.now();
    const { status, text } = await ask();
    this.latenciesMs[step] = Math.max(this.latenciesMs[step], performance.now() - askedMs);
    if (status !== 200) throw new PhoneStopped(`${step} was answered with ${status}`);
    return JSON.parse(text);
  }
}

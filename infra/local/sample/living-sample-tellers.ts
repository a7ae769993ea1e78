import type { ResponseOf } from '../../../shared/contract/operations.ts';
import type { OperationId } from '../../../shared/contract/routes.ts';
import { signArming } from '../../../shared/protocol/arming.ts';
import { checkBox } from '../../../shared/protocol/box-check.ts';
import { type Bytes, fromB64u, toB64u, toHex } from '../../../shared/protocol/bytes.ts';
import type { Enrolment } from '../../../shared/protocol/code.ts';
import { jcsText } from '../../../shared/protocol/jcs.ts';
import type { Manifest } from '../../../shared/protocol/manifest.ts';
import { openShareSet, type ShareSet, shareTexts } from '../../../shared/protocol/opening.ts';
import { computeResult, signResult } from '../../../shared/protocol/result.ts';
import type { Slot } from '../../../shared/protocol/slots.ts';
import { generateTellerKeys, publicTellerKeys, type TellerKeyPairs } from '../../../shared/protocol/teller-keys.ts';
import { signTellerRequest } from '../../../shared/protocol/teller-request.ts';
import { ANYONE, type Ask } from './ask.ts';

/** The frozen manifest of a sample's meeting. */
export interface FrozenForm {
  readonly manifest: Manifest;
  readonly manifestHash: Bytes;
}

export interface ClosedBox {
  readonly boardRoot: string;
  readonly board: readonly string[];
  readonly ballots: readonly Bytes[];
  readonly counts: ResponseOf<'closeBoard'>['counts'];
}

interface TellerPlace {
  readonly ask: Ask;
  readonly county: string;
  readonly session: string;
  readonly slot: Slot;
  readonly keys: TellerKeyPairs;
}

/** One teller of the sample: the steps of protocol.md with keys of their own, which end with the process. */
export class SampleTeller {
  readonly #place: TellerPlace;

  private constructor(place: TellerPlace) {
    this.#place = place;
  }

  static async enrol(ask: Ask, county: string, { session, slot, secret }: Enrolment): Promise<SampleTeller> {
    const keys = await generateTellerKeys();
    const teller = new SampleTeller({ ask, county, session, slot, keys });
    const enrolled = { enrolment: toB64u(secret), ...(await publicTellerKeys(keys)) };
    await ask(ANYONE, 'enrolTeller', await teller.#signed('enrolTeller', enrolled));
    return teller;
  }

  get slot(): Slot {
    return this.#place.slot;
  }

  async arm({ manifestHash }: FrozenForm): Promise<void> {
    const { ask, session, slot, keys } = this.#place;
    const signature = await signArming(keys.sign.privateKey, manifestHash);
    await ask(ANYONE, 'signArming', { session, slot, manifestHash: toHex(manifestHash), signature });
  }

  async openVoting({ manifestHash }: FrozenForm): Promise<void> {
    const payload = { manifestHash: toHex(manifestHash) };
    await this.#place.ask(ANYONE, 'openVoting', await this.#signed('openVoting', payload));
  }

  async setClosingTime({ manifestHash }: FrozenForm, closesAt: number): Promise<void> {
    const payload = { manifestHash: toHex(manifestHash), closesAt };
    await this.#place.ask(ANYONE, 'setClosingTime', await this.#signed('setClosingTime', payload));
  }

  /** Fixes what was issued, closes the box and reads what is in it. */
  async closeBox(form: FrozenForm): Promise<ClosedBox> {
    const { ask } = this.#place;
    const payload = { manifestHash: toHex(form.manifestHash) };
    await ask(ANYONE, 'recordIssuing', await this.#signed('recordIssuing', payload));
    const { boardRoot, counts } = await ask(ANYONE, 'closeBoard', await this.#signed('closeBoard', payload));
    const ballots: Bytes[] = [];
    for (let page = 0, pages = 1; page < pages; page += 1) {
      const read = await ask(ANYONE, 'getSealedBallots', await this.#signed('getSealedBallots', { boardRoot, page }));
      ballots.push(...read.ballots.flatMap((text) => fromB64u(text) ?? []));
      pages = read.pages;
    }
    const box = await checkBox({ ...form, ballots });
    if (box.boardRoot !== boardRoot || box.defects.length > 0) throw new Error('the sample: a box that does not hold');
    return { boardRoot, board: box.board, ballots, counts };
  }

  async signBoard({ manifestHash }: FrozenForm, { boardRoot, counts }: ClosedBox): Promise<void> {
    const payload = { boardRoot, manifestHash: toHex(manifestHash), counts };
    await this.#place.ask(ANYONE, 'signBoard', await this.#signed('signBoard', payload));
  }

  async open(form: FrozenForm, { boardRoot, ballots }: ClosedBox): Promise<ShareSet> {
    const { ask, slot, keys } = this.#place;
    const shares = await openShareSet({ ...form, slot, hpke: keys.hpke, ballots });
    const payload = { boardRoot, page: 0, pages: 1, shares: [...shareTexts(shares)] };
    await ask(ANYONE, 'releaseShares', await this.#signed('releaseShares', payload));
    return shares;
  }

  /** Has it counted, counts it too, and signs what is the same. */
  async sign(form: FrozenForm, box: ClosedBox, opened: ReadonlyMap<Slot, ShareSet>): Promise<void> {
    const { ask, session, slot, keys } = this.#place;
    const { boardRoot, board, ballots, counts } = box;
    const openedBy = [...opened.keys()];
    const counted = await ask(ANYONE, 'count', await this.#signed('count', { boardRoot, openedBy }));
    const { electronic: _electronic, ...issuing } = counts;
    const own = await computeResult({
      ...{ ...form, board, openedBy, ballots, issuing, paper: [] },
      opened: Object.fromEntries(opened),
    });
    if (jcsText(counted.result) !== jcsText(own)) throw new Error('the sample: two counts of one box differ');
    const signature = await signResult(keys.sign.privateKey, own);
    await ask(ANYONE, 'signResult', { session, slot, openedBy, signature });
  }

  async #signed<Payload>(operation: OperationId, payload: Payload) {
    const { county, session, slot, keys } = this.#place;
    const request = { county, session, operation };
    return { session, ...(await signTellerRequest(keys.sign.privateKey, request, { slot, payload })) };
  }
}

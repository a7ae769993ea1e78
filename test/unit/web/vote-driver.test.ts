import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OperationId, ROUTES } from '../../../shared/contract/routes.ts';
import { wireRequest } from '../../../shared/contract/wire-request.ts';
import { indicatorCount } from '../../../shared/process/ballot-form.ts';
import type { Bytes } from '../../../shared/protocol/bytes.ts';
import type { Answer } from '../../../web/ui/client.ts';
import { StorageUnavailable } from '../../../web/ui/idb.ts';
import { type Driver, startDriver } from '../../../web/vote/driver.ts';
import { type Flow, type FlowEvent, START, type State } from '../../../web/vote/flow.ts';
import type { Drawn, Saved } from '../../../web/vote/records.ts';
import type { Scene, World } from '../../../web/vote/scene.ts';
import { sealDraft } from '../../../web/vote/send-ballot.ts';
import { type ScriptedMeeting, startScriptedMeeting } from '../../journeys/vote/scripted-meeting.ts';
import { memoryStore } from './memory-store.ts';

const random = (length: number): Bytes => crypto.getRandomValues(new Uint8Array(length));
const columns = ({ ground }: Drawn): number => indicatorCount(ground.manifest.subjects);
const fragmentOf = (url: string) => new URL(url).hash;

/** A phone without a screen: the page's own driver, storage that outlives it, a clock that jumps a second at each look. */
class Phone {
  readonly store = memoryStore();
  flow: Flow = START;
  readonly sent: {
    readonly id: OperationId;
    readonly body: string | undefined;
    readonly stored: readonly unknown[];
  }[] = [];
  #driver: Driver | undefined;
  #nowMs = 1_000_000;
  #waiters: (() => void)[] = [];
  #isOff = false;
  readonly #origin: string;

  constructor(meeting: ScriptedMeeting) {
    this.#origin = new URL(meeting.url).origin;
  }

  get driver(): Driver {
    if (this.#driver === undefined) throw new Error('the page is not open');
    return this.#driver;
  }

  nowMs(): number {
    this.#nowMs += 1_000;
    return this.#nowMs;
  }

  /** Opens the page; what an earlier opening still has under way is dropped, as when the webview is killed. */
  open(fragment = ''): void {
    this.#isOff = false;
    const world: World = {
      call: async (id, request) => this.#call(id, request) as Promise<Answer<never>>,
      store: this.store,
      random,
      nowMs: () => this.nowMs(),
      sleep: (_, signal) => new Promise((resolve) => (signal.aborted ? resolve() : setTimeout(resolve, 1))),
    };
    this.flow = START;
    const driver = startDriver(world, fragment, (flow) => {
      if (this.#driver !== driver) return;
      this.flow = flow;
      this.#wake();
    });
    this.#driver = driver;
  }

  #wake(): void {
    for (const wake of this.#waiters.splice(0)) wake();
  }

  /** Resolves once the condition holds; looked at whenever the page shows something new or sends something. */
  async until(holds: () => boolean): Promise<void> {
    while (!holds()) await new Promise<void>((resolve) => this.#waiters.push(resolve));
  }

  kill(): void {
    this.#isOff = true;
    this.#driver = undefined;
  }

  async #call(id: OperationId, request: object): Promise<Answer<unknown>> {
    if (this.#isOff) return new Promise(() => undefined);
    const { method, url, body } = wireRequest(ROUTES[id], request);
    this.sent.push({ id, body, stored: [...this.store.log] });
    this.#wake();
    try {
      const response = await fetch(this.#origin + url, { method, ...(body === undefined ? {} : { body }) });
      const value = await response.json();
      return response.ok ? { ok: true, value } : { ok: false, problem: value };
    } catch {
      return { ok: false, network: true };
    }
  }

  async reaches<A extends State['at']>(at: A): Promise<Extract<State, { at: A }>> {
    await this.until(() => this.flow.state.at === at);
    return this.flow.state as Extract<State, { at: A }>;
  }

  /** Scores everything with one score and confirms. */
  confirmAll(score: number): void {
    const tell = (event: Record<string, unknown>) =>
      this.driver.dispatch({ type: 'sheet', event: { ...event, nowMs: this.nowMs() } as never });
    tell({ type: 'started' });
    for (let step = 0; step < 200; step++) {
      const { state } = this.flow;
      if (state.at !== 'scoring') throw new Error(`at ${state.at}`);
      const { place } = state.sheet;
      if (place.at === 'item') {
        tell({ type: 'scored', score });
        tell({ type: 'moved-on' });
      } else if (place.at === 'person') tell({ type: 'person-finished' });
      else if (place.at === 'review') tell({ type: 'submit-pressed' });
      else {
        this.driver.dispatch({ type: 'cast-confirmed', nowMs: this.nowMs() });
        return;
      }
    }
    throw new Error('the ballot has no end');
  }
}

describe("a delegate's phone", () => {
  let meeting: ScriptedMeeting;
  let phone: Phone;

  beforeEach(async () => {
    meeting = await startScriptedMeeting('no page needed');
    phone = new Phone(meeting);
  });
  afterEach(async () => {
    phone.kill();
    await meeting.close();
  });

  const drawn = async () => {
    phone.open(fragmentOf(meeting.cardUrl));
    await phone.reaches('comparing');
    phone.driver.dispatch({ type: 'pressed-same' });
    return phone.reaches('waiting');
  };
  const cast = async () => {
    meeting.script.state = 'voting';
    await phone.reaches('scoring');
    phone.confirmAll(9);
    return phone.reaches('in-box');
  };
  const steps = () =>
    phone.store.log.flatMap((value) =>
      typeof value === 'object' && value !== null && 'step' in value ? [(value as Saved).step] : [],
    );

  it('shows the check code before anything is sent, and sends nothing while the owner says it differs', async () => {
    phone.open(fragmentOf(meeting.cardUrl));
    const { ground } = await phone.reaches('comparing');
    expect(ground.checkCode).toMatch(/^\d{4} \d{4} \d{4}$/);
    phone.driver.dispatch({ type: 'pressed-different' });
    phone.driver.dispatch({ type: 'pressed-same' });
    expect(phone.flow.state).toMatchObject({ at: 'comparing', isDifferent: true });
    expect(phone.sent.map(({ id }) => id)).not.toContain('checkIn');
    expect(meeting.box.drawn.size).toBe(0);
  });

  it('stores nonce and blinding inverse before the code is sent', async () => {
    await drawn();
    const checkIn = phone.sent.find(({ id }) => id === 'checkIn');
    const stored = checkIn?.stored.filter((value): value is Saved => typeof value === 'object') ?? [];
    expect(stored.at(-1)).toMatchObject({ step: 'drawing' });
    expect(JSON.parse(checkIn?.body ?? '').blinded).toMatch(/^[\w-]{342}$/);
  });

  it('forgets the code once it has drawn', async () => {
    const { saved } = await drawn();
    expect(JSON.stringify(saved)).not.toContain(meeting.code);
    expect(JSON.stringify(await phone.store.get(saved.id))).not.toContain(meeting.code);
  });

  it('asks again with the same blinded message when the answer is lost, also after the page was killed', async () => {
    meeting.script.losing.set('checkIn', 2);
    phone.open(fragmentOf(meeting.cardUrl));
    await phone.reaches('comparing');
    phone.driver.dispatch({ type: 'pressed-same' });
    await phone.reaches('drawing');
    await phone.until(() => phone.sent.some(({ id }) => id === 'checkIn'));
    phone.kill();
    phone.open();
    await phone.reaches('waiting');
    const bodies = phone.sent.filter(({ id }) => id === 'checkIn').map(({ body }) => body);
    expect(bodies.length).toBeGreaterThanOrEqual(2);
    expect(new Set(bodies).size).toBe(1);
  });

  it('goes on by itself when it scanned the hall and the card, and refuses another hall hash', async () => {
    phone.open(fragmentOf(meeting.hallUrl));
    await phone.reaches('asking-code');
    phone.driver.typeCode(meeting.code.toLowerCase().replace(/(.{4})/g, '$1 '));
    await phone.reaches('waiting');

    const other = fragmentOf(meeting.hallUrl).slice(0, -6) + 'AAAAAA'.replace(/.$/, 'A');
    phone.open(other);
    expect(await phone.reaches('refused')).toMatchObject({ why: 'hall-differs' });
  });

  it('says that a typed code is no code, and lets an unknown one be typed again', async () => {
    phone.open(fragmentOf(meeting.hallUrl));
    await phone.reaches('asking-code');
    phone.driver.typeCode('12345');
    await phone.until(() => phone.flow.state.at === 'asking-code' && phone.flow.state.isMistyped);
    expect(phone.flow.state).toMatchObject({ at: 'asking-code', isMistyped: true });
    phone.driver.typeCode('0000000000000000');
    expect(await phone.reaches('refused')).toMatchObject({ why: { type: 'urn:shuangshu:problem:code-unknown' } });
    phone.driver.dispatch({ type: 'pressed-type-again' });
    await phone.reaches('asking-code');
    phone.driver.typeCode(meeting.code);
    await phone.reaches('waiting');
  });

  it('refuses a token key that is not the one on the card, before the code leaves the phone', async () => {
    const attacker = await startScriptedMeeting('no page needed');
    meeting.script.manifestShown = attacker.manifest;
    meeting.script.armingShown = attacker.script.armingShown;
    await attacker.close();
    phone.open(fragmentOf(meeting.cardUrl));
    expect(await phone.reaches('refused')).toMatchObject({ why: 'card-key-differs' });
    expect(meeting.requests.some((path) => path.includes('check-in'))).toBe(false);
  });

  it('refuses a manifest whose officers were changed after the tellers signed', async () => {
    const [unit, ...officers] = meeting.manifest.subjects;
    if (unit === undefined) throw new Error('no unit');
    meeting.script.manifestShown = { ...meeting.manifest, subjects: [unit, ...officers.slice(1)] };
    phone.open(fragmentOf(meeting.cardUrl));
    expect(await phone.reaches('refused')).toMatchObject({ why: 'arming-invalid' });
  });

  it('waits, without a code to compare, while fewer than three tellers have signed', async () => {
    const all = meeting.script.armingShown;
    meeting.script.armingShown = all.slice(0, 2);
    phone.open(fragmentOf(meeting.cardUrl));
    await phone.until(() => phone.flow.state.at === 'preparing' && phone.flow.state.hindrance === 'not-armed');
    meeting.script.armingShown = all;
    await phone.reaches('comparing');
  });

  it('drops the scores from memory and storage when the ballot is sealed', async () => {
    await drawn();
    const { saved } = await cast();
    expect(steps()).toContain('drawn');
    expect(await phone.store.get(saved.id)).not.toHaveProperty('scores');
    expect(JSON.stringify(phone.flow)).not.toContain('"scores"');
    const storedLast = phone.store.log.filter((value) => typeof value === 'object').at(-1);
    expect(storedLast).toMatchObject({ step: 'cast' });
  });

  it('sends the same bytes until the box answers, also after the page was killed, and one ballot is in the box', async () => {
    await drawn();
    meeting.script.state = 'voting';
    meeting.script.losing.set('castBallot', 3);
    await phone.reaches('scoring');
    phone.confirmAll(10);
    await phone.reaches('sending');
    await phone.until(() => phone.sent.some(({ id }) => id === 'castBallot'));
    phone.kill();
    phone.open(fragmentOf(meeting.cardUrl));
    await phone.reaches('in-box');
    const bodies = phone.sent.filter(({ id }) => id === 'castBallot').map(({ body }) => body);
    expect(bodies.length).toBeGreaterThanOrEqual(2);
    expect(new Set(bodies).size).toBe(1);
    expect(meeting.box.ballots.size).toBe(1);
  });

  it('a draft survives the page, and a second window never puts a draft over a sealed ballot', async () => {
    await drawn();
    meeting.script.state = 'voting';
    await phone.reaches('scoring');
    const tell = (event: object) =>
      phone.driver.dispatch({ type: 'sheet', event: { ...event, nowMs: phone.nowMs() } as never });
    tell({ type: 'started' });
    tell({ type: 'scored', score: 7 });
    await phone.store.keys();
    phone.kill();
    phone.open();
    const { saved } = await phone.reaches('scoring');
    expect(saved.scores[0]).toBe(7);
    expect(phone.flow.state).toMatchObject({ sheet: { place: { at: 'item', index: 1 } } });

    await phone.store.put(saved.id, { ...saved, step: 'sealed' });
    tell({ type: 'scored', score: 2 });
    expect(await phone.store.get(saved.id)).toMatchObject({ step: 'sealed' });
  });

  it('two windows that confirm at the same moment hand in one ballot, and the phone keeps that one', async () => {
    const { saved } = await drawn();
    const draft: Drawn = { ...saved, scores: Array.from({ length: columns(saved) }, () => 8) };
    await phone.store.put(saved.id, draft);
    phone.kill();
    const events: FlowEvent[] = [];
    const window: Scene = {
      ...{ store: phone.store, random, nowMs: () => 0, sleep: async () => undefined },
      call: async () => ({ ok: false, network: true }),
      signal: new AbortController().signal,
      dispatch: (event) => void events.push(event),
    };
    await Promise.all([sealDraft(window, draft), sealDraft(window, { ...draft, isManual: true })]);
    const sealed = events.map((event) =>
      'saved' in event && event.saved?.step === 'sealed' ? event.saved.ballot : '',
    );
    expect(sealed).toHaveLength(2);
    expect(new Set(sealed).size).toBe(1);
    expect(await phone.store.get(saved.id)).toMatchObject({ step: 'sealed', ballot: sealed[0] });
  });

  it('goes on scoring when a write of the draft fails', async () => {
    await drawn();
    meeting.script.state = 'voting';
    await phone.reaches('scoring');
    const { update } = phone.store;
    phone.store.update = () => Promise.reject(new StorageUnavailable('storage cannot be used'));
    phone.driver.dispatch({ type: 'sheet', event: { type: 'started', nowMs: phone.nowMs() } });
    await Promise.resolve();
    phone.store.update = update;
    expect(phone.flow.state.at).toBe('scoring');
    phone.confirmAll(6);
    await phone.reaches('in-box');
  });

  it('finds its receipt on the whole board, then erases ballot and receipt', async () => {
    await drawn();
    const { saved } = await cast();
    meeting.script.state = 'closed';
    meeting.script.isBoardFrozen = true;
    const found = await phone.reaches('found');
    expect(found.receipt).toBe(saved.receipt);
    const kept = JSON.stringify(await phone.store.get(saved.id));
    expect(kept).not.toContain(saved.receipt);
    expect(kept).not.toContain(saved.ballot);
    expect(meeting.requests.join(' ')).not.toContain(saved.receipt);
  });

  it('after its receipt was found it asks on until the result is announced, and then no more', async () => {
    await drawn();
    await cast();
    meeting.script.state = 'closed';
    meeting.script.isBoardFrozen = true;
    await phone.reaches('found');
    const asked = () => phone.sent.filter(({ id }) => id === 'getMeeting').length;
    const before = asked();
    await phone.until(() => asked() > before + 2);
    meeting.script.state = 'announced';
    await phone.until(() => phone.flow.meeting?.state === 'announced');
    const last = asked();
    for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
    expect(asked()).toBe(last);
  });

  it('says loudly that an acknowledged ballot is missing, and keeps the proof', async () => {
    await drawn();
    const { saved } = await cast();
    meeting.script.leftOut.add(saved.receipt);
    meeting.script.state = 'closed';
    meeting.script.isBoardFrozen = true;
    const missing = await phone.reaches('missing');
    expect(missing.saved).toMatchObject({ step: 'cast', receipt: saved.receipt, signature: saved.signature });
    expect(await phone.store.get(saved.id)).toMatchObject({ signature: saved.signature });
  });

  it('after the close, a ballot that was never acknowledged is looked up on the board before anything is said', async () => {
    await drawn();
    meeting.script.state = 'voting';
    await phone.reaches('scoring');
    meeting.script.state = 'closed';
    phone.confirmAll(5);
    await phone.reaches('unsure');
    meeting.script.isBoardFrozen = true;
    const missing = await phone.reaches('missing');
    expect(missing.saved.step).toBe('sealed');
    expect(meeting.box.ballots.size).toBe(0);
  });

  it('tells a delegate who has not handed in that voting has closed', async () => {
    await drawn();
    meeting.script.state = 'closed';
    await phone.reaches('too-late');
  });

  it('sends a delegate to the desk, before anything is scored, when the meeting was prepared anew after they drew', async () => {
    await drawn();
    const asked = () => phone.sent.filter(({ id }) => id === 'getMeeting').length;
    meeting.script.frozenOn = null;
    meeting.script.state = 'prepared';
    const before = asked();
    await phone.until(() => asked() > before + 2);
    expect(phone.flow.state.at).toBe('waiting');
    meeting.script.frozenOn = random(32);
    meeting.script.state = 'voting';
    expect(await phone.reaches('refused')).toMatchObject({ why: 'prepared-anew' });
    expect(phone.sent.filter(({ id }) => id === 'castBallot')).toEqual([]);
  });

  it('tells everybody that the meeting is void, with the reason', async () => {
    await drawn();
    meeting.script.voidReason = '设备故障';
    meeting.script.state = 'voided';
    expect(await phone.reaches('voided')).toMatchObject({ reason: '设备故障' });
  });

  it('two delegates may share a phone: another card is another ballot, and the first keeps its own', async () => {
    const { saved } = await drawn();
    phone.open(fragmentOf(meeting.cardUrl).replace(meeting.code, '1111111111111111'));
    const second = await phone.reaches('comparing');
    expect(second.saved.id).not.toBe(saved.id);
    phone.open(fragmentOf(meeting.cardUrl));
    expect((await phone.reaches('waiting')).saved.id).toBe(saved.id);
  });

  it('without a card and without anything kept it asks for the card', async () => {
    phone.open();
    await phone.reaches('no-card');
    phone.open('#i=nothing');
    await phone.reaches('bad-link');
  });
});

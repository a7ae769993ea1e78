import { type Bytes, fromB64u, toB64u } from '../../shared/protocol/bytes.ts';
import { verifyReceipt } from '../../shared/protocol/receipt.ts';
import type { SimulatedCall } from './cloud.ts';
import type { Issue, MeantAndSealed, PhoneSecrets } from './issued-tokens.ts';
import type { KeyedChance } from './keyed-chance.ts';
import type { Task } from './scheduler.ts';
import type { Witness } from './witness.ts';

export interface PhoneOptions {
  readonly name: string;
  readonly task: Task;
  readonly call: SimulatedCall;
  readonly chance: KeyedChance;
  readonly witness: Witness;
  readonly issue: Issue;
  readonly code: string;
  readonly secrets: PhoneSecrets;
  /** `twice` casts two different ballots under one token, and does not care which one is taken. */
  readonly manner: 'once' | 'twice';
  /** Whoever thinks to the last waits for this moment, by the simulated clock, ms; others cast when they have scored. */
  readonly castsAtMs: number | undefined;
  /** The number on the list of whoever it belongs to. */
  readonly delegate: number;
  /** Lost once it has drawn: it never casts. */
  readonly isLost?: boolean;
  /** Draws in the same moment. */
  readonly isAtOnce?: boolean;
}

const ends = (type: string | undefined, ...reasons: readonly string[]): boolean =>
  reasons.some((reason) => type?.endsWith(`:${reason}`));

/** One delegate's phone: draws, casts and looks for its receipt, each again and again until there is an answer. */
export async function playPhone(phone: PhoneOptions): Promise<void> {
  await arrive(phone);
  const blindSignature = await draw(phone);
  if (blindSignature === null) return;
  const ballots = await phone.secrets.ballots(blindSignature);
  if (ballots === null)
    return phone.witness.complain('one-token-a-code', 'a blind signature that is none of this token');
  phone.witness.issuing.drew(phone.delegate, phone.name);
  if (phone.isLost === true) return;
  for (const ballot of ballots) phone.witness.sealed(ballot);
  await pause(phone, 'scoring', 30_000);
  if (phone.castsAtMs !== undefined) await phone.task.sleepUntil(phone.castsAtMs);
  const [first, second] = ballots;
  const receipts = [await cast(phone, first, 'first')];
  if (phone.manner === 'twice') receipts.push(await cast(phone, second, 'second'));
  if (receipts.every((receipt) => receipt !== null) && receipts.length === 2)
    phone.witness.complain('one-ballot-a-token', 'two ballots of one token were acknowledged');
  for (const receipt of receipts) if (receipt !== null) await look(phone, receipt);
}

const arrive = ({ task, chance, name, isAtOnce }: PhoneOptions): Promise<void> =>
  task.sleep(
    isAtOnce === true ? chance.integer(`${name} arrival`, 0, 200) : chance.integer(`${name} arrival`, 100, 20_000),
  );

const pause = ({ task, chance, name }: PhoneOptions, what: string, mostMs: number): Promise<void> =>
  task.sleep(chance.integer(`${name} ${what}`, 100, mostMs));

async function draw(phone: PhoneOptions): Promise<Bytes | null> {
  const { call, issue, code, secrets } = phone;
  for (let attempt = 0; ; attempt += 1) {
    const request = { session: issue.manifest.session, code, blinded: toB64u(secrets.blinded) };
    const answer = await call('checkIn', request);
    if (answer.ok) return fromB64u(answer.value.blindSignature);
    const type = answer.problem?.type;
    const isTooEarly = ends(type, 'check-in-closed') && attempt < SOME;
    if (type !== undefined && !isTooEarly && !ends(type, 'busy', 'unexpected')) return null;
    if (attempt > MANY) return null;
    await pause(phone, `draw again ${attempt}`, 3_000);
  }
}

/** The receipt, or `null` when the ballot was refused for good. */
async function cast(phone: PhoneOptions, ballot: MeantAndSealed, which: 'first' | 'second'): Promise<string | null> {
  const { call, issue, witness } = phone;
  const { manifest, manifestHash } = issue;
  for (let attempt = 0; attempt < MANY; attempt += 1) {
    const answer = await call('castBallot', { session: manifest.session, ballot: toB64u(ballot.sealed) });
    if (answer.ok) {
      const isOurs = answer.value.receipt === ballot.receipt;
      if (!isOurs || !(await verifyReceipt(manifest, manifestHash, answer.value)))
        witness.complain('acknowledged-is-in-the-box', 'a receipt that is not the ballot’s, or not signed');
      return ballot.receipt;
    }
    const type = answer.problem?.type;
    if (ends(type, 'voting-closed')) witness.closedTo(phone.name);
    if (ends(type, 'voting-closed', 'already-cast')) return null;
    if (type !== undefined && !ends(type, 'voting-not-open', 'busy', 'unexpected'))
      witness.complain('acknowledged-is-in-the-box', `an honest ballot was refused: ${type}`);
    await pause(phone, `cast ${which} again ${attempt}`, 4_000);
  }
  return null;
}

/** Fetches the whole signed board and finds the receipt. */
async function look(phone: PhoneOptions, receipt: string): Promise<void> {
  const { call, issue, witness, task } = phone;
  for (let attempt = 0; attempt < MANY; attempt += 1) {
    const answer = await call('getBoard', { session: issue.manifest.session, page: 0 });
    if (answer.ok) {
      const isThere = answer.value.receipts.includes(receipt);
      if (!isThere) witness.complain('acknowledged-is-on-the-board', 'a phone misses its receipt');
      return;
    }
    await task.sleep(15_000);
  }
}

/** As often as a phone asks at a door that is not open. */
const SOME = 20;
/** As often as a phone asks before it gives up. */
const MANY = 60;

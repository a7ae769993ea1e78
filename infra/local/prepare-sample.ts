import { randomBytes } from 'node:crypto';
import type { Caller, Dependencies } from '../../functions/http/dependencies.ts';
import type { Implementation, Refusal } from '../../functions/http/implement.ts';
import type { FunctionName } from '../../shared/contract/operation.ts';
import { type RequestOf, type ResponseOf, specOf } from '../../shared/contract/operations.ts';
import type { OperationId } from '../../shared/contract/routes.ts';
import { isSessionId } from '../../shared/process/ids.ts';
import { shanghaiDay } from '../../shared/process/shanghai-day.ts';
import { fromB64u } from '../../shared/protocol/bytes.ts';
import {
  cardFragment,
  codeHash,
  enrolmentFragment,
  enrolmentHash,
  makeCode,
  makeEnrolmentSecret,
} from '../../shared/protocol/code.ts';
import { SLOTS, type Slot } from '../../shared/protocol/slots.ts';
import { tokenKeyId } from '../../shared/protocol/token-key.ts';
import { FUNCTIONS } from './function-list.ts';
import { type Actor, INSPECTION } from './sample/ask.ts';
import { makeSampleWorkbook } from './sample/make-sample-workbook.ts';
import { playGates } from './sample/play-gates.ts';
import { makeSampleRound } from './sample/sample-round.ts';

/** The unit whose meeting is got ready, so that it can be tried out at once. */
const TRIAL_UNIT = 'huilongshan';
const DAY_MS = 86_400_000;

/** Whoever acts for a role in the sample; two roles are two people. */
const identityOf = (actor: Actor): Caller =>
  actor === 'anyone' ? { kind: 'anyone' } : { kind: 'staff', subject: `sample-${actor.role}`, name: '样例', ...actor };

/** What a person can open to try the sample. */
export interface Sample {
  readonly session: string;
  readonly unitName: string;
  /** `/vote/#i=…` of one delegate's voting card; `null` when none can be made any more. */
  readonly cardPath: string | null;
  /** `/teller/#e=…` for each place that no teller has taken. */
  readonly enrolments: readonly { readonly slot: Slot; readonly path: string }[];
}

type Deps = Readonly<Record<FunctionName, Dependencies>>;
type Trial = ResponseOf<'getRound'>['units'][number];
const random = (length: number) => new Uint8Array(randomBytes(length));

class SampleRefused extends Error {
  constructor(id: OperationId, refusal: Refusal) {
    super(`the sample: ${id} was refused with ${refusal.refused}`);
  }
}

/** Runs one operation as somebody, through the same code that answers the console. */
async function runAs<Id extends OperationId>(
  { actor, deps }: { readonly actor: Actor; readonly deps: Deps },
  id: Id,
  request: RequestOf<Id>,
): Promise<ResponseOf<Id>> {
  const spec = specOf(id);
  const implementation: Implementation | undefined = FUNCTIONS[spec.function].find((each) => each.id === id);
  if (implementation === undefined) throw new Error(`no function implements ${id}`);
  const outcome = await implementation.run({
    request: spec.request.parse(request) as never,
    caller: identityOf(actor),
    deps: deps[spec.function],
  });
  if ('refused' in outcome) throw new SampleRefused(id, outcome);
  return spec.response.parse(outcome.answer) as ResponseOf<Id>;
}

/** Runs one operation as the inspection office. */
const run = <Id extends OperationId>(deps: Deps, id: Id, request: RequestOf<Id>): Promise<ResponseOf<Id>> =>
  runAs({ actor: INSPECTION, deps }, id, request);

async function importSample(deps: Deps): Promise<void> {
  const sample = makeSampleRound();
  const { rounds } = await run(deps, 'listRounds', {});
  if (rounds.some(({ round }) => round === sample.round.id)) return;
  const workbook = await makeSampleWorkbook(sample);
  await run(deps, 'importRound', {
    round: sample.round.id,
    roundName: sample.round.name,
    fileName: '团风县双述名单（样例）.xlsx',
    file: Buffer.from(workbook).toString('base64'),
  });
}

/** The most cards that one request registers. */
const CARDS_A_REQUEST = 25;

/**
 * Makes codes as the office's browser would: for every delegate who has no card yet, and anew for the first whose card can
 * still be replaced; that one's address is the answer, the other cards are printed anew from the console.
 */
async function makeCards(deps: Deps, session: string, tokenKey: string): Promise<string | null> {
  const der = fromB64u(tokenKey);
  if (der === null || !isSessionId(session)) throw new Error('the sample: keys that cannot be read');
  const { delegates } = await run(deps, 'listDelegates', { session, page: 0 });
  const shown = delegates.find(({ card }) => card !== 'settled');
  if (shown === undefined) return null;
  const code = makeCode(random);
  const others = delegates.filter(({ card, delegate }) => card === 'none' && delegate !== shown.delegate);
  const cards = [{ delegate: shown.delegate, codeHash: await codeHash(session, code) }];
  for (const { delegate } of others) cards.push({ delegate, codeHash: await codeHash(session, makeCode(random)) });
  for (let start = 0; start < cards.length; start += CARDS_A_REQUEST) {
    await run(deps, 'registerCards', { session, cards: cards.slice(start, start + CARDS_A_REQUEST) });
  }
  return `/vote/${cardFragment({ session, code, tokenKeyId: await tokenKeyId(der) })}`;
}

async function makeEnrolment(deps: Deps, session: string, slot: Slot) {
  if (!isSessionId(session)) throw new Error('the sample: not a session');
  const enrolment = { session, slot, secret: makeEnrolmentSecret(random) };
  await run(deps, 'issueEnrolment', { session, slot, secretHash: await enrolmentHash(enrolment) });
  return { slot, path: `/teller/${enrolmentFragment(enrolment)}` };
}

/** At the first start: what people do with it afterwards stays as they left it. */
async function passGates(deps: Deps, { session, unit, missing }: Trial): Promise<void> {
  if (!missing.includes('delegates-teller')) return;
  const onDay = shanghaiDay(deps.invitations.nowMs() + DAY_MS);
  await playGates((actor, id, request) => runAs({ actor, deps }, id, request), { session, unit, onDay });
}

/**
 * Imports the sample round at the first start and gets one meeting ready for a trial: what the freeze asks for, keys, one delegate's voting card, and
 * enrolments for the tellers' places that are free. Codes and secrets are made anew at each start and kept nowhere.
 */
export async function prepareSample(deps: Deps): Promise<Sample> {
  await importSample(deps);
  const { round } = makeSampleRound();
  const { units } = await run(deps, 'getRound', { round: round.id });
  const trial = units.find(({ unit }) => unit === TRIAL_UNIT);
  if (trial === undefined) throw new Error('the sample: its trial unit is missing');
  const { session, name: unitName, state } = trial;
  if (state !== 'prepared' && state !== 'frozen') return { session, unitName, cardPath: null, enrolments: [] };
  await passGates(deps, trial);
  const { tokenKey } = await run(deps, 'makeKeys', { session });
  const free = SLOTS.filter((slot) => !trial.tellersEnrolled.includes(slot));
  const enrolments = [];
  for (const slot of free) enrolments.push(await makeEnrolment(deps, session, slot));
  return { session, unitName, cardPath: await makeCards(deps, session, tokenKey), enrolments };
}

import type { Context } from 'aws-lambda';
import { implementations } from '../../../functions/cast/handler.ts';
import type { GatewayEvent } from '../../../functions/http/api-request.ts';
import { type LambdaHandler, makeHandler } from '../../../functions/http/stack.ts';
import { isSessionId } from '../../../shared/process/ids.ts';
import { Hall } from '../../integration/ballot/hall.ts';
import type { Tables } from '../../integration/ballot/open-tables.ts';
import { Session } from '../../integration/ballot/session.ts';
import { sendAll } from '../../load/in-flight.ts';
import { Chance } from '../chance.ts';
import { type Material, makeMaterial } from './material.ts';
import { MUTANT_KINDS, type Mutant, makeMutant } from './mutants.ts';

/** What became of the mutants of one run. */
export interface CastMutants {
  readonly sent: number;
  /** Mutants by what refused them, `token-invalid` for instance. */
  readonly refusals: Readonly<Record<string, number>>;
  /** Kinds of mutants that were sent. */
  readonly kinds: number;
  /** What should not be: a mutant that was taken, refused for another reason, or a box with other ballots than the real ones. */
  readonly findings: readonly string[];
}

/** A part of the product that a test of this fuzzer makes worse on purpose. */
export interface Weakening {
  readonly deps?: ConstructorParameters<typeof Hall>[1];
  /** Stands before the operation and may read a request more leniently than it does. */
  readonly front?: (body: string, material: Material) => string;
}

export interface CastOptions {
  readonly tables: Tables;
  readonly seed: number;
  readonly count: number;
  readonly weakening?: Weakening;
}

const IN_FLIGHT = 8;
/** After so many, the rest says nothing new. */
const MOST_FINDINGS = 20;

async function sessionNamed(hall: Hall, name: string): Promise<Session> {
  if (!isSessionId(name)) throw new Error('not a session id');
  const session = await Session.prepare(hall, { session: name });
  return session.start(session.voting());
}

const PATH = '/api/cast';

function eventOf(body: string): GatewayEvent {
  return {
    ...({ version: '2.0', routeKey: `POST ${PATH}`, rawPath: PATH, rawQueryString: '' } as const),
    headers: { 'content-type': 'application/json' },
    requestContext: {} as never,
    isBase64Encoded: false,
    body,
  };
}

const NO_CONTEXT = {} as Context;

/** `taken`, or the last word of the refusal. */
async function verdictOn(handler: LambdaHandler, body: string): Promise<string> {
  const answer = await handler(eventOf(body), NO_CONTEXT);
  if (answer.statusCode === 200) return 'taken';
  const problem: { type?: string } = JSON.parse(answer.body ?? '{}');
  return problem.type?.replace('urn:shuangshu:problem:', '') ?? 'no problem document';
}

const textOf = (ballots: readonly Uint8Array[]): string =>
  ballots
    .map((ballot) => Buffer.from(ballot).toString('hex'))
    .sort()
    .join();

/** A meeting in voting with real ballots in its box, and the operation that mutants are sent to. */
async function openHall({ tables, seed, weakening = {} }: CastOptions) {
  const plain = new Hall(tables);
  const hall = new Hall(tables, { keyWrap: plain.deps.keyWrap, ...weakening.deps });
  const session = await sessionNamed(hall, `fuzzed-${seed}`);
  const material = await makeMaterial(session, await sessionNamed(hall, `beside-${seed}`), seed);
  for (const { sealed } of material.cast) await hall.ask('castBallot', session.casting(sealed));
  const handler = makeHandler(implementations, () => hall.deps, { checkAnswers: true });
  const read = weakening.front ?? ((body: string) => body);
  const send = (mutant: Mutant): Promise<string> => verdictOn(handler, read(mutant.body, material));
  return { hall, session, material, send };
}

/** Casts real ballots, sends mutants of them and of others to the real operation on the real engine, and looks into the box. */
export async function castMutants(options: CastOptions): Promise<CastMutants & { readonly material: Material }> {
  const { seed, count } = options;
  const { hall, session, material, send } = await openHall(options);
  const chance = new Chance(seed);
  const findings: string[] = [];
  const refusals: Record<string, number> = {};
  const places = Array.from({ length: count }, (_, place) => place);
  await sendAll(places, IN_FLIGHT, async (place) => {
    const mutant = makeMutant(place, material, chance);
    const verdict = await send(mutant);
    refusals[verdict] = (refusals[verdict] ?? 0) + 1;
    if (!mutant.refusedBy.includes(verdict) && findings.length < MOST_FINDINGS)
      findings.push(`${mutant.kind}: ${verdict}`);
  });
  const real = material.cast.map(({ sealed }) => sealed);
  const inBox = await hall.deps.ballotBox.readBallots(session.id);
  if (textOf(inBox) !== textOf(real))
    findings.push(`the box holds ${inBox.length} ballots, and not just the ${real.length} real ones`);
  return { sent: count, refusals, kinds: Math.min(count, MUTANT_KINDS.length), findings, material };
}

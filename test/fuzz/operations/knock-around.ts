import { STAFF_ROLES, type StaffRole } from '../../../shared/contract/operation.ts';
import { OPERATION_IDS, specOf } from '../../../shared/contract/operations.ts';
import type { OperationId } from '../../../shared/contract/routes.ts';
import { type Knock, knockOf, type Reply, send, withHeaders } from '../../integration/bad-input/knock.ts';
import { sendAll } from '../../load/in-flight.ts';
import { Chance } from '../chance.ts';
import { broken } from './broken-knocks.ts';
import { requestFor } from './generate.ts';
import { complaintOf } from './judge-reply.ts';
import type { Fields, Memory } from './memory.ts';

export interface Ground {
  readonly origin: string;
  readonly bearers: Readonly<Partial<Record<StaffRole, string>>>;
  /** Of clerks, by the unit. */
  readonly clerks: Readonly<Record<string, string>>;
  /** Meetings that may come to their end, by the operation that ends them: after it they answer nothing any more. */
  readonly expendable: Readonly<Record<string, readonly string[]>>;
  /** Grows with every answer. */
  readonly memory: Memory;
}

export interface KnockedAround {
  readonly sent: number;
  /** Requests of each operation that were sent as they should be, and those of them that were answered by 200. */
  readonly whole: ReadonlyMap<OperationId, { readonly sent: number; readonly answered: number }>;
  readonly slowestMs: number;
  readonly findings: readonly string[];
}

const SLOW_MS = 2_000;
const IN_FLIGHT = 4;
const MOST_FINDINGS = 30;
/** Of a busy machine one answer may be late; an operation that is slow is so again. */
const TRIES = 3;

/** Of the county's process: there a teller's request is signed on its way. */
export const SIGNED_ON_ITS_WAY = { 'x-fuzz-sign': 'yes' } as const;

/** Of a clerk, the one whose unit it is. */
const bearerOf = (role: StaffRole, { session }: Fields, { bearers, clerks }: Ground): string | undefined =>
  (role === 'unit-clerk' ? clerks[String(session).split('-').at(-1) ?? ''] : undefined) ?? bearers[role];

/** Mostly somebody who may; else anybody, or nobody. */
function bearerFor(id: OperationId, request: Fields, ground: Ground, chance: Chance): string | undefined {
  const { who } = specOf(id);
  if (who.kind !== 'staff') return chance.once(10) ? ground.bearers.auditor : undefined;
  if (chance.once(12)) return undefined;
  if (chance.once(8)) return ground.bearers[chance.of(STAFF_ROLES)];
  return bearerOf(chance.of(who.roles), request, ground);
}

interface Made {
  readonly request: Fields;
  readonly knock: Knock;
  readonly isBroken: boolean;
}

function madeFor(id: OperationId, ground: Ground, chance: Chance): Made {
  const { memory, expendable } = ground;
  const made = requestFor(id, chance, memory);
  const ended = expendable[id];
  const request = ended === undefined ? made : { ...made, session: chance.of(ended) };
  const plain = knockOf(id, request, bearerFor(id, request, ground, chance));
  const isSigned = specOf(id).who.kind === 'teller' && !chance.once(8);
  return { request, knock: isSigned ? withHeaders(plain, SIGNED_ON_ITS_WAY) : plain, isBroken: false };
}

const brokenOf = (made: Made, chance: Chance): Made => ({
  ...made,
  knock: broken(made.knock, chance),
  isBroken: true,
});

type Answered = { readonly reply: Reply; readonly ms: number };
type Timed = { readonly reply: Reply | undefined; readonly ms: number };

async function timed(origin: string, knock: Knock): Promise<Timed> {
  const startMs = performance.now();
  try {
    const reply = await send(origin, knock, 'en');
    return { reply, ms: performance.now() - startMs };
  } catch (error) {
    // What cannot be put on the wire by this client: a header or an address that it refuses itself.
    if (error instanceof TypeError) return { reply: undefined, ms: 0 };
    throw error;
  }
}

/** The quickest of some tries, as soon as one is quick. */
async function inTime(origin: string, knock: Knock): Promise<Timed> {
  let best = await timed(origin, knock);
  for (let tries = 1; tries < TRIES && best.ms > SLOW_MS; tries += 1) {
    const again = await timed(origin, knock);
    if (again.ms < best.ms) best = { reply: best.reply, ms: again.ms };
  }
  return best;
}

/** Counts the answers to whole requests, and learns from those that were taken. */
class Tally {
  readonly #memory: Memory;
  readonly whole = new Map(OPERATION_IDS.map((id) => [id, { sent: 0, answered: 0 }]));
  readonly findings = new Set<string>();
  sent = 0;
  slowestMs = 0;

  constructor(memory: Memory) {
    this.#memory = memory;
  }

  get figures(): KnockedAround {
    const { sent, whole, slowestMs, findings } = this;
    return { sent, whole, slowestMs, findings: [...findings] };
  }

  take(id: OperationId, { request, isBroken }: Made, { reply, ms }: Answered): void {
    this.sent += 1;
    this.slowestMs = Math.max(this.slowestMs, ms);
    const complaint = complaintOf({ id, reply, isBroken });
    if (complaint !== undefined && this.findings.size < MOST_FINDINGS) this.findings.add(`${id}: ${complaint}`);
    if (ms > SLOW_MS) this.findings.add(`${id}: answers after more than 2 s`);
    const figures = this.whole.get(id);
    if (isBroken || figures === undefined) return;
    const isTaken = reply.status === 200;
    this.whole.set(id, { sent: figures.sent + 1, answered: figures.answered + (isTaken ? 1 : 0) });
    if (isTaken && complaint === undefined) this.#memory.learn(id, request, JSON.parse(reply.text));
  }
}

/** Sends whole requests of some operations until each has taken one, or there were enough of them. */
export async function knockUntilTaken(
  ground: Ground,
  { seed, ids, tries }: { readonly seed: number; readonly ids: readonly OperationId[]; readonly tries: number },
): Promise<KnockedAround> {
  const chance = new Chance(seed);
  const tally = new Tally(ground.memory);
  for (const id of ids)
    for (let place = 0; place < tries && tally.whole.get(id)?.answered === 0; place += 1) {
      const made = madeFor(id, ground, chance);
      const { reply, ms } = await inTime(ground.origin, made.knock);
      if (reply !== undefined) tally.take(id, made, { reply, ms });
    }
  return tally.figures;
}

/** Sends requests of every operation in turn, every second of them broken, and judges the answers by the contract. */
export async function knockAround(
  ground: Ground,
  { seed, count, ms }: { readonly seed: number; readonly count: number; readonly ms: number },
): Promise<KnockedAround> {
  const chance = new Chance(seed);
  const tally = new Tally(ground.memory);
  const untilMs = performance.now() + ms;
  const places = Array.from({ length: count }, (_, place) => place);
  await sendAll(places, IN_FLIGHT, async (place) => {
    const isFirst = place < OPERATION_IDS.length;
    // Every operation at least once whole, whatever the time.
    if (performance.now() > untilMs && !isFirst) return;
    const id = OPERATION_IDS[place % OPERATION_IDS.length];
    if (id === undefined) return;
    const plain = madeFor(id, ground, chance);
    const made = isFirst || chance.once(2) ? plain : brokenOf(plain, chance);
    const { reply, ms: tookMs } = await inTime(ground.origin, made.knock);
    if (reply !== undefined) tally.take(id, made, { reply, ms: tookMs });
  });
  const { whole, findings } = tally.figures;
  const left = [...whole].filter(([, figures]) => figures.sent === 0).map(([id]) => `${id}: was never called`);
  return { ...tally.figures, findings: [...findings, ...left] };
}

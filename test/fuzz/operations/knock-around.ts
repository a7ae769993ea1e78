import { STAFF_ROLES, type StaffRole } from '../../../shared/contract/operation.ts';
import { OPERATION_IDS, specOf } from '../../../shared/contract/operations.ts';
import type { OperationId } from '../../../shared/contract/routes.ts';
import { type Knock, knockOf, type Reply, send } from '../../integration/bad-input/knock.ts';
import { sendAll } from '../../load/in-flight.ts';
import { Chance } from '../chance.ts';
import { broken } from './broken-knocks.ts';
import { type Known, requestFor } from './generate.ts';
import { complaintOf } from './judge-reply.ts';

export interface Ground {
  readonly origin: string;
  readonly bearers: Readonly<Partial<Record<StaffRole, string>>>;
  readonly known: Known;
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

/** Mostly somebody who may; else anybody, or nobody. */
function bearerFor(id: OperationId, { bearers }: Ground, chance: Chance): string | undefined {
  const { who } = specOf(id);
  if (who.kind !== 'staff') return chance.once(10) ? bearers.auditor : undefined;
  if (chance.once(12)) return undefined;
  return bearers[chance.once(5) ? chance.of(STAFF_ROLES) : chance.of(who.roles)];
}

function knockFor(
  id: OperationId,
  ground: Ground,
  chance: Chance,
): { readonly knock: Knock; readonly isBroken: boolean } {
  const request = requestFor(id, chance, ground.known);
  const knock = knockOf(id, request, bearerFor(id, ground, chance));
  const isBroken = chance.once(2);
  return { knock: isBroken ? broken(knock, chance) : knock, isBroken };
}

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

/** Sends requests of every operation in turn, every second of them broken, and judges the answers by the contract. */
export async function knockAround(
  ground: Ground,
  { seed, count, ms }: { readonly seed: number; readonly count: number; readonly ms: number },
): Promise<KnockedAround> {
  const chance = new Chance(seed);
  const whole = new Map(OPERATION_IDS.map((id) => [id, { sent: 0, answered: 0 }]));
  const findings = new Set<string>();
  const untilMs = performance.now() + ms;
  let [sent, slowestMs] = [0, 0];
  const places = Array.from({ length: count }, (_, place) => place);
  await sendAll(places, IN_FLIGHT, async (place) => {
    // Every operation at least once whole, whatever the time.
    if (performance.now() > untilMs && place >= OPERATION_IDS.length) return;
    const id = OPERATION_IDS[place % OPERATION_IDS.length];
    if (id === undefined) return;
    const isFirst = place < OPERATION_IDS.length;
    const made = isFirst
      ? { knock: knockOf(id, requestFor(id, chance, ground.known), bearerFor(id, ground, chance)), isBroken: false }
      : knockFor(id, ground, chance);
    const { reply, ms: tookMs } = await inTime(ground.origin, made.knock);
    if (reply === undefined) return;
    sent += 1;
    slowestMs = Math.max(slowestMs, tookMs);
    const figures = whole.get(id);
    if (!made.isBroken && figures !== undefined)
      whole.set(id, { sent: figures.sent + 1, answered: figures.answered + (reply.status === 200 ? 1 : 0) });
    const complaint = complaintOf({ id, reply, isBroken: made.isBroken });
    if (complaint !== undefined && findings.size < MOST_FINDINGS) findings.add(`${id}: ${complaint}`);
    if (tookMs > SLOW_MS) findings.add(`${id}: answers after more than 2 s`);
  });
  for (const [id, figures] of whole) if (figures.sent === 0) findings.add(`${id}: was never called`);
  return { sent, whole, slowestMs, findings: [...findings] };
}

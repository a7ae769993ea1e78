import type { Dependencies } from '../http/dependencies.ts';
import { type Refusal, refuse } from '../http/implement.ts';
import { drew, type Standing } from '../store/issuing.ts';

/** Where each of those who are to go stands; refused when one has drawn or holds a paper ballot. 2 RCU each. */
export async function standingsOfRemoved(
  session: string,
  numbers: readonly number[],
  { registry }: Dependencies,
): Promise<ReadonlyMap<number, Standing> | Refusal> {
  const standings = new Map<number, Standing>();
  for (const number of numbers) standings.set(number, await registry.issuing.readStanding(session, number));
  const checkedIn = numbers.flatMap((number, index) => {
    const standing = standings.get(number);
    return standing !== undefined && (drew(standing) || standing.paper !== null) ? [index] : [];
  });
  if (checkedIn.length === 0) return standings;
  const places = checkedIn.map((index) => ({
    field: `remove.${index}`,
    code: 'checked-in',
    detail: { zh: '已签到或已领纸质票', en: 'has checked in or taken a paper ballot' },
  }));
  return refuse('delegate-checked-in', {}, places);
}

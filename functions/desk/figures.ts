import type { IssuingFigures } from '../../shared/process/reconciliation.ts';
import type { Dependencies } from '../http/dependencies.ts';

/** What the desk handed out until now, or `undefined` when no round has the session. */
export async function issuingFigures(session: string, { registry }: Dependencies): Promise<IssuingFigures | undefined> {
  const place = await registry.rounds.placeOf(session);
  if (place === undefined) return undefined;
  return { delegates: place.unit.delegates, ...(await registry.issuing.figures(session)) };
}

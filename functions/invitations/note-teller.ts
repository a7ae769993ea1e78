import type { Dependencies } from '../http/dependencies.ts';
import type { SessionPlace } from '../store/round-lists.ts';

/** Tells the county's home, and the gate before the freeze, who was chosen last, how, and from which list. */
export async function noteTeller({ round, unit }: SessionPlace, { registry }: Dependencies): Promise<void> {
  const latest = (await registry.invitations.readTellerChoices(unit.session)).at(-1);
  if (latest === undefined) return;
  const { by, teller, standIn, list } = latest;
  const chosen = list === undefined ? {} : { chosen: { teller, standIn, list } };
  await registry.progress.note({ round: round.round, unit: unit.unit }, 'delegatesTeller', { by, ...chosen });
}

import { importRound, logIn } from '../rehearsal/deployment.ts';
import { makeLine } from '../rehearsal/line.ts';
import { sessionOf } from '../rehearsal/office.ts';
import { askAsStaff, passGates } from '../rehearsal/staff.ts';
import { Teller } from '../rehearsal/teller.ts';
import type { DeploymentFacts } from './deployment-child.ts';

/** A meeting that is armed, prepared over the API as a county does it. */
export interface PreparedHall {
  readonly session: string;
  /** Fragments of the voting cards, one a delegate. */
  readonly cards: readonly string[];
  openVoting(): Promise<void>;
}

const UNIT = 'huilongshan';

/** Imports a round, registers cards, enrols three tellers, does what the freeze asks for, freezes and arms. */
export async function prepareHall(facts: DeploymentFacts, delegates: number): Promise<PreparedHall> {
  const { origin, county, accounts } = facts;
  const deployment = { origin, county, accounts, close: () => Promise.resolve() };
  const office = await logIn(deployment, 'inspection');
  const round = `hall-${delegates}`;
  await importRound(office, { round, units: [UNIT], delegates });
  const session = sessionOf(`${county}-${round}-${UNIT}`);
  const call = makeLine({ origin, drop: 0, chance: () => 1, count: () => undefined });
  await passGates(askAsStaff(deployment, call), { session, unit: UNIT });
  const cards = await office.makeCards(session);
  const tellers = [];
  for (const enrolment of await office.makeEnrolments(session)) tellers.push(await Teller.enrol(call, enrolment));
  await office.ask('freeze', { session });
  for (const teller of tellers) await teller.arm();
  const [first] = tellers;
  if (first === undefined) throw new Error('no teller was enrolled');
  return { session, cards: [...cards.values()], openVoting: () => first.openVoting() };
}

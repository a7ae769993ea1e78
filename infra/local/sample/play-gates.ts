import type { Ask } from './ask.ts';
import { playApproval } from './play-delegates.ts';
import { type InvitationsPlan, playReplies, playTellerLot, playVenue } from './play-invitations.ts';
import { playAcknowledgements, playReport } from './play-preparation.ts';
import { playReports } from './play-reports.ts';

/** Enough for a lot: one offers to count, three others come. */
const REPLIES = 4;

/**
 * Everything of the stages before the appraisal that the freeze asks for: the list that both offices agreed on, time and place, the officers' reports, a teller of the
 * delegates, the unit's report on its preparation and both acknowledgements. Played again it changes nothing.
 */
export async function playGates(ask: Ask, plan: InvitationsPlan): Promise<void> {
  await playApproval(ask, plan);
  await playVenue(ask, plan);
  await playReports(ask, plan);
  await playReplies(ask, { ...plan, howMany: REPLIES });
  await playTellerLot(ask, plan);
  await playReport(ask, plan);
  await playAcknowledgements(ask, plan);
}

import { type Ask, clerkOf } from './ask.ts';
import { reportTexts } from './report-texts.ts';

export interface ReportsPlan {
  readonly session: string;
  readonly unit: string;
  /** How many officers, in the order of the ballot, hand their report in; all without it. */
  readonly submitted?: number;
  /** How many of the others have begun a draft. */
  readonly drafts?: number;
}

/** The unit's clerk writes and submits the officers' reports. Played again it changes nothing. */
export async function playReports(ask: Ask, plan: ReportsPlan): Promise<void> {
  const { session, unit, submitted = Number.POSITIVE_INFINITY, drafts = 0 } = plan;
  const clerk = clerkOf(unit);
  const { unitName, officers } = await ask(clerk, 'listReports', { session });
  for (const [place, { officer, name, post, version, state }] of officers.entries()) {
    if (state === 'submitted' || place >= submitted + drafts) continue;
    const parts = reportTexts({ unitName, name, post, place });
    const isDraft = place >= submitted;
    const written = isDraft ? { ...parts, 'clean-enforcement': '', 'problems-measures': '' } : parts;
    const saved = await ask(clerk, 'saveReport', { session, officer, expectedVersion: version, parts: written });
    if (!isDraft) await ask(clerk, 'submitReport', { session, officer, expectedVersion: saved.version });
  }
}

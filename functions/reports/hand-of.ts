import type { ReportHand } from '../../shared/process/report.ts';
import type { Caller } from '../http/dependencies.ts';

/** The person at the keyboard, so that a second one can be told who was first. */
export function handOf(caller: Caller): ReportHand {
  if (caller.kind !== 'staff') throw new Error('a report is written by staff');
  return { subject: caller.subject, name: caller.name };
}

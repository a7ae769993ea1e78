import type { ResponseOf } from '../../shared/contract/operations.ts';
import { ACKNOWLEDGING } from '../../shared/process/preparation.ts';

/** One unit of a round, as the home shows it. */
export type RoundUnit = ResponseOf<'getRound'>['units'][number];

export type Step =
  | 'list'
  | 'delegates-teller'
  | 'reports'
  | 'preparation'
  | 'acknowledge'
  | 'keys'
  | 'cards'
  | 'tellers'
  | 'freeze'
  | 'arm'
  | 'open'
  | 'set-closing'
  | 'close'
  | 'count'
  | 'announce'
  | 'download'
  | 'voided';

/** Who has to act: units report, the county and the commission acknowledge, the office prepares, the tellers hold the meeting. */
export type Actor =
  | 'unit-clerk'
  | 'inspection-office'
  | 'discipline-commission'
  | 'county-leader'
  | 'tellers'
  | 'nobody';

export interface NextStep {
  readonly step: Step;
  readonly actor: Actor;
}

const TELLERS = 3;
/** One press mends them all: the two are named together. */
const TELLERS_CHOICE = ['delegates-teller', 'delegates-teller-left', 'stand-in-left'];

/** What the stages before the appraisal still owe, in the order in which one leads to the other; `null` when nothing. */
function gate({ missing }: RoundUnit): NextStep | null {
  if (missing.includes('list')) return { step: 'list', actor: 'discipline-commission' };
  if (missing.includes('reports')) return { step: 'reports', actor: 'unit-clerk' };
  if (TELLERS_CHOICE.some((code) => missing.includes(code)))
    return { step: 'delegates-teller', actor: 'inspection-office' };
  const [first, ...more] = ACKNOWLEDGING.filter((role) => missing.includes(`preparation-${role}`));
  if (first === undefined) return null;
  return more.length > 0 ? { step: 'preparation', actor: 'unit-clerk' } : { step: 'acknowledge', actor: first };
}

/** In the order that saves work: cards carry the key's fingerprint, and an enrolment after the freeze undoes it. */
function preparation({ keysMade, cards, delegates, tellersEnrolled }: RoundUnit): Step {
  if (!keysMade) return 'keys';
  if (delegates === 0 || cards < delegates) return 'cards';
  return tellersEnrolled.length < TELLERS ? 'tellers' : 'freeze';
}

/** What a unit's meeting waits for, and who does it (process.md, stages 2 and 4). */
export function nextStepOf(unit: RoundUnit): NextStep {
  switch (unit.state) {
    case 'prepared':
      return gate(unit) ?? { step: preparation(unit), actor: 'inspection-office' };
    case 'frozen':
      return { step: 'arm', actor: 'tellers' };
    case 'armed':
      return { step: 'open', actor: 'tellers' };
    case 'voting':
      return { step: 'set-closing', actor: 'tellers' };
    case 'closing':
      return { step: 'close', actor: 'tellers' };
    case 'closed':
      return { step: 'count', actor: 'tellers' };
    case 'counted':
      return { step: 'announce', actor: 'tellers' };
    case 'announced':
      return { step: 'download', actor: 'nobody' };
    case 'voided':
      return { step: 'voided', actor: 'nobody' };
  }
}

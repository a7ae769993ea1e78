import type { ResponseOf } from '../../shared/contract/operations.ts';

/** One unit of a round, as the home shows it. */
export type RoundUnit = ResponseOf<'getRound'>['units'][number];

export type Step =
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

/** Who has to act: the inspection office prepares, the tellers hold the meeting. */
export type Actor = 'inspection-office' | 'tellers' | 'nobody';

export interface NextStep {
  readonly step: Step;
  readonly actor: Actor;
}

const TELLERS = 3;

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
      return { step: preparation(unit), actor: 'inspection-office' };
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

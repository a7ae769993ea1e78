import type { MeetingState } from '../../shared/process/meeting-state.ts';
import { type InBothLanguages, type Refusal, refuse } from './implement.ts';

/** How the states of a meeting are called before people. */
export const STATE_NAMES: Readonly<Record<MeetingState, InBothLanguages>> = {
  prepared: { zh: '准备中', en: 'in preparation' },
  frozen: { zh: '测评表已冻结', en: 'manifest frozen' },
  armed: { zh: '可以签到', en: 'ready for check-in' },
  voting: { zh: '投票中', en: 'voting' },
  closing: { zh: '投票倒计时', en: 'counting down to the close' },
  closed: { zh: '已封箱', en: 'box closed' },
  counted: { zh: '已计票', en: 'counted' },
  announced: { zh: '结果已公布', en: 'result announced' },
  voided: { zh: '已作废', en: 'voided' },
};

/** The refusal of a step that belongs to other states than the present one. */
export const refuseState = (state: MeetingState, expected: readonly MeetingState[]): Refusal =>
  refuse('state-wrong', {
    state: STATE_NAMES[state],
    // The texts put quotation marks around the whole; between two names they are closed and opened again.
    expected: {
      zh: expected.map((each) => STATE_NAMES[each].zh).join('」或「'),
      en: expected.map((each) => STATE_NAMES[each].en).join('" or "'),
    },
  });

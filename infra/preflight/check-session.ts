import { inWords, isMissing, type Missing } from '../../functions/rounds/what-is-missing.ts';
import type { MeetingState } from '../../shared/process/meeting-state.ts';
import { SLOTS } from '../../shared/protocol/slots.ts';
import { type Finding, green, red } from './finding.ts';
import type { Letters, SessionStanding, Standing } from './session-standing.ts';

/** What has a line of its own. */
const TOLD_ELSEWHERE = /^(cards|keys|teller-|arming-)/;

/** Where the session stands on the way to the check-in: `armed` is ready. */
function judgeState(state: MeetingState): Finding {
  switch (state) {
    case 'armed':
      return green('session', '测评表已冻结，三位计票人已签署', 'the form is frozen, three tellers have signed');
    case 'prepared':
      return red(
        'session',
        { zh: '测评表还没有冻结', en: 'the form is not frozen' },
        { zh: '监察室在单位页冻结', en: 'the inspection office freezes it on the unit’s page' },
      );
    case 'frozen':
      return red(
        'session',
        { zh: '三位计票人还没有都签署', en: 'not all three tellers have signed' },
        { zh: '三位在自己手机上核对、签署', en: 'each checks and signs on a phone of their own' },
      );
    case 'voided':
      return red(
        'session',
        { zh: '已作废', en: 'it is voided' },
        { zh: '用新的年度代号重来', en: 'begin again under another round' },
      );
    case 'voting':
    case 'closing':
    case 'closed':
    case 'counted':
    case 'announced':
      return red(
        'session',
        { zh: `已经开过投票（${state}）`, en: `its voting has been opened (${state})` },
        {
          zh: '会前检查要在会前做；出了问题看 meeting-day.md',
          en: 'this check is for before a meeting; see meeting-day.md',
        },
      );
  }
}

function judgeMissing({ missing, reportsMissing }: Standing): readonly Finding[] {
  const before = missing.filter((each): each is Missing => isMissing(each) && !TOLD_ELSEWHERE.test(each));
  if (before.length === 0) return [];
  const words = inWords(before, reportsMissing ?? []);
  return [
    red(
      'session',
      { zh: `还缺：${words.zh}`, en: `still missing: ${words.en}` },
      { zh: '控制台的单位页逐项办', en: 'each on the unit’s page of the console' },
    ),
  ];
}

function judgeTellers({ tellersEnrolled }: Standing): Finding {
  const absent = SLOTS.filter((slot) => !tellersEnrolled.includes(slot));
  if (absent.length === 0) return green('tellers', '三位计票人的钥匙都在', 'the keys of three tellers are enrolled');
  const words = inWords(
    absent.map((slot) => `teller-${slot}` as const),
    [],
  );
  return red(
    'tellers',
    { zh: `没有登记：${words.zh}`, en: `not enrolled: ${words.en}` },
    {
      zh: '在单位页出登记二维码，本人用自己的手机扫',
      en: 'issue an enrolment on the unit’s page; each scans it with their own phone',
    },
  );
}

function judgeCards({ cards, delegates, keysMade }: Standing): Finding {
  const print = {
    zh: '监察室在单位页生成钥匙、印表决卡',
    en: 'the inspection office makes keys and prints cards on the unit’s page',
  };
  if (!keysMade) return red('cards', { zh: '没有签名钥匙', en: 'the session has no keys' }, print);
  const count = { zh: `${delegates} 位代表，登记了 ${cards} 张`, en: `${cards} registered for ${delegates} delegates` };
  return cards === delegates && delegates > 0 ? green('cards', count.zh, count.en) : red('cards', count, print);
}

/** `today`: YYYY-MM-DD in Asia/Shanghai. */
function judgeLetters({ venue, counts, delegates }: Letters, today: string): readonly Finding[] {
  if (venue === null)
    return [
      red(
        'letters',
        { zh: '没有时间和地点', en: 'no time and place' },
        { zh: '单位在「邀请」里填', en: 'the unit fills them in under invitations' },
      ),
    ];
  const found: Finding[] = [];
  if (venue.onDay < today)
    found.push(
      red(
        'letters',
        { zh: `会期 ${venue.onDay} 已过`, en: `its day, ${venue.onDay}, is over` },
        { zh: '改会期，再通知代表', en: 'set another day and tell the delegates' },
      ),
    );
  if (counts.sent < delegates)
    found.push(
      red(
        'letters',
        {
          zh: `${delegates} 封邀请函，登记送出 ${counts.sent} 封`,
          en: `${counts.sent} of ${delegates} letters noted as sent`,
        },
        { zh: '送出后在「邀请」里登记', en: 'send the rest and note them under invitations' },
      ),
    );
  if (found.length > 0) return found;
  return [
    green(
      'letters',
      `${venue.onDay} ${venue.startsAt}，${delegates} 封邀请函都已送出，${counts.coming} 位说来`,
      `${venue.onDay} ${venue.startsAt}, all ${delegates} letters sent, ${counts.coming} said they come`,
    ),
  ];
}

/** What the office has to have done: the form, the tellers' keys, the cards, the letters. */
export const judgeSession = ({ face, standing, letters }: SessionStanding, today: string): readonly Finding[] => [
  judgeState(face.state),
  ...judgeMissing(standing),
  judgeTellers(standing),
  judgeCards(standing),
  ...judgeLetters(letters, today),
];

import { castDry, type DryCasting } from './dry-casting.ts';
import { type Finding, green, red } from './finding.ts';
import type { StaffDesk } from './staff-desk.ts';

/** What casting may take at the most, ms; the alarm `casting-slow` goes by the same (infra/county-watch.ts). */
const SLOW_MS = 3_000;

const LEND = {
  zh: '试投要监察室、纪委、县局领导和一位单位经办人的登录：见 docs/operations/meeting-day.md',
  en: 'a dry casting needs logins of the inspection office, the discipline commission, the county leader and a unit’s clerk: docs/operations/meeting-day.md',
};

/** Who brings a meeting as far as its voting. */
const CAST = ['inspection-office', 'discipline-commission', 'county-leader', 'unit-clerk'] as const;

/** One ballot all the way into the box of a session that is voided afterwards; made for the unit when its clerk is there. */
export async function checkCasting(
  desk: StaffDesk,
  { unit: preferred, ...casting }: Omit<DryCasting, 'ask'>,
): Promise<Finding> {
  const lacking = desk.lacking(CAST);
  const unit = desk.clerkUnit(preferred);
  if (lacking.length > 0 || unit === undefined)
    return red(
      'casting',
      { zh: `没有试投：缺 ${lacking.join('、')}`, en: `no ballot was cast: nobody of ${lacking.join(', ')}` },
      LEND,
    );
  try {
    const { session, drawMs, castMs } = await castDry({ ...casting, ask: desk.ask, unit });
    const told = {
      zh: `签到 ${drawMs} 毫秒，投票 ${castMs} 毫秒，回执有效；${session} 已作废`,
      en: `drawn in ${drawMs} ms, cast in ${castMs} ms, the receipt holds; ${session} is voided`,
    };
    if (Math.max(drawMs, castMs) <= SLOW_MS) return green('casting', told.zh, told.en);
    return red('casting', told, {
      zh: '太慢；见 docs/operations/watch.md 的 casting-slow',
      en: 'too slow; docs/operations/watch.md, casting-slow',
    });
  } catch (error) {
    const why = error instanceof Error ? error.message : 'fault';
    return red(
      'casting',
      { zh: `试投不成（${why}）`, en: `the dry casting failed (${why})` },
      {
        zh: '弄清以前不要开会；试投的大会若没有作废，由监察室作废',
        en: 'do not meet before it is clear; a session of the check that is not voided, the inspection office voids',
      },
    );
  }
}

/** All meetings are held in one time zone, whatever the phone is set to. */
const CLOCK = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  hourCycle: 'h23',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/** Unix ms as the clock on the wall shows it: `09:05:00`, Asia/Shanghai. */
export const clockTime = (timeMs: number): string => CLOCK.format(timeMs);

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

/** The first 16 digits of a hash in groups of four, to know it again by: `4f2a 09bc …`. */
export const fingerprint = (hash: string): string => groupsOfFour(hash.slice(0, 16));

/**
 * What tellers read aloud to each other of a board, 24 digits: a server that makes two boxes until they are read alike tries some
 * 2^48 boards in the minutes between the close and the reading.
 */
export const boardFingerprint = (boardRoot: string): string => groupsOfFour(boardRoot.slice(0, 24));

const groupsOfFour = (digits: string): string => (digits.match(/.{4}/g) ?? []).join(' ');

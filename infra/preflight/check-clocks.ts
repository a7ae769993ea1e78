import type { ApiLine } from './api-line.ts';
import { type Finding, green, note, red } from './finding.ts';
import { isOnThisMachine } from './loopback.ts';

/** One answer of `health`, ms: this machine's clock before and after, the function's, and the front's by its `Date` in whole seconds. */
export interface ClockReading {
  readonly askedMs: number;
  readonly answeredMs: number;
  readonly functionMs: number;
  readonly frontMs: number | null;
}

/** How far a clock is ahead of this machine's, at least and at most, ms. */
interface Ahead {
  readonly least: number;
  readonly most: number;
}

const SECOND_MS = 1_000;
/** A closing time is set at least ten seconds ahead, and boxes close two seconds after it. */
const TOLERANCE_MS = 2_000;
const READINGS = 5;

/** Between asking and answering the function read its clock once, so what it is ahead lies within the way there and back. */
const functionAhead = ({ askedMs, answeredMs, functionMs }: ClockReading): Ahead => ({
  least: functionMs - answeredMs,
  most: functionMs - askedMs,
});

/** `Date` names the second in which the front answered. */
const frontAhead = ({ askedMs, answeredMs, frontMs }: ClockReading): Ahead | null =>
  frontMs === null ? null : { least: frontMs - answeredMs, most: frontMs + SECOND_MS - askedMs };

/** Each reading is true within its bounds, so all of them are. */
const narrowed = (each: readonly Ahead[]): Ahead => ({
  least: Math.max(...each.map(({ least }) => least)),
  most: Math.min(...each.map(({ most }) => most)),
});

/** The least that a clock must be off; 0 when it may be right. */
const certainlyOff = ({ least, most }: Ahead): number => (least > 0 ? least : most < 0 ? -most : 0);

const seconds = (ms: number): string => (ms / SECOND_MS).toFixed(1);

/**
 * Compares three clocks: the function's, by which voting closes; the front's, which belongs to another service; this machine's. When
 * two agree and one does not, that one is wrong. That all three are wrong by the same amount is not excluded: no time server is asked.
 */
export function judgeClocks(readings: readonly ClockReading[]): Finding {
  const ofFunction = narrowed(readings.map(functionAhead));
  const fronts = readings.flatMap((reading) => frontAhead(reading) ?? []);
  const functionOff = certainlyOff(ofFunction);
  const frontOff = fronts.length === 0 ? null : certainlyOff(narrowed(fronts));
  const measured = {
    zh: `函数的时钟与本机相差至少 ${seconds(functionOff)} 秒，入口的 ${frontOff === null ? '未报' : `${seconds(frontOff)} 秒`}`,
    en: `the functions' clock is off ours by at least ${seconds(functionOff)} s, the front's by ${frontOff === null ? 'nothing told' : `${seconds(frontOff)} s`}`,
  };
  if (functionOff <= TOLERANCE_MS && (frontOff ?? 0) <= TOLERANCE_MS) return green('clocks', measured.zh, measured.en);
  const isOurs = functionOff > TOLERANCE_MS && frontOff !== null && frontOff > TOLERANCE_MS;
  return red(
    'clocks',
    measured,
    isOurs
      ? {
          zh: '两处都与本机不同：先校准这台电脑的时钟，再检查一次',
          en: 'both differ from this computer: set its clock right and check again',
        }
      : {
          zh: '截止时间按函数的时钟：与云的支持联系，弄清以前不要开会',
          en: 'voting closes by the functions’ clock: ask the cloud’s support, and do not meet before it is clear',
        },
  );
}

export async function checkClocks(line: ApiLine, origin: string): Promise<Finding> {
  if (isOnThisMachine(origin))
    return note('clocks', '本机部署，只有一个时钟', 'a deployment on this machine: there is one clock');
  const readings: ClockReading[] = [];
  try {
    for (let reading = 0; reading < READINGS; reading += 1) {
      const { value, ...times } = await line.timed('health', {});
      readings.push({ ...times, functionMs: value.nowMs });
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : '';
    return red(
      'clocks',
      { zh: `没有读到（${why}）`, en: `not read (${why})` },
      { zh: '先让部署正常回答', en: 'first have the deployment answer' },
    );
  }
  return judgeClocks(readings);
}

import { expect, it } from 'vitest';
import { clockTime } from '../../../web/teller/clock-time.ts';
import { deviceName } from '../../../web/teller/device-name.ts';
import { pollDelayMs } from '../../../web/teller/meeting-watch.ts';

const WECHAT =
  'Mozilla/5.0 (Linux; Android 12; V2055A) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/107.0.5304.141 Mobile Safari/537.36 XWEB/5023 MicroMessenger/8.0.33';
const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1';

it('a teller is told which phone and browser to keep, in words they know', () => {
  expect(deviceName(WECHAT, 'zh')).toBe('安卓手机 · 微信');
  expect(deviceName(IPHONE, 'zh')).toBe('苹果手机 · Safari');
  expect(deviceName(IPHONE, 'en')).toBe('iPhone · Safari');
  expect(deviceName('something new', 'zh')).toBe('这个浏览器');
});

it('times are those of the hall’s clock, whatever the phone is set to', () => {
  expect(clockTime(Date.UTC(2008, 10, 5, 16, 4, 9))).toBe('00:04:09');
});

it('a dead line is tried less and less often, and never given up', () => {
  const delays = (state: Parameters<typeof pollDelayMs>[1]) => [0, 1, 2, 3, 50].map((n) => pollDelayMs(n, state));
  expect(delays('voting')).toEqual([2_000, 4_000, 8_000, 15_000, 15_000]);
  expect(delays('armed')).toEqual([5_000, 10_000, 15_000, 15_000, 15_000]);
  expect(delays(undefined)).toEqual(delays('voting'));
});

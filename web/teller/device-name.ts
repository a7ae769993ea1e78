/** Browsers in the order in which their marks tell them apart: each of them also claims to be those below it. */
const BROWSERS = [
  { mark: /MicroMessenger/, zh: '微信', en: 'WeChat' },
  { mark: /DingTalk/, zh: '钉钉', en: 'DingTalk' },
  { mark: /HuaweiBrowser/, zh: '华为浏览器', en: 'Huawei Browser' },
  { mark: /MiuiBrowser/, zh: '小米浏览器', en: 'Mi Browser' },
  { mark: /VivoBrowser/, zh: 'vivo 浏览器', en: 'vivo Browser' },
  { mark: /HeyTapBrowser|OppoBrowser/, zh: 'OPPO 浏览器', en: 'OPPO Browser' },
  { mark: /MQQBrowser/, zh: 'QQ 浏览器', en: 'QQ Browser' },
  { mark: /UCBrowser/, zh: 'UC 浏览器', en: 'UC Browser' },
  { mark: /Edg(A|iOS)?\//, zh: 'Edge', en: 'Edge' },
  { mark: /Firefox|FxiOS/, zh: 'Firefox', en: 'Firefox' },
  { mark: /Chrome|CriOS/, zh: 'Chrome', en: 'Chrome' },
  { mark: /Safari/, zh: 'Safari', en: 'Safari' },
] as const;

const DEVICES = [
  { mark: /iPhone/, zh: '苹果手机', en: 'iPhone' },
  { mark: /iPad/, zh: '苹果平板', en: 'iPad' },
  { mark: /HarmonyOS|OpenHarmony/, zh: '鸿蒙手机', en: 'HarmonyOS phone' },
  { mark: /Android/, zh: '安卓手机', en: 'Android phone' },
  { mark: /Windows|Macintosh|Linux/, zh: '电脑', en: 'computer' },
] as const;

const UNKNOWN = { zh: '这个浏览器', en: 'this browser' } as const;

/** Which phone and which browser a teller has to keep, in words that the owner knows: 「安卓手机 · 微信」. */
export function deviceName(userAgent: string, language: 'zh' | 'en'): string {
  const browser = BROWSERS.find(({ mark }) => mark.test(userAgent)) ?? UNKNOWN;
  const device = DEVICES.find(({ mark }) => mark.test(userAgent));
  return device === undefined ? browser[language] : `${device[language]} · ${browser[language]}`;
}

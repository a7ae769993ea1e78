import type { Language } from '../ui/language.ts';

const formats = {
  zh: new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', dateStyle: 'medium', timeStyle: 'medium' }),
  en: new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Shanghai', dateStyle: 'medium', timeStyle: 'medium' }),
} as const;

/** A moment (ms) as the county's clocks show it. */
export const whenText = (atMs: number, language: Language): string => formats[language].format(atMs);

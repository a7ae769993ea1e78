import type { Language } from '../ui/language.ts';

const formats = {
  zh: new Intl.DateTimeFormat('zh-CN', {
    timeZone: 'UTC',
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    weekday: 'long',
  }),
  en: new Intl.DateTimeFormat('en-GB', {
    timeZone: 'UTC',
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    weekday: 'long',
  }),
} as const;
const clocks = {
  zh: new Intl.DateTimeFormat('zh-CN', {
    timeZone: 'Asia/Shanghai',
    month: 'numeric',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  }),
  en: new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Asia/Shanghai',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  }),
} as const;

/** A calendar day, `YYYY-MM-DD`, with its day of the week. */
export const dayText = (day: string, language: Language): string =>
  formats[language].format(new Date(`${day}T00:00:00Z`));

/** A moment as a clock in China shows it. */
export const momentText = (atMs: number, language: Language): string => clocks[language].format(atMs);

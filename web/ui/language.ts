import { useEffect, useState } from 'preact/hooks';

/** Chinese first; English by the switch. */
export type Language = 'zh' | 'en';

const STORAGE_KEY = 'shuangshu.language';
const listeners = new Set<() => void>();

/** Storage may be switched off in a webview; a page without it starts in Chinese every time. */
function remembered(): Language {
  try {
    return localStorage.getItem(STORAGE_KEY) === 'en' ? 'en' : 'zh';
  } catch {
    return 'zh';
  }
}

let language: Language = remembered();

/** The language the page is shown in now. */
export const currentLanguage = (): Language => language;

/** Switches the page, and remembers it on this device. */
export function setLanguage(next: Language): void {
  language = next;
  document.documentElement.lang = next === 'zh' ? 'zh-CN' : 'en';
  try {
    localStorage.setItem(STORAGE_KEY, next);
  } catch {
    console.info('language not remembered: storage is off');
  }
  for (const listener of listeners) listener();
}

/** The language, re-rendering the component when it is switched. */
export function useLanguage(): Language {
  const [shown, show] = useState(language);
  useEffect(() => {
    const listener = () => show(language);
    listeners.add(listener);
    listener();
    return () => {
      listeners.delete(listener);
    };
  }, []);
  return shown;
}

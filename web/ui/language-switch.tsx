import { setLanguage, useLanguage } from './language.ts';

interface LanguageSwitchProps {
  /** Does the switching, on a page that has to fetch its English first. */
  readonly toEnglish?: () => void;
}

/** The switch between Chinese and English, named in the language it leads to. */
export function LanguageSwitch({ toEnglish = () => setLanguage('en') }: LanguageSwitchProps) {
  const language = useLanguage();
  return language === 'zh' ? (
    <button type="button" class="language-switch" lang="en" onClick={toEnglish}>
      English
    </button>
  ) : (
    <button type="button" class="language-switch" lang="zh-CN" onClick={() => setLanguage('zh')}>
      中文
    </button>
  );
}

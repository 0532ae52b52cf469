import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';

/** The languages that the application speaks. */
export const LANGUAGES = ['de', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

const KEPT = 'kundenwert.language';

function wanted(): Language {
  const kept = localStorage.getItem(KEPT) ?? navigator.language;
  return kept.toLowerCase().startsWith('de') ? 'de' : 'en';
}

async function texts(language: Language): Promise<object> {
  return (language === 'de' ? await import('./de.json') : await import('./en.json')).default;
}

/** Starts with the language that was chosen before, or else the browser's. */
export async function startTexts(): Promise<i18n> {
  const language = wanted();
  document.documentElement.lang = language;
  await i18next.use(initReactI18next).init({
    lng: language,
    resources: { [language]: { translation: await texts(language) } },
    // Keys are whole: they have dots of their own.
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  return i18next;
}

/** Speaks another language from now on, in this browser. */
export async function speak(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, 'translation')) {
    i18next.addResourceBundle(language, 'translation', await texts(language));
  }
  localStorage.setItem(KEPT, language);
  document.documentElement.lang = language;
  await i18next.changeLanguage(language);
}

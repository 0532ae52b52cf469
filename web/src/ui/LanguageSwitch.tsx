import { useTranslation } from 'react-i18next';
import { LANGUAGES, speak, type Language } from '../i18n';

const NAMES: Record<Language, string> = { de: 'Deutsch', en: 'English' };

/** Chooses the language of this browser. */
export function LanguageSwitch({ label, onChosen }: { label: string; onChosen?: (l: Language) => void }) {
  const { i18n } = useTranslation();
  return (
    <select
      aria-label={label}
      value={i18n.language}
      onChange={(event) => {
        const chosen = event.target.value as Language;
        void speak(chosen).then(() => onChosen?.(chosen));
      }}
    >
      {LANGUAGES.map((language) => (
        <option key={language} value={language} lang={language}>
          {NAMES[language]}
        </option>
      ))}
    </select>
  );
}

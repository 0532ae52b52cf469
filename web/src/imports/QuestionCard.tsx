import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { count } from '../ui/format';
import { questionText } from './fields';
import styles from './Imports.module.css';
import type { Question } from './imports';

interface Props {
  question: Question;
  onAnswer: (reading: string) => void;
  onSkip: () => void;
}

/** What no value settles is asked, with the user's own values in each reading; nothing is chosen ahead. */
export function QuestionCard({ question, onAnswer, onSkip }: Props) {
  const { t, i18n } = useTranslation();
  const name = useId();
  const [chosen, setChosen] = useState<string | null>(null);
  return (
    <fieldset className={styles.question}>
      <legend>{t(questionText(question.kind, question.example), { example: question.example })}</legend>
      <p>
        {t(question.contradicting ? 'question.contradicting' : 'question.undecided', {
          column: question.header,
          shown: count(question.affectedRows),
          count: question.affectedRows,
        })}
      </p>
      {question.candidates.map((candidate) => (
        <label key={candidate.reading}>
          <input
            type="radio"
            name={name}
            checked={chosen === candidate.reading}
            onChange={() => setChosen(candidate.reading)}
          />
          <span>
            {t(`reading.${candidate.reading}`, { defaultValue: candidate.reading })}:{' '}
            {candidate.examples
              .map((example) => `${example.raw} → ${(i18n.language === 'en' ? example.en : example.de) ?? '?'}`)
              .join(' · ')}
            {candidate.rejectedRows > 0 && (
              <span className="muted">
                {' '}
                {t('question.rejects', {
                  shown: count(candidate.rejectedRows),
                  count: candidate.rejectedRows,
                })}
              </span>
            )}
          </span>
        </label>
      ))}
      <label>
        <input
          type="radio"
          name={name}
          checked={chosen === 'skip'}
          onChange={() => setChosen('skip')}
        />
        <span>{t('question.skip')}</span>
      </label>
      <button
        type="button"
        disabled={chosen === null}
        onClick={() => (chosen === 'skip' ? onSkip() : chosen && onAnswer(chosen))}
      >
        {t('question.answer')}
      </button>
    </fieldset>
  );
}

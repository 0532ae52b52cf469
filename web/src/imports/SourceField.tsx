import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './Imports.module.css';

const MAX_LENGTH = 120;
/** No source can have this name: names have no control characters. */
const NEW = '\n';

interface Props {
  /** Sources that there are already. */
  names: string[];
  value: string;
  onChange: (name: string) => void;
}

/** Where a file's amounts come from: one of the sources that there are, or a new one. */
export function SourceField({ names, value, onChange }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const [naming, setNaming] = useState(false);
  return (
    <div className={`field ${styles.source}`}>
      <label htmlFor={id}>{t('source.label')}</label>
      <div className="row">
        {names.length > 0 && (
          <select
            id={id}
            aria-describedby={`${id}-hint`}
            value={naming ? NEW : value}
            onChange={(event) => {
              const fresh = event.target.value === NEW;
              setNaming(fresh);
              onChange(fresh ? '' : event.target.value);
            }}
          >
            {[...new Set(naming ? names : [...names, value])].map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
            <option value={NEW}>{t('source.new')}</option>
          </select>
        )}
        {(naming || names.length === 0) && (
          <input
            id={names.length === 0 ? id : undefined}
            aria-label={names.length === 0 ? undefined : t('source.name')}
            aria-describedby={`${id}-hint`}
            value={value}
            maxLength={MAX_LENGTH}
            onChange={(event) => onChange(event.target.value)}
          />
        )}
      </div>
      <span className="hint" id={`${id}-hint`}>
        {t('source.what')}
      </span>
    </div>
  );
}

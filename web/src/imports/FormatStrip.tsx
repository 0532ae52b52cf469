import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { count } from '../ui/format';
import styles from './Imports.module.css';
import type { Analysis, ImportChange } from './imports';

type Format = NonNullable<ImportChange['format']>;

const ENCODINGS = ['utf-8', 'windows-1252', 'iso-8859-1', 'utf-16le', 'utf-16be'] as const;
const DELIMITERS = [';', ',', '\t', '|'];
const QUOTES = ['double', 'single', 'none'] as const;

interface Props {
  analysis: Analysis;
  busy: boolean;
  onRead: (format: Format) => void;
}

/** How the file was read, with its first lines as proof; who sees garbled text reads it otherwise. */
export function FormatStrip({ analysis, busy, onRead }: Props) {
  const { t } = useTranslation();
  const { detected, rows, complete } = analysis;
  const [wanted, setWanted] = useState<Format>({
    encoding: detected.format.encoding,
    delimiter: detected.format.delimiter,
    quote: detected.format.quote,
    headerLine: detected.format.headerLine,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onRead(wanted);
  };
  const delimiterName = (delimiter: string) =>
    t(`delimiter.${delimiter}`, { defaultValue: delimiter });
  const delimiters = DELIMITERS.includes(detected.format.delimiter)
    ? DELIMITERS
    : [...DELIMITERS, detected.format.delimiter];
  return (
    <details className="sheet pad">
      <summary>
        {t('columns.read', {
          encoding: detected.format.encoding,
          delimiter: delimiterName(detected.format.delimiter),
          header: detected.format.headerLine,
        })}{' '}
        · {complete ? t('columns.rows', { shown: count(rows), count: rows }) : t('columns.counting')}
      </summary>
      <pre className={styles.raw}>{detected.firstLines.join('\n')}</pre>
      <form className="row" onSubmit={submit}>
        <label className="row">
          {t('format.encoding')}
          <select
            value={wanted.encoding}
            onChange={(event) =>
              setWanted({ ...wanted, encoding: event.target.value as Format['encoding'] })
            }
          >
            {ENCODINGS.map((encoding) => (
              <option key={encoding} value={encoding}>
                {encoding}
              </option>
            ))}
          </select>
        </label>
        <label className="row">
          {t('format.delimiter')}
          <select
            value={wanted.delimiter}
            onChange={(event) => setWanted({ ...wanted, delimiter: event.target.value })}
          >
            {delimiters.map((delimiter) => (
              <option key={delimiter} value={delimiter}>
                {delimiterName(delimiter)}
              </option>
            ))}
          </select>
        </label>
        <label className="row">
          {t('format.quote')}
          <select
            value={wanted.quote}
            onChange={(event) =>
              setWanted({ ...wanted, quote: event.target.value as Format['quote'] })
            }
          >
            {QUOTES.map((quote) => (
              <option key={quote} value={quote}>
                {t(`format.quote.${quote}`)}
              </option>
            ))}
          </select>
        </label>
        <label className="row">
          {t('format.headerLine')}
          <input
            type="number"
            min={1}
            max={100}
            className={styles.line}
            value={wanted.headerLine ?? 1}
            onChange={(event) => setWanted({ ...wanted, headerLine: event.target.valueAsNumber })}
          />
        </label>
        <button type="submit" disabled={busy || !Number.isInteger(wanted.headerLine)}>
          {t('format.read')}
        </button>
      </form>
    </details>
  );
}

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
  /** Reads the file otherwise. */
  onRead: (format: Format) => void;
}

/** How the file was read, with its first lines as proof; who sees garbled text reads it otherwise. */
export function FormatStrip({ analysis, onRead }: Props) {
  const { t } = useTranslation();
  const { detected, rows, complete } = analysis;
  const { encoding, delimiter, quote, headerLine } = detected.format;
  const [changed, setChanged] = useState<Format>({});
  const [before, setBefore] = useState(detected.format);
  if (before !== detected.format) {
    setBefore(detected.format);
    setChanged({});
  }
  const wanted = { encoding, delimiter, quote, headerLine, ...changed };
  const setWanted = (next: Format) => setChanged({ ...changed, ...next });
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
              setWanted({ encoding: event.target.value as Format['encoding'] })
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
            onChange={(event) => setWanted({ delimiter: event.target.value })}
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
              setWanted({ quote: event.target.value as Format['quote'] })
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
            required
            value={Number.isNaN(wanted.headerLine) ? '' : wanted.headerLine}
            onChange={(event) => setWanted({ headerLine: event.target.valueAsNumber })}
          />
        </label>
        <button type="submit">
          {t('format.read')}
        </button>
      </form>
    </details>
  );
}
